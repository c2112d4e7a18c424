#include "moment/duration.h"
#include "render/html.h"
#include "render/time_scale.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

constexpr double width = 760;
constexpr double mark_room = 23;
constexpr std::size_t levels_max = 4;
constexpr double plot_top = 24;
constexpr std::string_view prefix = "tw";

/// One mark on the axis: an entry, or several that stand too close to be told apart.
struct Placed {
  std::size_t first = 0, last = 0;  ///< entries
  double x = 0;                     ///< where it is drawn
  double true_x = 0;
  std::size_t level = 0;
  Sign sign{};
  [[nodiscard]] std::string number() const {
    return first == last ? std::to_string(first + 1) : std::to_string(first + 1) + "–" + std::to_string(last + 1);
  }
  [[nodiscard]] double half() const { return first == last ? 11.5 : text_width(number(), 10, Weight::bold) / 2 + 7; }
};

std::vector<Placed> place_marks(const Postmortem& pm, const Chronology& c, const TimeScale& scale) {
  std::vector<Placed> marks;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < c.at.size(); ++i) {
    if (c.at[i]) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return *c.at[a] != *c.at[b] ? *c.at[a] < *c.at[b] : a < b; });
  std::array<double, levels_max> free_from{};
  free_from.fill(-100);
  for (const std::size_t i : order) {
    Placed mark{i, i, scale.at(*c.at[i]), 0, 0, sign_of(pm, c, i)};
    mark.true_x = mark.x;
    std::size_t level = 0;
    while (level < levels_max && free_from[level] > mark.x - 11.5) ++level;
    if (level < levels_max) {
      mark.level = level;
      free_from[level] = mark.x + 11.5;
      marks.push_back(mark);
      continue;
    }
    // No room: the entry joins the mark drawn last, which becomes a range.
    Placed& group = marks.back();
    group.first = std::min(group.first, i);
    group.last = std::max(group.last, i);
    if (group.sign != mark.sign) group.sign = Sign::looked;
    group.x = std::min(group.x, width - 4 - group.half());
    free_from[group.level] = std::max(free_from[group.level], group.x + group.half());
  }
  return marks;
}

class WideTimeline {
 public:
  WideTimeline(const Postmortem& pm, const Chronology& c)
      : pm_(pm),
        c_(c),
        steps_(impact_steps(pm, c)),
        left_(steps_.empty() || !c.start_known ? 8 : 46),
        scale_(moments_of(c), left_ + 12, width - 20),
        draw_(width, 400) {
    if (!c.start_known || !(c.ended || c.eased)) steps_.clear();
  }

