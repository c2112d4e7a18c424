#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "render/html_builder.h"

namespace afterword {

/// An image as the author gave it; attributes decoded.
struct ImageTag {
  std::string source, alt, title;
  int width = 0, height = 0;  ///< 0 = not given
};
using ImageWriter = std::function<void(HtmlBuilder&, const ImageTag&)>;
/// Where a safe address leads from this page; empty: nowhere, so that words alone stay.
using LinkPlacer = std::function<std::string(const std::string& url)>;

/// Raw HTML of an author, let through by allow-list: elements and attributes that are not on it are dropped, their text
/// is kept, but for elements whose content is no text (script, style, svg, …). Nothing of what comes out can run,
/// load or break out of the element it stands in.
class Sanitizer {
 public:
  Sanitizer(HtmlBuilder& builder, ImageWriter image, LinkPlacer place = {})
      : builder_(builder), image_(std::move(image)), place_(std::move(place)) {}

  /// Any piece of HTML: a block, or one tag inside a paragraph. What a dropped element holds is skipped over pieces
  /// until its end tag or end_block().
  void add(std::string_view html);
  /// Text between tags that are in pieces of their own; nothing while a dropped element is open.
  [[nodiscard]] bool is_skipping() const { return !skipping_.empty(); }
  void end_block() { skipping_.clear(); }

 private:
  void add_tag(std::string_view tag);
  void add_text(std::string_view text);

  HtmlBuilder& builder_;
  ImageWriter image_;
  LinkPlacer place_;
  std::string skipping_;  ///< the dropped element that is open
};

enum class UrlUse : std::uint8_t { link, image };
/// The address, or empty if it is none of: http, https, mailto, relative, fragment; for images also data: of a raster
/// format. Control characters and white space that browsers ignore are removed before judging.
[[nodiscard]] std::string safe_url(std::string_view url, UrlUse use);
/// Character references decoded, broken ones kept as they are.
[[nodiscard]] std::string decode_references(std::string_view text);

}  // namespace afterword
