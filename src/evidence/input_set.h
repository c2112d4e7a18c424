#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evidence/bytes.h"
#include "evidence/evidence.h"
#include "evidence/gather.h"
#include "evidence/log_pass.h"
#include "evidence/payload_zones.h"
#include "evidence/readers/readers.h"

namespace afterword {

/// Bytes held in memory: a small member of an archive, standard input.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override;
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Everything that was named, opened, unpacked and recognised; what is taken whole is read already, logs wait.
struct InputSet {
  Evidence evidence;  ///< inputs, notes, and what readers said
  std::vector<LogInput> logs;
  std::vector<LogFeed> feeds;
  std::vector<Instant> sample_last;    ///< of each log: the latest time with a year in its sample; 0 = none
  std::vector<std::int64_t> modified;  ///< of each log
  std::vector<PayloadFile> payloads;   ///< what was taken whole
};

[[nodiscard]] InputSet recognise_inputs(std::span<const NamedSource> sources, const GatherOptions& options);

/// The latest time with a year and a date among the lines of a sample; 0 = none.
[[nodiscard]] Instant last_in_sample(const LogForm& form, std::string_view sample);

/// A piece from the beginning, the middle and the end, whole lines.
[[nodiscard]] std::string sample_of(const ByteSource& source);

/// The unpacked bytes of an input by its path ("archive.tar!member"), at most `most` of them.
[[nodiscard]] Result<std::string> unpack_input(const NamedSource& source, std::string_view path, std::uint64_t most);

}  // namespace afterword
