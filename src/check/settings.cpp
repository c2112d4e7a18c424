#include "check/settings.h"

#include "check/nearest.h"
#include "check/suggest.h"

namespace afterword {

std::span<const SettingRow> all_settings() {
  static constexpr SettingRow rows[] = {
      {"profile", "\"alx\", \"google-sre\" or \"pagerduty\"", "the standard that postmortems are held to"},
      {"fail-on", "\"error\", \"warning\", \"info\", \"hint\" or \"never\"",
       "the least severity that makes `check` exit with 1"},
      {"exclude", "a list of patterns as in .gitignore", "files that are not checked when a folder is"},
      {"archive", "a folder", "where earlier reports are, to tell a failure that came back"},
      {"language", "a code of two letters, such as \"en\"", "the language postmortems are to be written in"},
      {"date-order", "\"day-first\" or \"month-first\"", "how 03/04/2026 is read where the text does not decide"},
      {"vocabulary", "a list of words", "acronyms and names that every reader here knows"},
      {"public-names", "a list of names", "people who may be named on a public site"},
      {"limits.words-min", "a number from 0 to 100000", "the fewest words of a report"},
      {"limits.words-max", "a number from 0 to 100000", "the most words of a report"},
      {"limits.sentence-words", "a number from 0 to 100000", "the most words of a sentence"},
      {"limits.measures", "a number from 0 to 100000", "the most measures of a report"},
      {"review.fallback", "a person, such as \"Ana Lima <ana@example.org>\"",
       "who reviews where no peer has by the deadline"},
      {"review.days", "a number from 0 to 100000", "the days from a request to its deadline"},
      {"review.late-days", "a number from 0 to 100000",
       "the days after an outage in which a review is to be asked for"},
      {"rules.NAME", "\"off\", \"hint\", \"info\", \"warning\" or \"error\"", "the severity of one rule"},
  };
  return rows;
}

std::span<const SettingRow> all_service_settings() {
  static constexpr SettingRow rows[] = {
      {"tracker.kind", "\"github\", \"gitlab\", \"jira\", \"jira-server\" or \"linear\"",
       "where `measures sync` makes issues"},
      {"tracker.project", "a name such as \"acme/shop\", or a key such as \"OPS\"", "the project there"},
      {"tracker.address", "an address such as \"https://gitlab.example.com\"", "the server, where it is your own"},
      {"mail.server", "an address such as \"smtp://mail.example.com:587\"", "what `remind --send` sends by"},
      {"mail.from", "a mail address", "whom reminders come from"},
      {"mail.manager", "a mail address", "who hears of what is late for long"},
      {"mail.escalate-days", "a number of days", "how late that is"},
      {"publish.to", "\"folder\", \"html\", \"forem\", \"wordpress\" or \"ghost\"", "what `publish` publishes to"},
      {"publish.address", "an address such as \"https://blog.example.com\"", "the blog, or where the folder is served"},
      {"publish.folder", "a folder", "where pages are written"},
      {"owners.NAME", "a mail address", "whose measures are NAME's; \"*\" is everybody else"},
  };
  return rows;
}

std::string_view name_of(Profile profile) {
  constexpr std::string_view names[] = {"alx", "google-sre", "pagerduty"};
  return names[static_cast<std::size_t>(profile)];
}

const Severity* find_severity(std::string_view name) {
  static constexpr Severity all[] = {Severity::off, Severity::hint, Severity::info, Severity::warning, Severity::error};
  for (const Severity& severity : all)
    if (name == name_of(severity)) return &severity;
  return nullptr;
}

namespace {

Severity severity_in(Profile profile, const Rule& rule) {
  switch (profile) {
    case Profile::google_sre:
      return rule.google_sre;
    case Profile::pagerduty:
      return rule.pagerduty;
    case Profile::alx:
      break;
  }
  return rule.alx;
}

}  // namespace

Severity severity_of(const Rule& rule, const Settings& settings) {
  const auto found = settings.severities.find(rule.name);
  return found != settings.severities.end() ? found->second : severity_in(settings.profile, rule);
}

std::vector<Severity> severities_of(const Settings& settings) {
  const std::span<const Rule> rules = all_rules();
  std::vector<Severity> out;
  out.reserve(rules.size());
  for (const Rule& rule : rules) out.push_back(severity_in(settings.profile, rule));
  if (settings.severities.empty()) return out;
  // Rules in the order of their names, as the settings are: one walk along both.
  static const std::vector<std::uint32_t> by_name = [&] {
    std::vector<std::uint32_t> order(rules.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return rules[a].name < rules[b].name; });
    return order;
  }();
  auto rule = by_name.begin();
  for (const auto& [name, severity] : settings.severities) {
    while (rule != by_name.end() && rules[*rule].name < name) ++rule;
    if (rule != by_name.end() && rules[*rule].name == name) out[*rule] = severity;
  }
  return out;
}

