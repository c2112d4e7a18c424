#include "moment/duration.h"
#include "render/html.h"
#include "render/time_scale.h"
#include "render/timeline_figure.h"

namespace afterword {

namespace {

constexpr double width = 340;
constexpr double band_x = 46, band_w = 14;
constexpr double impact_x = band_x + band_w + 3, impact_w = 30;
constexpr double mark_gap = 24, text_gap = 17;
constexpr std::size_t rows_max = 40;
constexpr std::string_view prefix = "tt";

/// One entry beside the axis: its true place, and where its mark and text had to go.
struct Row {
  std::size_t entry = 0;
  std::int64_t at = 0;
  Sign sign{};
  std::vector<std::string> text;
  std::string note;  ///< "dead end, 30 min"
  double y = 0;
  [[nodiscard]] double height() const {
    return std::max(24.0, static_cast<double>(text.size() + (note.empty() ? 0 : 1)) * 15 + 7);
  }
};

class TallTimeline {
 public:
  TallTimeline(const Postmortem& pm, const Chronology& c)
      : pm_(pm), c_(c), steps_(impact_steps(pm, c)), draw_(width, 10000) {
    if (!c.start_known || !(c.ended || c.eased)) steps_.clear();
    axis_x_ = steps_.empty() ? band_x + band_w + 8 : impact_x + impact_w + 8;
    if (phases_of(c).empty()) axis_x_ = band_x + 6;
  }

  Figure draw() {
    draw_.raw(pattern_definitions(prefix));
    draw_key();
    choose_rows();
    double wanted = 0;
    for (const Row& row : rows_) wanted += row.height();
    const double top = y_ + 12;
    const double length = std::max(180.0, wanted * 0.94);
    const TimeScale scale(moments_of(c_), top, top + length);
    scale_ = &scale;
    spread_rows(top, top + length);
    for (const Phase& phase : phases_of(c_)) {
      draw_.rect(band_x, y(phase.from), band_w, y(phase.until) - y(phase.from), phase.cls);
    }
    if (!steps_.empty()) draw_impact();
    for (const Break& gap : scale.breaks()) draw_break(gap);
    draw_.line(axis_x_, top, axis_x_, top + length, "ax");
    for (const DeadEnd& path : c_.dead_ends) {
      if (path.until > path.from) draw_.line(axis_x_ - 4, y(path.from), axis_x_ - 4, y(path.until), "de");
    }
    draw_ticks();
    for (const Row& row : rows_) draw_row(row);
    double bottom = top + length + 10;
    if (!rows_.empty()) bottom = std::max(bottom, rows_.back().y + rows_.back().height() - 4);
    Figure figure{std::string(prefix), "Impact and timeline", describe_timeline(pm_, c_), width, bottom, {},
                  draw_.labels()};
    figure.body = std::move(draw_.markup());
    return figure;
  }

 private:
  [[nodiscard]] double y(std::int64_t at) const { return scale_->at(at); }

  /// The durations in words, each with the pattern of the stretch that ends there.
  void draw_key() {
    const std::vector<Stretch> stretches = stretches_of(c_);
    const std::vector<Phase> phases = phases_of(c_);
    for (const Stretch& stretch : stretches) {
      std::string_view cls = "p1";
      for (const Phase& phase : phases) {
        if (phase.until == stretch.until) cls = phase.cls;
      }
      draw_.rect(0, y_ + 2, 22, 12, cls);
      const std::string words = std::string(stretch.words) + " ";
      draw_.try_label({30, y_ + 12, words, "q"});
      draw_.try_label(
          {30 + text_width(words, 12), y_ + 12, duration_text(stretch.until), {}, Anchor::start, 12, Weight::bold});
      y_ += 20;
    }
    if (steps_.empty()) return;
    double peak = 0;
    for (const ImpactStep& step : steps_) peak = std::max(peak, step.percent);
    draw_.rect(0, y_ + 2, 22, 12, steps_.size() == 1 ? "im1" : "im");
    const bool everyone = steps_.size() == 1 && pm_.percent && pm_.percent->implied;
    const std::string words =
        everyone ? "everyone affected" : (steps_.size() > 1 ? "up to " : "") + percent_text(peak) + " affected";
    draw_.try_label({30, y_ + 12, words, "bad", Anchor::start, 12, Weight::bold});
    y_ += 20;
  }

  void choose_rows() {
    const double room = width - (axis_x_ + mark_gap + text_gap);
    std::size_t timed = 0;
    for (const auto& at : c_.at) timed += at.has_value();
    for (std::size_t i = 0; i < c_.at.size(); ++i) {
      if (!c_.at[i]) continue;
      Row row{i, *c_.at[i], sign_of(pm_, c_, i), {}, {}, 0};
      // A long incident shows its turning points; the list below has the rest.
      if (timed > rows_max && (row.sign == Sign::looked || row.sign == Sign::told)) continue;
      if (rows_.size() == rows_max) break;
      row.text = wrap_text(one_line(pm_.timeline[i].text), room, 12, 2);
      for (const DeadEnd& path : c_.dead_ends) {
        if (path.first != i) continue;
        row.note = "dead end";
        if (path.until > path.from) row.note += ", " + duration_text(path.until - path.from);
      }
      rows_.push_back(std::move(row));
    }
    std::sort(rows_.begin(), rows_.end(),
              [](const Row& a, const Row& b) { return a.at != b.at ? a.at < b.at : a.entry < b.entry; });
  }

