#include "render/svg.h"

#include "render/html.h"
#include "render/style.h"

namespace afterword {

namespace {

void append_attribute(std::string& out, std::string_view name, double value) {
  out.append(" ").append(name).append("=\"");
  append_number(out, value);
  out += '"';
}

}  // namespace

Box Drawing::box_of(const Label& label) {
  const double w = text_width(label.text, label.size, label.weight);
  const double x = label.anchor == Anchor::start ? label.x
                   : label.anchor == Anchor::end ? label.x - w
                                                 : label.x - w / 2;
  return {x, label.y - label.size * 0.94, x + w, label.y + label.size * 0.24};
}

bool Drawing::is_free(const Box& box) const {
  if (box.x0 < 0 || box.x1 > width_ || box.y0 < 0) return false;
  return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return box.meets(other); });
}

bool Drawing::try_label(const Label& label) {
  if (label.text.empty()) return false;
  const Box box = box_of(label);
  if (!is_free(box)) return false;
  taken_.push_back(box);
  labels_.push_back(box);
  out_ += "<text";
  append_attribute(out_, "x", label.x);
  append_attribute(out_, "y", label.y);
  bool classed = false;
  const auto add = [&](std::string_view name) {
    if (name.empty()) return;
    out_.append(std::exchange(classed, true) ? " " : " class=\"").append(name);
  };
  add(label.cls);
  if (label.anchor == Anchor::middle) add("m");
  if (label.anchor == Anchor::end) add("e");
  if (label.weight == Weight::bold) add("b");
  if (label.size != 12) add(label.size < 10.5 ? "s10" : label.size < 12 ? "s11" : "s13");
  out_ += classed ? "\">" : ">";
  append_escaped(out_, label.text);
  out_ += "</text>";
  return true;
}

void Drawing::line(double x0, double y0, double x1, double y1, std::string_view cls) {
  std::string d = "M" + number_text(x0) + " " + number_text(y0);
  if (y0 == y1) {
    d += "H" + number_text(x1);
  } else if (x0 == x1) {
    d += "V" + number_text(y1);
  } else {
    d += "L" + number_text(x1) + " " + number_text(y1);
  }
  path(d, cls);
}

void Drawing::path(std::string_view d, std::string_view cls) {
  out_.append("<path class=\"").append(cls).append("\" d=\"").append(d).append("\"/>");
}

void Drawing::rect(double x, double y, double w, double h, std::string_view cls, double radius) {
  out_.append("<rect class=\"").append(cls).append("\"");
  append_attribute(out_, "x", x);
  append_attribute(out_, "y", y);
  append_attribute(out_, "width", w);
  append_attribute(out_, "height", h);
  if (radius > 0) append_attribute(out_, "rx", radius);
  out_ += "/>";
}

namespace {

void append_svg(std::string& out, const Figure& figure, std::string_view attributes, std::string_view style) {
  out.append("<svg").append(attributes).append(" viewBox=\"0 0 ");
  append_number(out, figure.width);
  out += ' ';
  append_number(out, figure.height);
  out.append("\" role=\"img\" aria-labelledby=\"").append(figure.id).append("t ").append(figure.id).append("d\">");
  out.append("<title id=\"").append(figure.id).append("t\">");
  append_escaped(out, figure.title);
  out.append("</title><desc id=\"").append(figure.id).append("d\">");
  append_escaped(out, figure.description);
  out += "</desc>";
  if (!style.empty()) out.append("<style>").append(style).append("</style>");
  out.append(figure.body).append("</svg>");
}

}  // namespace

void append_inline_svg(std::string& out, const Figure& figure, std::string_view cls) {
  append_svg(out, figure, " class=\"" + std::string(cls) + "\"", {});
}

std::string stand_alone_svg(const Figure& figure) {
  if (figure.empty()) return {};
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::string attributes = " xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number_text(figure.width) +
                           "\" height=\"" + number_text(figure.height) + "\" class=\"alone\"";
  append_svg(out, figure, attributes,
             std::string(colour_style()) + std::string(figure_style()) + ".alone{background:var(--paper)}");
  out += '\n';
  return out;
}

}  // namespace afterword
