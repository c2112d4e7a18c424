// The one file that knows toml++. Nothing here runs where no settings file exists.
#include <toml++/toml.h>

#include "check/settings.h"
#include "check/suggest.h"

namespace afterword {
namespace {

class SettingsFile {
 public:
  SettingsFile(Settings& settings, std::string_view path) : settings_(settings), path_(path) {}

  Result<void> read(std::string_view text) {
    toml::table root;
    try {
      root = toml::parse(text, path_);
    } catch (const toml::parse_error& e) {
      return std::unexpected(Error{ErrorKind::settings, std::string(e.description()), place(e.source().begin), {}});
    }
    for (const auto& [key, value] : root) {
      const Result<void> done = take(key.str(), value, key.source().begin);
      if (!done) return done;
    }
    if (settings_.rules.words_min > settings_.rules.words_max)
      return std::unexpected(Error{ErrorKind::settings, "limits.words-min is more than limits.words-max", path_, {}});
    return {};
  }

 private:
  std::string place(const toml::source_position& at) const {
    return path_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  std::unexpected<Error> unknown(const std::string& what, std::string_view key, const toml::source_position& at,
                                 const std::vector<std::string_view>& names) const {
    std::string help = suggest(key, names);
    if (help.empty()) help = "`afterword config --show` lists all settings";
    return std::unexpected(
        Error{ErrorKind::settings, "there is no " + what + " `" + std::string(key) + "`", place(at), std::move(help)});
  }

  std::unexpected<Error> wrong(std::string_view key, const toml::node& value) const {
    std::string values = "something else";
    for (const SettingRow& row : all_service_settings())
      if (row.key == key || (key.starts_with("owners.") && row.key == "owners.NAME")) values = row.values;
    for (const SettingRow& row : all_settings())
      if (row.key == key || (key.starts_with("rules.") && row.key == "rules.NAME")) values = row.values;
    return std::unexpected(Error{ErrorKind::settings, std::string(key) + " can't be this value",
                                 place(value.source().begin), "write " + values});
  }

  void came_from(std::string_view key, const toml::source_position& at) {
    settings_.origins[std::string(key)] = path_ + ":" + std::to_string(at.line);
  }

  static bool is_service(std::string_view table) {
    return table == "tracker" || table == "mail" || table == "publish" || table == "owners";
  }

  Result<void> take(std::string_view key, const toml::node& value, const toml::source_position& at) {
    if (key == "limits" || key == "review" || key == "rules" || is_service(key)) {
      const toml::table* table = value.as_table();
      if (table == nullptr)
        return std::unexpected(Error{ErrorKind::settings, std::string(key) + " is a table", place(at),
                                     "write `[" + std::string(key) + "]` on a line of its own"});
      for (const auto& [name, entry] : *table) {
        const Result<void> done = is_service(key)   ? take_service(key, name.str(), entry, name.source().begin)
                                  : key == "limits" ? take_limit(name.str(), entry, name.source().begin)
                                  : key == "review" ? take_review(name.str(), entry, name.source().begin)
                                                    : take_rule(name.str(), entry, name.source().begin);
        if (!done) return done;
      }
      return {};
    }
    if (key == "public-names") return take_list(key, value, at, settings_.public_names);
    if (key == "exclude" || key == "vocabulary")
      return take_list(key, value, at, key == "exclude" ? settings_.exclude : settings_.rules.vocabulary);
    const bool known =
        key == "profile" || key == "fail-on" || key == "archive" || key == "language" || key == "date-order";
    if (!known)
      return unknown("setting", key, at,
                     {"profile", "fail-on", "exclude", "archive", "language", "date-order", "vocabulary",
                      "public-names", "limits", "review", "rules", "tracker", "mail", "owners", "publish"});
    const std::optional<std::string> text = value.value<std::string>();
    if (!value.is_string() || !text) return wrong(key, value);
    if (key == "profile" || key == "fail-on") {
      Result<void> done = apply_setting(settings_, key, *text, key);
      if (!done) {
        done.error().kind = ErrorKind::settings;
        done.error().where = place(value.source().begin);
        return done;
      }
    } else if (key == "archive") {
      settings_.archive = *text;
    } else if (key == "language") {
      if (text->size() != 2) return wrong(key, value);
      settings_.rules.language = *text;
    } else {
      if (*text != "day-first" && *text != "month-first") return wrong(key, value);
      settings_.reading.date_order =
          *text == "day-first" ? MentionOptions::Order::day_first : MentionOptions::Order::month_first;
    }
    came_from(key, at);
    return {};
  }

  Result<void> take_list(std::string_view key, const toml::node& value, const toml::source_position& at,
                         std::vector<std::string>& into) {
    const toml::array* array = value.as_array();
    if (array == nullptr) return wrong(key, value);
    std::vector<std::string> read;
    for (const toml::node& entry : *array) {
      if (!entry.is_string()) return wrong(key, entry);
      read.push_back(entry.as_string()->get());
    }
    into = std::move(read);
    came_from(key, at);
    return {};
  }

  Result<void> take_limit(std::string_view key, const toml::node& value, const toml::source_position& at) {
    const std::pair<std::string_view, std::uint32_t*> limits[] = {
        {"words-min", &settings_.rules.words_min},
        {"words-max", &settings_.rules.words_max},
        {"sentence-words", &settings_.rules.sentence_words_max},
        {"measures", &settings_.rules.measures_max},
    };
    std::vector<std::string_view> names;
    for (const auto& [name, into] : limits) {
      names.push_back(name);
      if (name != key) continue;
      return take_number("limits." + std::string(key), value, at, *into);
    }
    return unknown("limit", key, at, names);
  }

  Result<void> take_number(const std::string& full, const toml::node& value, const toml::source_position& at,
                           std::uint32_t& into) {
    const toml::value<std::int64_t>* number = value.as_integer();
    if (number == nullptr || number->get() < 0 || number->get() > 100000) return wrong(full, value);
    into = static_cast<std::uint32_t>(number->get());
    came_from(full, at);
    return {};
  }

  Result<void> take_review(std::string_view key, const toml::node& value, const toml::source_position& at) {
    ReviewPolicy& policy = settings_.rules.review;
    const std::string full = "review." + std::string(key);
    if (key == "days") return take_number(full, value, at, policy.days);
    if (key == "late-days") return take_number(full, value, at, policy.late_days);
    if (key != "fallback") return unknown("setting of reviews", key, at, {"fallback", "days", "late-days"});
    const toml::value<std::string>* text = value.as_string();
    if (text == nullptr) return wrong(full, value);
    policy.fallback = text->get();
    came_from(full, at);
    return {};
  }

  /// Servers and people. Their values are judged by the command that uses them.
  Result<void> take_service(std::string_view table, std::string_view name, const toml::node& value,
                            const toml::source_position& at) {
    const std::string key = std::string(table) + "." + std::string(name);
    std::vector<std::string_view> names;
    bool known = table == "owners";
    for (const SettingRow& row : all_service_settings()) {
      known = known || row.key == key;
      if (row.key.starts_with(std::string(table) + ".")) names.push_back(row.key.substr(table.size() + 1));
    }
    if (!known) {
      if (name.find("token") != std::string_view::npos || name.find("password") != std::string_view::npos)
        return std::unexpected(Error{ErrorKind::settings, "settings hold no secrets", place(at),
                                     "write a line `HOST TOKEN` into ~/.config/afterword/tokens"});
      return unknown("setting of " + std::string(table), name, at, names);
    }
    if (key == "mail.escalate-days") {
      const toml::value<std::int64_t>* days = value.as_integer();
      if (days == nullptr || days->get() < 0 || days->get() > 10000) return wrong(key, value);
      settings_.services[key] = std::to_string(days->get());
    } else {
      const toml::value<std::string>* text = value.as_string();
      if (text == nullptr || text->get().find_first_of("\r\n") != std::string::npos) return wrong(key, value);
      settings_.services[key] = text->get();
    }
    came_from(key, at);
    return {};
  }

  Result<void> take_rule(std::string_view key, const toml::node& value, const toml::source_position& at) {
    const Rule* rule = find_rule(key);
    if (rule == nullptr) {
      std::vector<std::string_view> names;
      for (const Rule& each : all_rules()) names.push_back(each.name);
      return unknown("rule", key, at, names);
    }
    const toml::value<std::string>* text = value.as_string();
    const Severity* severity = text == nullptr ? nullptr : find_severity(text->get());
    if (severity == nullptr) return wrong("rules." + std::string(key), value);
    settings_.severities[std::string(rule->name)] = *severity;
    came_from("rules." + std::string(rule->name), at);
    return {};
  }

  Settings& settings_;
  std::string path_;
};

}  // namespace

Result<void> apply_settings(Settings& into, std::string_view toml, std::string_view path) {
  into.origin = path;
  if (toml.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  return SettingsFile(into, path).read(toml);
}

Result<Settings> read_settings(std::string_view toml, std::string_view path) {
  Settings settings;
  const Result<void> done = apply_settings(settings, toml, path);
  if (!done) return std::unexpected(done.error());
  return settings;
}

}  // namespace afterword