  /// Rows stand at their time where there is room, else as near as the ones before and after let them.
  void spread_rows(double top, double bottom) {
    double free_from = top - 4;
    for (Row& row : rows_) {
      row.y = std::max(y(row.at), free_from);
      free_from = row.y + row.height();
    }
    double free_until = std::max(bottom + 24, std::min(free_from, bottom + 60));
    for (std::size_t i = rows_.size(); i-- > 0;) {
      Row& row = rows_[i];
      if (row.y + row.height() <= free_until) break;
      row.y = free_until - row.height();
      free_until = row.y;
    }
    free_from = top - 4;
    for (Row& row : rows_) {
      row.y = std::max(row.y, free_from);
      free_from = row.y + row.height();
    }
  }

  void draw_impact() {
    double peak = 0;
    for (const ImpactStep& step : steps_) peak = std::max(peak, step.percent);
    const double full = std::max(peak, 1.0) > 50 ? 100 : peak;
    std::string d = "M" + number_text(impact_x) + " " + number_text(y(std::max<std::int64_t>(steps_.front().at, 0)));
    for (const ImpactStep& step : steps_) {
      d += "V" + number_text(y(std::max<std::int64_t>(step.at, 0))) + "H" +
           number_text(impact_x + step.percent / full * impact_w);
    }
    const std::int64_t until = c_.eased ? *c_.eased : *c_.ended;
    d += "V" + number_text(y(std::max(until, steps_.back().at))) + "H" + number_text(impact_x) + "Z";
    draw_.path(d, steps_.size() == 1 ? "im1" : "im");
  }

  void draw_break(const Break& gap) {
    const double middle = (gap.begin + gap.end) / 2;
    std::string above;
    std::string below;
    double side = 3;
    for (double x = band_x - 3; x < axis_x_ + 8; x += 7, side = -side) {
      above += (above.empty() ? "M" : "L") + number_text(x) + " " + number_text(middle - 5 + side);
      below = "L" + number_text(x) + " " + number_text(middle + 5 + side) + below;
    }
    late_ += "<path class=\"zf\" d=\"" + above + below + "Z\"/><path class=\"zz\" d=\"" + above +
             "\"/><path class=\"zz\" d=\"M" + below.substr(1) + "\"/>";
    // "11 h 18 min" is too long for the margin; the hours tell enough.
    const std::string length = duration_text(gap.until - gap.from);
    const std::size_t second_space = length.find(' ', length.find(' ') + 1);
    if (!draw_.try_label({band_x - 6, middle + 4, length, "q", Anchor::end, 10})) {
      draw_.try_label({band_x - 6, middle + 4, length.substr(0, second_space), "q", Anchor::end, 10});
    }
  }

  void draw_ticks() {
    draw_.raw(late_);
    for (const Tick& tick : choose_ticks(*scale_, c_, 44)) {
      draw_.line(band_x - 4, y(tick.at), band_x, y(tick.at), "ax");
      draw_.try_label({band_x - 7, y(tick.at) + 4, tick.text, "q", Anchor::end});
      if (!tick.day.empty()) {
        const std::string day = tick.day.substr(0, tick.day.rfind(' '));
        draw_.try_label(
            {band_x - 7, y(tick.at) + 16, day.substr(std::min(day.size(), day.find(' ') + 1)), "q", Anchor::end, 10});
      }
    }
  }

  void draw_row(const Row& row) {
    const double mark_x = axis_x_ + mark_gap;
    const double mark_y = row.y + 4;
    const double true_y = y(row.at);
    draw_.path("M" + number_text(axis_x_ - 2) + " " + number_text(true_y) + "h6L" + number_text(mark_x - 11) + " " +
                   number_text(mark_y) + "h4",
               "ld");
    draw_.raw("<g transform=\"translate(" + number_text(mark_x) + " " + number_text(mark_y) + ")\">");
    draw_.path(shape_of(row.sign), class_of(row.sign));
    draw_.raw(std::string("<text class=\"") + (row.sign == Sign::dead_end ? "nd" : "nm") + "\" y=\"" +
              (row.sign == Sign::began ? "5.5" : "3.5") + "\">" + std::to_string(row.entry + 1) + "</text></g>");
    double line = row.y + 8;
    if (!row.note.empty()) {
      draw_.try_label({mark_x + text_gap, line, row.note, "od", Anchor::start, 12, Weight::bold});
      line += 15;
    }
    for (const std::string& text : row.text) {
      draw_.try_label({mark_x + text_gap, line, text});
      line += 15;
    }
  }

  const Postmortem& pm_;
  const Chronology& c_;
  std::vector<ImpactStep> steps_;
  std::vector<Row> rows_;
  Drawing draw_;
  const TimeScale* scale_ = nullptr;
  std::string late_;
  double y_ = 0, axis_x_ = 0;
};

}  // namespace

Figure draw_tall_timeline(const Postmortem& pm, const Chronology& chronology) {
  if (!chronology.has_axis()) return {};
  return TallTimeline(pm, chronology).draw();
}

}  // namespace afterword
