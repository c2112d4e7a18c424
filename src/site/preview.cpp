#include <cmath>

#include "moment/duration.h"
#include "render/html.h"
#include "site/lists.h"
#include "site/picture.h"
#include "site/site.h"

namespace afterword {
namespace {

constexpr int margin = 72, wide = picture_width - 2 * margin;

/// The site's name above, a thick line, large words, smaller ones, and a foot.
std::string draw(std::string_view above, std::string_view large, std::string_view middle, std::string_view foot) {
  Picture picture;
  picture.fill(0, 0, picture_width, 12, Picture::accent);
  (void)picture.write(small_glyph_sheet(), margin, 84, above, true);
  int y = 170;
  constexpr int large_step = 66, middle_step = 42;
  for (const std::string& line : break_lines(large_glyph_sheet(), large, wide, 3)) {
    (void)picture.write(large_glyph_sheet(), margin, y, line);
    y += large_step;
  }
  y += 2;
  const auto room = static_cast<std::size_t>(std::max(0, (picture_height - 96 - y) / middle_step + 1));
  if (room > 0)
    for (const std::string& line :
         break_lines(middle_glyph_sheet(), middle, wide - 60, std::min<std::size_t>(room, 3))) {
      (void)picture.write(middle_glyph_sheet(), margin, y, line);
      y += middle_step;
    }
  picture.fill(margin, 554, picture_width - margin, 556, Picture::rule);
  (void)picture.write(small_glyph_sheet(), margin, 596, foot, true);
  return picture.png();
}

}  // namespace

std::string draw_preview(const Card& card, const SiteOptions& options) {
  std::string foot;
  const auto add = [&](const std::string& words) { foot += (foot.empty() ? "" : "  ·  ") + words; };
  if (card.record.date && is_valid(*card.record.date)) add(day_text(*card.record.date));
  if (!card.services.empty()) add(card.services.front());
  if (card.record.duration_min && *card.record.duration_min > 0 && *card.record.duration_min < 1e7)
    add("lasted " + duration_text(static_cast<std::int64_t>(std::llround(*card.record.duration_min * 60))));
  if (!card.record.severity.empty()) add(one_line(card.record.severity));
  const bool drawn = can_draw(large_glyph_sheet(), card.headline);
  return draw(options.title, drawn ? card.headline : "Postmortem",
              can_draw(middle_glyph_sheet(), card.verdict) ? card.verdict : std::string(), foot);
}

std::string draw_site_preview(const SiteOptions& options, std::size_t reports) {
  return draw("What broke, why, and what we do about it", options.title, {}, count_of(reports, "report"));
}

}  // namespace afterword
