#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "render/text_width.h"

namespace afterword {

enum class Anchor : std::uint8_t { start, middle, end };

/// A rectangle in the units of a figure, for proving that labels neither overlap nor leave it.
struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  [[nodiscard]] bool meets(const Box& o) const { return x0 < o.x1 && o.x0 < x1 && y0 < o.y1 && o.y0 < y1; }
};

/// A label: where its baseline begins (or has its middle or end), its class and how it is set.
struct Label {
  double x = 0, y = 0;
  std::string_view text;
  std::string_view cls = {};
  Anchor anchor = Anchor::start;
  double size = 12;
  Weight weight = Weight::regular;
};

/// Writes an SVG drawing. Every label is measured; one that would overlap another, an obstacle or the edge is refused,
/// and the caller moves or drops it. So a drawing cannot have colliding labels.
class Drawing {
 public:
  Drawing(double width, double height) : width_(width), height_(height) {}

  [[nodiscard]] static Box box_of(const Label& label);
  [[nodiscard]] bool is_free(const Box& box) const;
  /// Draws the label if its place is free. `height` may still grow, so only the sides and the top are checked.
  bool try_label(const Label& label);
  /// Keeps labels out of a place.
  void block(const Box& box) { taken_.push_back(box); }

  void line(double x0, double y0, double x1, double y1, std::string_view cls);
  void path(std::string_view d, std::string_view cls);
  void rect(double x, double y, double w, double h, std::string_view cls, double radius = 0);
  void raw(std::string_view markup) { out_ += markup; }
  [[nodiscard]] std::string& markup() { return out_; }

  void set_height(double height) { height_ = height; }
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] const std::vector<Box>& labels() const { return labels_; }

 private:
  double width_, height_;
  std::string out_;
  std::vector<Box> taken_, labels_;
};

/// A drawing with what it shows in words.
struct Figure {
  std::string id;  ///< prefix of the ids inside; unique on a page
  std::string title, description;
  double width = 0, height = 0;
  std::string body;         ///< what stands inside <svg>
  std::vector<Box> labels;  ///< for tests
  [[nodiscard]] bool empty() const { return body.empty(); }
};

/// `<svg …>` for a page, whose style sheet gives the colours.
void append_inline_svg(std::string& out, const Figure& figure, std::string_view cls);
/// A document of its own with its own style, light and dark.
[[nodiscard]] std::string stand_alone_svg(const Figure& figure);

}  // namespace afterword
