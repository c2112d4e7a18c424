#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// What an element may hold and where it may stand; enough of HTML's content model to keep a page valid.
enum class Model : std::uint8_t {
  flow,      ///< div, li, td, details, …: anything inside
  phrasing,  ///< b, span, a, code, …: no blocks inside
  closed,    ///< p, h3, summary, pre: a block that holds no blocks
  table,     ///< holds sections and rows
  rows,      ///< thead, tbody, tfoot
  row,
  list,   ///< ul, ol
  terms,  ///< dl
};

/// Writes HTML that is always well nested. Elements are the program's own or come from the author's raw HTML: a raw
/// end tag never closes an own element, whatever stays open is closed, and an element that nothing was written into is
/// left out. Own tags must be constants.
class HtmlBuilder {
 public:
  explicit HtmlBuilder(std::string& out) : out_(out) {}

  /// Own elements. `attributes` begins with a space where there are any, and is already escaped.
  void open(std::string_view tag, std::string attributes = {});
  void close();
  /// Own, without content; written at once.
  void add_void(std::string_view markup);
  void add_text(std::string_view text);
  /// Markup that the program made itself, such as a link around an escaped name.
  void add_markup(std::string_view markup);
  /// Writes all that was opened, even if nothing comes: an empty table cell counts.
  void commit();

  // Raw HTML, already found to be allowed.
  void open_raw(std::string_view tag, Model model, std::string attributes);
  void close_raw(std::string_view tag);
  /// A void element: `<br>`, `<hr>`.
  void add_raw_void(std::string_view markup, bool block);
  /// Closes everything that raw HTML opened inside the innermost own element.
  void close_all_raw();

  [[nodiscard]] bool is_open(std::string_view tag) const;
  [[nodiscard]] bool inside_closed_own() const;
  [[nodiscard]] std::size_t depth() const { return stack_.size(); }
  /// Whether anything was written since the builder was made.
  [[nodiscard]] bool wrote() const { return wrote_; }

 private:
  struct Element {
    std::string_view tag;
    std::string attributes;
    Model model{};
    bool own = false;
    bool ghost = false;   ///< stands on the stack so that its end is found, but is not written
    bool pending = true;  ///< opened, not yet written
  };
  void push(Element element);
  void pop();
  /// Makes room for something that may hold text: rows and cells are opened where a table asks for them.
  void ensure_place(bool block);
  void pop_raw_phrasing();

  std::string& out_;
  std::vector<Element> stack_;
  std::size_t pending_from_ = 0;
  bool wrote_ = false;
};

/// Deeper elements are flattened: readers' programs stop at a depth of a few hundred.
inline constexpr std::size_t depth_max = 60;

}  // namespace afterword
