#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "site/frame.h"
#include "site/site.h"

namespace afterword {

/// A site with what several pages ask of it, computed once.
struct Overview {
  explicit Overview(const Site& whole);
  const Site& site;
  std::vector<std::uint32_t> newest;              ///< places: latest outage first, those without a day last
  std::vector<const Again*> again;                ///< by place; null: no earlier report of the failure
  std::vector<std::vector<std::uint32_t>> later;  ///< by place: reports of the same failure that came after
  std::vector<Record> records;                    ///< by place
  Board board;
};

/// A report in a list: day, headline, verdict, what and how long. `root` leads to the site's root.
void append_row(std::string& out, const Overview& all, std::uint32_t place, std::string_view root);
/// "14 Mar 2024"; "no date" words are the caller's.
[[nodiscard]] std::string day_text(const Date& date);
/// A <time> of the day; empty without one.
[[nodiscard]] std::string day_markup(const std::optional<Date>& date);
/// "checkout · lasted 1 h 30 min · SEV-1"; markup.
[[nodiscard]] std::string about_markup(const Card& card, std::string_view root);
[[nodiscard]] std::string count_of(std::size_t count, std::string_view one, std::string_view many = {});

/// A bar as long as `part` is of `whole`, and what it says behind it; markup.
[[nodiscard]] std::string bar_markup(std::size_t part, std::size_t whole, std::string_view words);

/// Outages by week: 52 of them up to the latest one, as a drawing with words. Empty where no report has a day.
[[nodiscard]] std::string week_strip(const Overview& all, std::span<const std::uint32_t> places);

/// A list in pages of `rows_max`. `path` is that of the first, "services/checkout"; the others end with "-2".
struct ListPage {
  std::string path, title, about, current;
  std::string heading;  ///< markup: what stands before the rows on the first page
  std::size_t count = 0;
  std::size_t rows_max = 60;
  std::string_view open = "<ol class=\"rows\">\n", close = "</ol>\n";
};
void make_pages(const Overview& all, const ListPage& list, const std::function<void(std::string&, std::size_t)>& row,
                const TakeFile& take);

// Every page that tells of many reports. Pure; any threads; each gives the same files in the same order.
void make_front_page(const Overview& all, const TakeFile& take);
/// The archive, years, services, teams, causes.
void make_archive_pages(const Overview& all, const TakeFile& take);
/// The board and the owners of measures.
void make_measure_pages(const Overview& all, const TakeFile& take);
void make_statistics_page(const Overview& all, const TakeFile& take);

/// A task on the board, as a list item.
void append_task(std::string& out, const Overview& all, const BoardTask& task, std::string_view root);
/// What an owner is called in addresses; empty for one that has none.
[[nodiscard]] std::string owner_slug(std::string_view owner);

}  // namespace afterword