  Figure draw() {
    draw_.raw(pattern_definitions(prefix));
    if (!steps_.empty()) draw_impact();
    const double top = steps_.empty() ? y_ : plot_top - 4;
    const std::vector<Phase> phases = phases_of(c_);
    const double phases_y = y_;
    if (!phases.empty()) y_ += 24;
    const double brackets_y = y_;
    const std::vector<Stretch> stretches = stretches_of(c_);
    y_ += static_cast<double>(stretches.size()) * 20 + (stretches.empty() ? 0 : 4);
    const double lane_label_y = y_ + 12;
    if (!c_.dead_ends.empty()) y_ += 24;
    axis_y_ = y_ + 16;
    for (const Phase& phase : phases) {
      draw_.rect(x(phase.from), phases_y, x(phase.until) - x(phase.from), 22, phase.cls);
    }
    draw_breaks(top, axis_y_ + 12);
    const std::vector<Placed> marks = place_marks(pm_, c_, scale_);
    std::size_t deepest = 0;
    for (const Placed& mark : marks) deepest = std::max(deepest, mark.level);
    draw_axis(marks);
    for (const Phase& phase : phases) label_phase(phase, phases_y);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      draw_bracket(stretches[i], brackets_y + 10 + static_cast<double>(i) * 20);
    }
    for (const DeadEnd& path : c_.dead_ends) draw_dead_end(path, lane_label_y);
    y_ = axis_y_ + 14 + static_cast<double>(deepest) * mark_room;
    draw_ticks();
    draw_legend(marks);
    Figure figure{std::string(prefix), "Impact and timeline", describe_timeline(pm_, c_), width, y_, {},
                  draw_.labels()};
    figure.body = std::move(draw_.markup());
    return figure;
  }

 private:
  [[nodiscard]] double x(std::int64_t at) const { return scale_.at(at); }

  void draw_impact() {
    const double until = x(c_.eased ? *c_.eased : *c_.ended);
    const double bottom = plot_top + 52;
    double peak = 0;
    for (const ImpactStep& step : steps_) peak = std::max(peak, step.percent);
    double full = 100;
    for (const double limit : {50.0, 20.0, 10.0, 5.0, 2.0, 1.0}) {
      if (peak <= limit) full = limit;
    }
    draw_.line(left_, plot_top, width - 8, plot_top, "gr");
    draw_.line(left_, bottom, width - 8, bottom, "gr");
    draw_.try_label({left_ - 6, plot_top + 4, percent_text(full), "q", Anchor::end, 11});
    draw_.try_label({left_ - 6, bottom + 4, "0", "q", Anchor::end, 11});
    const auto y_of = [&](double percent) { return bottom - percent / full * (bottom - plot_top); };
    std::string d = "M" + number_text(x(std::max<std::int64_t>(steps_.front().at, 0))) + " " + number_text(bottom);
    for (const ImpactStep& step : steps_) {
      d += "H" + number_text(x(std::max<std::int64_t>(step.at, 0))) + "V" + number_text(y_of(step.percent));
    }
    const bool ends_later = steps_.back().at > (c_.eased ? *c_.eased : *c_.ended);
    d += "H" + number_text(ends_later ? x(steps_.back().at) : until) + "V" + number_text(bottom) + "Z";
    draw_.path(d, steps_.size() == 1 ? "im1" : "im");
    const bool everyone = steps_.size() == 1 && pm_.percent && pm_.percent->implied;
    const std::string words =
        everyone ? "everyone affected" : (steps_.size() > 1 ? "up to " : "") + percent_text(peak) + " affected";
    draw_.try_label({left_, 14, words, "bad", Anchor::start, 13, Weight::bold});
    const std::string_view note = steps_.size() > 1 ? "as stated in the entries"
                                  : pm_.percent && pm_.percent->implied
                                      ? "hatched: said of all users, without a figure"
                                      : "hatched: one figure is stated for the whole time";
    draw_.try_label({width - 8, 14, note, "q", Anchor::end, 11});
    y_ = bottom + 8;
  }

  void draw_breaks(double top, double bottom) {
    for (const Break& gap : scale_.breaks()) {
      const double middle = (gap.begin + gap.end) / 2;
      std::string left;
      std::string right;
      double side = 3;
      for (double y = top; y < bottom; y += 8, side = -side) {
        left += (left.empty() ? "M" : "L") + number_text(middle - 5 + side) + " " + number_text(y);
        right = "L" + number_text(middle + 5 + side) + " " + number_text(y) + right;
      }
      draw_.path(left + right + "Z", "zf");
      draw_.path(left, "zz");
      draw_.path("M" + right.substr(1), "zz");
      draw_.block({middle - 9, top, middle + 9, bottom});
    }
  }

  void draw_axis(const std::vector<Placed>& marks) {
    // In pieces, so that the breaks stay open.
    double from = left_;
    for (const Break& gap : scale_.breaks()) {
      draw_.line(from, axis_y_, (gap.begin + gap.end) / 2 - 7, axis_y_, "ax");
      from = (gap.begin + gap.end) / 2 + 7;
    }
    draw_.line(from, axis_y_, width - 8, axis_y_, "ax");
    for (const Placed& mark : marks) {
      if (mark.level != 0) {
        draw_.line(mark.true_x, axis_y_, mark.x, axis_y_ + static_cast<double>(mark.level) * mark_room, "st");
      }
    }
    for (const Placed& mark : marks) draw_mark(mark);
  }

  void draw_mark(const Placed& mark) {
    const double y = axis_y_ + static_cast<double>(mark.level) * mark_room;
    draw_.raw("<g transform=\"translate(" + number_text(mark.x) + " " + number_text(y) + ")\"><title>");
    std::string tip;
    for (std::size_t i = mark.first; i <= mark.last && i < mark.first + 6; ++i) {
      if (!tip.empty()) tip += " · ";
      tip += std::to_string(i + 1) + ". " + (c_.at[i] ? c_.clock_text(*c_.at[i]) + " " : std::string());
      tip += cut_text(one_line(pm_.timeline[i].text), 420, 12);
    }
    append_escaped(draw_.markup(), tip);
    draw_.raw("</title>");
    if (mark.first == mark.last) {
      draw_.path(shape_of(mark.sign), class_of(mark.sign));
    } else {
      draw_.rect(-mark.half() + 1, -9, 2 * mark.half() - 2, 18, class_of(mark.sign), 9);
    }
    draw_.raw(std::string("<text class=\"") + (mark.sign == Sign::dead_end ? "nd" : "nm") + "\" y=\"" +
              (mark.sign == Sign::began ? "5.5" : "3.5") + "\">" + mark.number() + "</text></g>");
    draw_.block({mark.x - mark.half(), y - 11.5, mark.x + mark.half(), y + 11.5});
  }

  void label_phase(const Phase& phase, double top) {
    const double from = x(phase.from);
    const double room = x(phase.until) - from;
    for (const std::string_view words : {phase.words, phase.short_words}) {
      const double w = text_width(words, 12);
      if (w + 10 > room) continue;
      const bool patterned = phase.cls != "p1";
      for (const double at : {from + 6, from + (room - w) / 2, from + room - w - 6}) {
        const Label label{at, top + 15, words, "pl"};
        if (!draw_.is_free(Drawing::box_of(label))) continue;
        if (patterned) draw_.rect(at - 3, top + 3, w + 6, 16, "pb", 2);
        draw_.try_label(label);
        return;
      }
    }
  }

  void draw_bracket(const Stretch& stretch, double y) {
    const double from = x(0);
    const double until = x(stretch.until);
    const std::string words = std::string(stretch.words) + " ";
    const std::string length = duration_text(stretch.until);
    const double w = text_width(words, 12) + text_width(length, 12, Weight::bold);
    // Beside the bracket, behind the next zig-zag, inside it at its end or beginning: the first place that is free.
    std::vector<double> places{until + 7};
    for (const Break& gap : scale_.breaks()) {
      if (gap.end > until) places.push_back(std::max(until + 7, (gap.begin + gap.end) / 2 + 14));
    }
    places.push_back(until - w - 16);
    for (const Break& gap : scale_.breaks()) {
      if (gap.end < until) places.push_back((gap.begin + gap.end) / 2 - w - 14);
    }
    places.push_back(from + 16);
    places.push_back(from - w - 8);
    double at = until + 7;
    for (const double place : places) {
      const bool beside = place > until || place + w < from;
      const bool inside = place >= from + 12 && place + w <= until - 12;
      if (place < 2 || place + w > width - 2 || !(beside || inside)) continue;
      if (!draw_.is_free({place, y - 7, place + w, y + 7})) continue;
      at = place;
      break;
    }
    const bool shown =
        draw_.try_label({at, y + 4, words, "q"}) &&
        draw_.try_label({at + text_width(words, 12), y + 4, length, {}, Anchor::start, 12, Weight::bold});
    std::string d = "M" + number_text(from) + " " + number_text(y - 4) + "v8m0-4";
    if (shown && at < until && at > from) {
      d += "H" + number_text(std::max(from, at - 5)) + "M" + number_text(std::min(until, at + w + 5)) + " " +
           number_text(y);
    }
    d += "H" + number_text(until) + "m0-4v8";
    draw_.path(d, "br");
  }

  void draw_dead_end(const DeadEnd& path, double label_y) {
    const double from = x(path.from);
    const double until = x(path.until);
    if (until - from < 2) return;
    draw_.path("M" + number_text(from) + " " + number_text(label_y + 2) + "v8m0-4H" + number_text(until) + "m0-4v8",
               "de");
    const std::string length = duration_text(path.until - path.from);
    for (const std::string& words : {"dead end, " + length, length}) {
      const double w = text_width(words, 12);
      for (const double at : {from, (from + until - w) / 2, until - w, until + 4, from - w - 4}) {
        if (at >= 2 && at + w <= width - 2 && draw_.try_label({at, label_y - 2, words, "od"})) return;
      }
    }
  }

  void draw_ticks() {
    const double y = y_;
    for (const Break& gap : scale_.breaks()) {
      const std::string length = duration_text(gap.until - gap.from);
      draw_.try_label({(gap.begin + gap.end) / 2, y + 18, length, "q", Anchor::middle, 11});
    }
    bool days = false;
    std::string first_day;
    const std::vector<Tick> ticks = choose_ticks(scale_, c_, 64);
    const bool many_days =
        std::any_of(ticks.begin(), ticks.end(), [&](const Tick& t) { return !t.day.empty() && &t != &ticks.front(); });
    for (const Tick& tick : ticks) {
      const double at = x(tick.at);
      draw_.line(at, y, at, y + 5, "ax");
      Label label{at, y + 18, tick.text, "q", Anchor::middle};
      if (Drawing::box_of(label).x1 > width) label = {width - 1, y + 18, tick.text, "q", Anchor::end};
      draw_.try_label(label);
      if (many_days && !tick.day.empty()) {
        days |= draw_.try_label({at, y + 32, tick.day, "q", Anchor::middle, 11}) ||
                draw_.try_label({std::max(at - 16, 1.0), y + 32, tick.day, "q", Anchor::start, 11});
      }
      if (first_day.empty()) first_day = tick.day;
    }
    if (!many_days && c_.date && c_.clock_minutes) {
      const std::string day = date_text(*c_.date) + (c_.zone.empty() ? "" : " · " + c_.zone);
      days |= draw_.try_label({std::max(left_, 1.0), y + 33, day, "q", Anchor::start, 11});
    } else if (!c_.zone.empty()) {
      days |= draw_.try_label({width - 1, y + 33, c_.zone, "q", Anchor::end, 11});
    }
    y_ = y + (days ? 38 : 24);
  }

  void draw_legend(const std::vector<Placed>& marks) {
    std::array<bool, sign_count> used{};
    for (const Placed& mark : marks) used[static_cast<std::size_t>(mark.sign)] = true;
    double at = left_;
    double y = y_ + 16;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (!used[i]) continue;
      const Sign sign = static_cast<Sign>(i);
      const double w = text_width(words_of(sign), 11) + 30;
      if (at + w > width) {
        at = left_;
        y += 20;
      }
      draw_.raw("<path transform=\"translate(" + number_text(at + 7) + " " + number_text(y - 4) +
                ")scale(.6)\" class=\"" + std::string(class_of(sign)) + "\" d=\"" + std::string(shape_of(sign)) +
                "\"/>");
      draw_.try_label({at + 17, y, words_of(sign), "q", Anchor::start, 11});
      at += w + 4;
    }
    y_ = y + 8;
  }

  const Postmortem& pm_;
  const Chronology& c_;
  std::vector<ImpactStep> steps_;
  double left_;
  TimeScale scale_;
  Drawing draw_;
  double y_ = 4, axis_y_ = 0;
};

}  // namespace

Figure draw_wide_timeline(const Postmortem& pm, const Chronology& chronology) {
  if (!chronology.has_axis()) return {};
  return WideTimeline(pm, chronology).draw();
}

}  // namespace afterword
