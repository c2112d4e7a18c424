#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/record.h"
#include "render/known_people.h"
#include "render/render.h"

namespace afterword {

/// What holds for all pages of a site.
struct SiteOptions {
  std::string title = "Postmortems";
  std::string url;  ///< where the site will stand, without a slash at its end; empty: not known
  Audience audience = Audience::engineer;
  Date today;
  ReadingOptions reading;
  std::vector<std::string> public_names;      ///< that may stand on public pages
  std::shared_ptr<const KnownPeople> people;  ///< for the public: whom the archive names
};

/// What a site keeps of a report to name it on other pages: facts, not text. Made from what the audience may see, so
/// nothing else can be on any page that is made from it.
struct Card {
  Record record;        ///< for the public its path is the address: a file's name may tell what nobody should know
  std::string address;  ///< "p/2024-checkout", without an ending
  std::string headline, kicker, verdict, language;
  std::vector<std::string> services, teams;  ///< names for people, each once
  std::uint32_t words = 0;
  std::uint32_t worth = 0;        ///< how much there is to read: a verdict, a timeline, dead ends, measures, pictures
  bool depends_on_day = false;    ///< its page says what is late
  bool depends_on_files = false;  ///< it shows pictures or leads to other files: they may change while it does not
  friend bool operator==(const Card&, const Card&) = default;
};
/// Whether all pages but their own show the same of both: what only the report's page tells, such as its lines and
/// words, may differ.
[[nodiscard]] bool shows_the_same(Card a, Card b);

/// The report's own files. What follows from other reports is put in later, at `repeat_mark`.
struct ReportFiles {
  std::string html, markdown, json;
  std::string search;  ///< its text, for the site's search
};

struct MadeReport {
  Card card;
  ReportFiles files;
  std::string search_terms;  ///< what the site's index keeps of it
};

/// What of the files beside a report its page shows, as RenderOptions has it. May be empty.
struct Surroundings {
  std::function<std::string(std::string_view path)> load_image, place_link;
};

/// Reads meaning for the audience, and writes the report's page, data and text. `record` is the report's own, as
/// keep_report makes it; nothing where the report is no postmortem or all of it is internal. Pure; any thread.
[[nodiscard]] std::optional<MadeReport> make_report(const Postmortem& postmortem, const std::string& path,
                                                    const std::string& address, const SiteOptions& options,
                                                    const Surroundings& around,
                                                    Record (*keep)(const Postmortem&, std::string));

/// make_report of several at once: each step of it for all of them before the next, as read_postmortems does. In their
/// order.
struct ReportSource {
  const Postmortem& postmortem;
  const std::string &path, &address;
  Surroundings around;
};
[[nodiscard]] std::vector<std::optional<MadeReport>> make_reports(std::span<const ReportSource> sources,
                                                                  const SiteOptions& options,
                                                                  Record (*keep)(const Postmortem&, std::string));

/// Stands once on a report's page, where recurrence is told of.
inline constexpr std::string_view repeat_begin = "<!--again-->", repeat_end = "<!--/again-->";
/// The page with another telling of recurrence.
[[nodiscard]] std::string with_repeat(std::string_view page, std::string_view markup);
/// What a page tells of it.
[[nodiscard]] std::string_view repeat_of(std::string_view page);

/// An address for a report: from its path below the archive, or for the public from its day, its headline and a number
/// that its path has, so that no file's name is told.
[[nodiscard]] std::string address_of_path(std::string_view path);
[[nodiscard]] std::string address_for_public(std::string_view path, std::string_view headline,
                                             const std::optional<Date>& date);

}  // namespace afterword
