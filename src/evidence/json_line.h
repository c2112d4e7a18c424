#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "evidence/structured_fields.h"

namespace afterword {

/// Reads objects of JSON, one at a time (simdjson, on demand). Not for several threads at once.
class JsonLineReader {
 public:
  JsonLineReader();
  ~JsonLineReader();
  JsonLineReader(JsonLineReader&&) noexcept;

  /// Puts the fields that have a role. Texts stay valid until the next line. False: it is no object. Values after the
  /// first fault are not seen, those before it are.
  bool read(std::string_view line, StructuredFields& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace afterword