std::string suggest(std::string_view typed, const std::vector<std::string_view>& candidates) {
  const std::string_view nearest = nearest_name(typed, candidates);
  return nearest.empty() ? std::string() : "write `" + std::string(nearest) + "`";
}

Result<void> apply_setting(Settings& into, std::string_view key, std::string_view value, std::string_view origin) {
  const auto wrong = [&](const std::vector<std::string_view>& names) {
    std::string help = suggest(value, names);
    if (help.empty()) {
      help = "write one of";
      for (std::string_view name : names) help += " " + std::string(name);
    }
    return std::unexpected(Error{
        ErrorKind::usage, "`" + std::string(value) + "` is no value of " + std::string(origin), {}, std::move(help)});
  };
  if (key == "profile") {
    const std::vector<std::string_view> names = {"alx", "google-sre", "pagerduty"};
    const auto found = std::find(names.begin(), names.end(), value);
    if (found == names.end()) return wrong(names);
    into.profile = static_cast<Profile>(found - names.begin());
  } else {
    const Severity* severity = find_severity(value);
    if (value != "never" && (severity == nullptr || *severity == Severity::off))
      return wrong({"error", "warning", "info", "hint", "never"});
    into.fail_on = value == "never" ? Severity::off : *severity;
  }
  into.origins[std::string(key)] = origin;
  return {};
}

namespace {

std::string quote(std::string_view value) {
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

std::string show_list(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) out += (out.size() > 1 ? ", " : "") + quote(value);
  return out + "]";
}

}  // namespace

std::string show_setting(const Settings& settings, std::string_view key) {
  if (key == "profile") return quote(name_of(settings.profile));
  if (key == "fail-on") return quote(settings.fail_on == Severity::off ? "never" : name_of(settings.fail_on));
  if (key == "exclude") return show_list(settings.exclude);
  if (key == "archive") return quote(settings.archive);
  if (key == "language") return quote(settings.rules.language);
  if (key == "date-order")
    return quote(settings.reading.date_order == MentionOptions::Order::day_first ? "day-first" : "month-first");
  if (key == "vocabulary") return show_list(settings.rules.vocabulary);
  if (key == "public-names") return show_list(settings.public_names);
  if (key == "limits.words-min") return std::to_string(settings.rules.words_min);
  if (key == "limits.words-max") return std::to_string(settings.rules.words_max);
  if (key == "limits.sentence-words") return std::to_string(settings.rules.sentence_words_max);
  if (key == "limits.measures") return std::to_string(settings.rules.measures_max);
  if (key == "review.fallback") return quote(settings.rules.review.fallback);
  if (key == "review.days") return std::to_string(settings.rules.review.days);
  if (key == "review.late-days") return std::to_string(settings.rules.review.late_days);
  if (const auto found = settings.services.find(key); found != settings.services.end())
    return key == "mail.escalate-days" ? found->second : quote(found->second);
  if (key.starts_with("rules."))
    if (const Rule* rule = find_rule(key.substr(6))) return quote(name_of(severity_of(*rule, settings)));
  return {};
}

}  // namespace afterword
