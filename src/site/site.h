#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/board.h"
#include "site/card.h"

namespace afterword {

/// A failure that came back: places of cards.
struct Again {
  std::uint32_t report = 0;
  std::vector<std::uint32_t> earlier;  ///< most alike first; at least one
};

/// All that pages which tell of many reports are made from. Cards and records stand at the same places.
struct Site {
  SiteOptions options;
  std::vector<Card> cards;
  std::vector<Again> agains;  ///< by place of the report
};

/// One file of a site: where it stands below the site's root, and its bytes.
struct SiteFile {
  std::string path, bytes;
};
using TakeFile = std::function<void(SiteFile)>;

/// What a report's page says of recurrence, above all else; empty where there is nothing to say.
[[nodiscard]] std::string repeat_markup(const Site& site, const Again* earlier, std::span<const std::uint32_t> later);

/// What a link to a report looks like elsewhere: a PNG of 1200 × 630 with headline, verdict and facts. Letters that the
/// program does not have (Chinese, emoji) are left out.
[[nodiscard]] std::string draw_preview(const Card& card, const SiteOptions& options);
[[nodiscard]] std::string draw_site_preview(const SiteOptions& options, std::size_t reports);

/// Atom and JSON Feed of the newest reports, at most feed_entries_max. `page_of`: a report's page.
inline constexpr std::size_t feed_entries_max = 20;
void make_feeds(std::span<const Card* const> newest, const SiteOptions& options,
                const std::function<std::string(const Card&)>& page_of, const TakeFile& take);
/// `lists`: pages that are no reports', in their order.
void make_sitemap(std::span<const std::string> lists, const Site& site, const TakeFile& take);
/// The style sheet, the page for what is not there, and what else stands once.
void make_fixed_files(const SiteOptions& options, const TakeFile& take);

}  // namespace afterword
