#include <algorithm>

#include "render/audience.h"
#include "render/html.h"
#include "render/phrasing.h"
#include "search/site_index.h"
#include "site/card.h"
#include "site/frame.h"
#include "site/words.h"
#include "text/ascii.h"

namespace afterword {
namespace {

void add_name(std::vector<std::string>& names, std::string_view written) {
  std::string name = one_line(written);
  if (name.empty() || name.size() > 60 || slug_of(name, 8).empty()) return;
  const std::string slug = slug_of(name, 8);
  for (const std::string& other : names)
    if (slug_of(other, 8) == slug) return;
  names.push_back(std::move(name));
}

/// "checkout, ledger" is two.
void add_names(std::vector<std::string>& names, std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    add_name(names, list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

void read_names(Card& card, const Postmortem& pm) {
  for (const FrontMatterEntry& entry : pm.front_matter.entries) {
    if (entry.key == "service" || entry.key == "services") add_names(card.services, entry.value);
    if (entry.key == "team" || entry.key == "teams") add_names(card.teams, entry.value);
  }
  if (card.services.empty()) add_name(card.services, short_service(pm.service_text));
}

std::uint32_t worth_of(const Story& story) {
  const Postmortem& pm = story.pm;
  std::size_t out = 0;
  out += story.verdict.empty() ? 0 : std::min<std::size_t>(count_words(story.verdict), 40);
  out += std::min<std::size_t>(pm.timeline.size(), 12) * 2;
  out += story.chronology.dead_ends.size() * 8;
  out += std::min<std::size_t>(story.causes.nodes.size(), 6) * 3;
  out += std::min<std::size_t>(pm.measures.size(), 6) * 2;
  out += pm.attractive.image || pm.attractive.diagram ? 6 : 0;
  out += pm.attractive.humor || pm.attractive.quote ? 6 : 0;
  out += pm.narrative_words >= 250 && pm.narrative_words <= 1500 ? 10 : 0;
  out += story.headline.kicker.empty() ? 6 : 0;
  return static_cast<std::uint32_t>(out);
}

std::string page_of(Story& story, const Card& card, const SiteOptions& options) {
  const std::string address = card.address + ".html";
  PageFrame frame = frame_of({.address = address,
                              .title = card.headline,
                              .about = card.verdict,
                              .picture = card.address + ".png",
                              .current = {},
                              .article = true},
                             options);
  frame.repeat.append(repeat_begin).append(repeat_end).append("\n");
  const std::string name = card.address.substr(card.address.rfind('/') + 1);
  std::string also = "<nav class=\"also\" aria-label=\"About this report\"><p>";
  const auto add = [&](std::string_view folder, const std::string& words) {
    also += "<a href=\"../" + std::string(folder) + "/" + slug_of(words, 8) + ".html\">" + escaped(words) + "</a> ";
  };
  for (const std::string& service : card.services) add("services", service);
  for (const std::string& team : card.teams) add("teams", team);
  if (card.record.cause_class) add("causes", std::string(name_of(*card.record.cause_class)));
  if (card.record.date) add("years", std::to_string(card.record.date->year));
  also += "</p><p><a href=\"" + name + ".md\">Markdown</a> <a href=\"" + name + ".json\">JSON</a></p></nav>\n";
  frame.bottom.insert(0, also);
  return write_page(story, &frame);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

/// A report while its files are made.
class Making {
 public:
  MadeReport made;

  /// Null where it is no postmortem.
  static std::unique_ptr<Making> begin(const ReportSource& source, const SiteOptions& options,
                                       Record (*keep)(const Postmortem&, std::string)) {
    const bool outside = options.audience == Audience::public_;
    std::optional<Postmortem> redacted;
    if (outside) redacted = redact(source.postmortem, options.reading, options.people.get());
    // A title may come from the file's name.
    Record record = keep(outside ? *redacted : source.postmortem, outside ? std::string("report.md") : source.path);
    if (!record.is_postmortem) return nullptr;
    return std::unique_ptr<Making>(new Making(source, options, std::move(redacted), std::move(record)));
  }

  void write_page() {
    made.files.html = page_of(story_, made.card, options_);
    made.card.depends_on_files = asked_;
  }

  void write_data() {
    made.files.json = write_json(story_);
    made.files.search = site_text(pm_, made.card.address);
    made.search_terms = site_terms(pm_);
    made.files.markdown = pm_.document->text().content();
  }

 private:
  Making(const ReportSource& source, const SiteOptions& options, std::optional<Postmortem> redacted, Record record)
      : source_(source),
        options_(options),
        redacted_(std::move(redacted)),
        pm_(redacted_ ? *redacted_ : source.postmortem),
        rendering_(rendering_for(options)),
        story_(tell_story(pm_, rendering_)) {
    Card& card = made.card;
    card.record = std::move(record);
    card.verdict = tidy_verdict(story_.verdict);
    card.headline = short_title(story_.headline.text);
    card.kicker = story_.headline.kicker;
    const bool tells_nothing = count_words(card.headline) < 2 || card.headline.ends_with(": what went wrong");
    if (tells_nothing && !card.verdict.empty()) card.headline = title_of_verdict(card.verdict);
    if (card.headline.empty()) card.headline = story_.headline.text;
    card.language = pm_.language;
    card.words = pm_.narrative_words;
    card.worth = worth_of(story_);
    card.address =
        redacted_ ? address_for_public(source.path, card.headline, card.record.date) : std::string(source.address);
    if (redacted_) card.record.path = card.address + ".md";
    card.depends_on_day = std::any_of(card.record.measures.begin(), card.record.measures.end(),
                                      [](const KeptMeasure& measure) { return !measure.done && measure.due; });
    read_names(card, pm_);
  }

  RenderOptions rendering_for(const SiteOptions& options) {
    RenderOptions out;
    out.audience = options.audience;
    out.today = options.today;
    out.reading = options.reading;
    const auto note_when_asked = [this](const auto& answer) {
      return [this, &answer](std::string_view path) {
        asked_ = true;
        return answer ? answer(path) : std::string();
      };
    };
    out.load_image = note_when_asked(source_.around.load_image);
    out.place_link = note_when_asked(source_.around.place_link);
    return out;
  }

  const ReportSource& source_;
  const SiteOptions& options_;
  std::optional<Postmortem> redacted_;
  const Postmortem& pm_;
  bool asked_ = false;
  RenderOptions rendering_;
  Story story_;
};

}  // namespace

bool shows_the_same(Card a, Card b) {
  for (Card* card : {&a, &b}) {
    card->words = 0;
    card->depends_on_files = false;
    for (KeptMeasure& measure : card->record.measures) measure.line = 0;
  }
  return a == b;
}

std::string address_of_path(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot != std::string_view::npos && path.find('/', dot) == std::string_view::npos) path = path.substr(0, dot);
  std::string slug = slug_of(path, 40, 96);
  return "p/" + (slug.empty() ? std::string("report") : slug);
}

std::string address_for_public(std::string_view path, std::string_view headline, const std::optional<Date>& date) {
  std::string out = "p/";
  if (date) append_date(out, *date);
  const std::string slug = slug_of(headline, 8);
  if (date && !slug.empty()) out += '-';
  out += slug + "-";
  const std::uint64_t hash = hash_of(path);
  for (int i = 0; i < 8; ++i) out += "0123456789abcdef"[hash >> (4 * i + 16) & 0xFU];
  return out;
}

std::string with_repeat(std::string_view page, std::string_view markup) {
  const std::size_t begin = page.find(repeat_begin), end = page.find(repeat_end);
  if (begin == std::string_view::npos || end == std::string_view::npos) return std::string(page);
  std::string out;
  out.reserve(page.size() + markup.size());
  out.append(page.substr(0, begin + repeat_begin.size())).append(markup).append(page.substr(end));
  return out;
}

std::string_view repeat_of(std::string_view page) {
  const std::size_t begin = page.find(repeat_begin), end = page.find(repeat_end);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return page.substr(begin + repeat_begin.size(), end - begin - repeat_begin.size());
}

std::vector<std::optional<MadeReport>> make_reports(std::span<const ReportSource> sources, const SiteOptions& options,
                                                    Record (*keep)(const Postmortem&, std::string)) {
  std::vector<std::unique_ptr<Making>> making;
  for (const ReportSource& source : sources) making.push_back(Making::begin(source, options, keep));
  for (const auto& one : making)
    if (one) one->write_page();
  for (const auto& one : making)
    if (one) one->write_data();
  std::vector<std::optional<MadeReport>> out(sources.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    if (making[i]) out[i] = std::move(making[i]->made);
  return out;
}

std::optional<MadeReport> make_report(const Postmortem& postmortem, const std::string& path, const std::string& address,
                                      const SiteOptions& options, const Surroundings& around,
                                      Record (*keep)(const Postmortem&, std::string)) {
  const ReportSource one[] = {{postmortem, path, address, around}};
  return std::move(make_reports(one, options, keep).front());
}

}  // namespace afterword
