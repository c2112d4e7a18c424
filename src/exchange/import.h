#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "exchange/payload.h"

namespace afterword {

/// One file of what is imported. The bytes must live as long as the import.
struct ImportInput {
  std::string path;
  std::string_view bytes;
  bool named = true;  ///< false: found in a folder or an archive; what is none of ours is then left out, not wrong
};

struct ImportedReport {
  std::string name;  ///< of a file, without folder; no two of one import are the same
  std::string source, id, title;
  std::string bytes;
};

/// What of one input was read, and what was not.
struct ReadInput {
  std::string path;
  std::string source;  ///< "opsgenie"; several joined by ", "
  std::vector<Unplaced> unplaced;
};

/// A text that was left out, and why.
struct LeftOut {
  std::string path, why;
};

struct ImportResult {
  std::vector<ImportedReport> reports;
  std::vector<ReadInput> inputs;
  std::vector<LeftOut> left_out;
  std::vector<Error> errors;  ///< inputs that could not be read, with their place
};

/// Reads inputs as what their content says they are; records of several inputs that speak of one incident come
/// together. Never fails: what is wrong is told, the rest is read. Pure, deterministic, linear in the size of the
/// inputs.
[[nodiscard]] ImportResult import_incidents(std::span<const ImportInput> inputs);

inline constexpr std::size_t input_bytes_max = 512 << 20;  ///< of one input

}  // namespace afterword
