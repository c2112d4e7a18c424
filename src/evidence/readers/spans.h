#pragma once
#include <string>
#include <string_view>

#include "evidence/evidence.h"

namespace afterword {

/// Builds `key="value",…` of at most 1 KB.
class AttributeText {
 public:
  void add(std::string_view key, std::string_view value);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// Counts which service called which in the spans from `first` on, and appends the pairs in order of name. A call
/// within a service is none.
void add_calls(Evidence& evidence, std::size_t first);

}  // namespace afterword
