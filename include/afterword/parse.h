#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace afterword {
struct Postmortem;
}

namespace afterword::v1 {

/// A half-open range of bytes [begin, end) of the text as it was given.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// A document and what it means. Made by `parse`; immutable; copies share the same reading.
class Postmortem {
 public:
  /// Whether the text reports one concrete incident. False for an empty text, an assignment, an unfilled template.
  [[nodiscard]] bool is_postmortem() const;
  /// Empty if it has none.
  [[nodiscard]] std::string title() const;
  /// The name given to `parse`.
  [[nodiscard]] std::string name() const;

  /// The reading inside, for the functions of this library. Not for callers: its type is not part of the interface.
  [[nodiscard]] const afterword::Postmortem& reading() const { return *reading_; }

 private:
  explicit Postmortem(std::shared_ptr<const afterword::Postmortem> reading) : reading_(std::move(reading)) {}
  std::shared_ptr<const afterword::Postmortem> reading_;
  friend Postmortem parse(std::string_view, std::string_view);
};

/// Reads Markdown (CommonMark with tables, task lists, strikethrough; YAML front matter; raw HTML as far as reports use
/// it). Never fails: damage is read through and becomes findings. `name` is only repeated in findings and pages.
/// At most 1 GiB; what is beyond is not read. Linear in the size of the text, some 100 µs for a page.
[[nodiscard]] Postmortem parse(std::string_view markdown, std::string_view name = {});

}  // namespace afterword::v1
