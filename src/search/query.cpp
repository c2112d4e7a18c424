#include "search/query.h"

#include <algorithm>
#include <charconv>

#include "archive/stem.h"
#include "check/nearest.h"
#include "search/terms.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t words_max = 64;  // of one query: what is longer was pasted by mistake

struct FieldName {
  std::string_view name;
  QueryField field;
};
constexpr FieldName fields[] = {
    {"title", QueryField::title},       {"summary", QueryField::summary},   {"cause", QueryField::cause},
    {"service", QueryField::service},   {"team", QueryField::team},         {"owner", QueryField::owner},
    {"severity", QueryField::severity}, {"class", QueryField::cause_class}, {"status", QueryField::status},
    {"detected", QueryField::detected}, {"path", QueryField::path},         {"has", QueryField::has},
};
constexpr std::string_view range_names[] = {"after", "before", "year", "longer", "shorter"};

bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// Reads one query from begin to end.
class QueryReader {
 public:
  explicit QueryReader(std::string_view text) : text_(text) {}

  std::expected<SearchQuery, QueryFault> read() {
    bool joins = false;  // the word before was OR
    std::size_t count = 0;
    while (skip_spaces()) {
      if (++count > words_max) return fail({begin_of(at_), end()}, "more than 64 words", "ask for fewer");
      const std::size_t begin = at_;
      if (text_.substr(at_, 2) == "OR" && (at_ + 2 == text_.size() || is_space(text_[at_ + 2]))) {
        at_ += 2;
        if (query_.clauses.empty() || query_.clauses.back().excluded || joins)
          return fail(span_from(begin), "`OR` stands between two words", "write it as `redis OR memcached`");
        joins = true;
        continue;
      }
      if (!read_word(joins)) return std::unexpected(std::move(fault_));
      joins = false;
    }
    if (joins) return fail({end() - 2, end()}, "after `OR` a word is missing", "write it as `redis OR memcached`");
    drop_empty_words();
    return std::move(query_);
  }

 private:
  [[nodiscard]] std::uint32_t begin_of(std::size_t at) const { return static_cast<std::uint32_t>(at); }
  [[nodiscard]] std::uint32_t end() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] Span span_from(std::size_t begin) const { return {begin_of(begin), begin_of(at_)}; }

  static std::unexpected<QueryFault> fail(Span span, std::string message, std::string help) {
    return std::unexpected(QueryFault{span, std::move(message), std::move(help)});
  }
  bool refuse(Span span, std::string message, std::string help) {
    fault_ = {span, std::move(message), std::move(help)};
    return false;
  }

  bool skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  /// A value: in quotes, or up to the next space. False for a quote that does not end.
  bool take_value(std::string_view& value, bool& quoted) {
    quoted = at_ < text_.size() && text_[at_] == '"';
    if (!quoted) {
      const std::size_t begin = at_;
      while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
      value = text_.substr(begin, at_ - begin);
      return true;
    }
    const std::size_t close = text_.find('"', at_ + 1);
    if (close == std::string_view::npos)
      return refuse({begin_of(at_), end()}, "this quote does not end", "put a `\"` behind its last word");
    value = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    return true;
  }

  /// The name before a colon, or empty: letters only, and something other than a second colon behind it.
  [[nodiscard]] std::string_view field_ahead() const {
    std::size_t to = at_;
    while (to < text_.size() && lower_ascii(text_[to]) >= 'a' && lower_ascii(text_[to]) <= 'z') ++to;
    if (to == at_ || to >= text_.size() || text_[to] != ':') return {};
    const std::string_view after = text_.substr(to + 1);
    if (after.starts_with(':') || after.starts_with("//")) return {};  // std::bad_alloc, https://…
    return text_.substr(at_, to - at_);
  }

  bool read_word(bool joins) {
    const std::size_t begin = at_;
    const bool excluded = text_[at_] == '-' && at_ + 1 < text_.size() && !is_space(text_[at_ + 1]);
    if (excluded && joins)
      return refuse({begin_of(at_), begin_of(at_ + 1)}, "`OR` can't be followed by `-`",
                    "write the word that is left out at the end");
    at_ += excluded;
    const std::string_view name = field_ahead();
    at_ += name.empty() ? 0 : name.size() + 1;
    std::string_view value;
    bool quoted = false;
    if (!take_value(value, quoted)) return false;
    const Span span = span_from(begin);
    if (name.empty()) return add_word(QueryField::text, value, quoted, span, excluded, joins);
    const std::string lower = lower_ascii(name);
    if (value.empty())
      return refuse(span, "`" + std::string(name) + ":` has no value", "write it without a space: `" + lower + ":…`");
    for (const FieldName& field : fields)
      if (field.name == lower) return add_filter(field.field, value, quoted, span, excluded, joins);
    for (const std::string_view range : range_names) {
      if (range != lower) continue;
      if (excluded || joins)
        return refuse(span, "`" + lower + ":` can't be " + (excluded ? "left out with `-`" : "joined by `OR`"),
                      excluded ? "ask for the other side: after:, before:, longer:, shorter:" : "leave the `OR` out");
      return lower == "longer" || lower == "shorter" ? add_length(lower, value, span) : add_days(lower, value, span);
    }
    return refuse_field(lower, value, span);
  }

  bool refuse_field(const std::string& name, std::string_view value, Span span) {
    std::vector<std::string_view> names(std::begin(range_names), std::end(range_names));
    for (const FieldName& field : fields) names.push_back(field.name);
    const std::string_view near = nearest_name(name, names);
    return refuse({span.begin, span.begin + static_cast<std::uint32_t>(name.size()) + 1},
                  "there is no field `" + name + "`",
                  near.empty() ? "for the words themselves write \"" + name + ":" + std::string(value) +
                                     "\" in quotes; fields are title, summary, cause, service, team, owner, severity, "
                                     "class, status, detected, path, has, after, before, year, longer, shorter"
                               : "write `" + std::string(near) + ":" + std::string(value) + "`");
  }

  bool add_filter(QueryField field, std::string_view value, bool quoted, Span span, bool excluded, bool joins) {
    if (field != QueryField::has) return add_word(field, value, quoted, span, excluded, joins);
    const std::string lower = lower_ascii(value);
    std::string_view property = lower;
    const bool negative = property.starts_with("no-");
    if (negative) property.remove_prefix(3);
    const auto& all = all_properties();
    if (std::find(all.begin(), all.end(), property) == all.end()) {
      std::vector<std::string> names;
      for (const std::string_view one : all)
        for (const char* no : {"", "no-"}) names.push_back(no + std::string(one));
      const std::string_view near = nearest_name(lower, {names.begin(), names.end()});
      std::string list;
      for (const std::string_view one : all) list += (list.empty() ? "" : ", ") + std::string(one);
      return refuse(
          span, "`has:` does not know `" + std::string(value) + "`",
          near.empty() ? "write one of " + list + ", or no- before it" : "write `has:" + std::string(near) + "`");
    }
    if (property == "overdue") {
      if (joins) return refuse(span, "`has:overdue` can't be joined by `OR`", "leave the `OR` out");
      query_.overdue = negative == excluded;
      return true;
    }
    add(QueryWord{field, {lower}, lower, false, span}, excluded, joins);
    return true;
  }

  bool add_word(QueryField field, std::string_view value, bool quoted, Span span, bool excluded, bool joins) {
    QueryWord word;
    word.field = field;
    word.span = span;
    word.prefix = !quoted && value.size() > 1 && value.ends_with('*');
    if (word.prefix) value.remove_suffix(1);
    const bool stems = is_text(field) && !word.prefix;
    for (SearchTerm& term : split_terms(value, stems ? Stemming::yes : Stemming::no))
      word.terms.push_back(std::move(term.letters));
    word.written = lower_ascii(value);
    // A cause class is written "capacity", "security-certificate" or "security_certificate": its beginning is enough.
    word.prefix |= field == QueryField::cause_class;
    if (word.terms.empty()) {
      if (field != QueryField::text || quoted) return refuse(span, "there is no word in it", "write letters or digits");
      return true;  // a lone sign between words
    }
    add(std::move(word), excluded, joins);
    return true;
  }

  void add(QueryWord word, bool excluded, bool joins) {
    if (joins)
      query_.clauses.back().any.push_back(std::move(word));
    else
      query_.clauses.push_back({{std::move(word)}, excluded});
  }

  static std::optional<int> read_number(std::string_view text, std::size_t digits) {
    int out = 0;
    const auto [to, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || to != text.data() + text.size() || text.size() != digits) return std::nullopt;
    return out;
  }

  /// "2024", "2024-01" or "2024-01-31": the first day it means, and the first day after.
  static bool read_days(std::string_view value, Date& first, Date& after) {
    const auto year = read_number(value.substr(0, 4), 4);
    const bool has_month = value.size() >= 7 && value[4] == '-';
    const bool has_day = value.size() == 10 && value[7] == '-';
    if (!year || *year < 1 || *year > 9998 || (value.size() != 4 && !(has_month && (value.size() == 7 || has_day))))
      return false;
    const auto month = has_month ? read_number(value.substr(5, 2), 2) : std::optional(1);
    const auto day = has_day ? read_number(value.substr(8, 2), 2) : std::optional(1);
    if (!month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return false;
    first = {static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
    if (!is_valid(first)) return false;
    if (has_day)
      after = next_day(first);
    else if (has_month && *month < 12)
      after = {first.year, static_cast<std::uint8_t>(*month + 1), 1};
    else
      after = {static_cast<std::int16_t>(*year + 1), 1, 1};
    return true;
  }

  bool add_days(const std::string& name, std::string_view value, Span span) {
    Date first, after;
    if (!read_days(value, first, after) || (name == "year" && value.size() != 4))
      return refuse(span, "`" + std::string(value) + "` is no " + (name == "year" ? "year" : "day"),
                    name == "year" ? "write `year:2024`"
                                   : "write `" + name + ":2024`, `" + name + ":2024-01` or `" + name + ":2024-01-31`");
    if (name != "before") query_.from = query_.from ? std::max(*query_.from, first) : first;
    if (name == "before") query_.to = query_.to ? std::min(*query_.to, first) : first;
    if (name == "year") query_.to = query_.to ? std::min(*query_.to, after) : after;
    return true;
  }

  bool add_length(const std::string& name, std::string_view value, Span span) {
    double minutes = 0;
    std::string_view rest = value;
    bool good = !rest.empty();
    while (good && !rest.empty()) {
      double number = 0;
      const auto [to, error] =
          std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
      good = error == std::errc() && number >= 0 && number < 1e7;
      if (!good) break;
      rest.remove_prefix(static_cast<std::size_t>(to - rest.data()));
      std::size_t letters = 0;
      while (letters < rest.size() && lower_ascii(rest[letters]) >= 'a' && lower_ascii(rest[letters]) <= 'z') ++letters;
      const std::string unit = lower_ascii(rest.substr(0, letters));
      rest.remove_prefix(letters);
      const double factor = unit.empty() || unit == "m" || unit == "min" ? 1
                            : unit == "h"                                ? 60
                            : unit == "d"                                ? 1440
                            : unit == "s"                                ? 1.0 / 60
                                                                         : 0;
      good = factor > 0;
      minutes += number * factor;
    }
    if (!good)
      return refuse(span, "`" + std::string(value) + "` is no length of time",
                    "write `" + name + ":30m`, `" + name + ":2h` or `" + name + ":1h30m`");
    (name == "longer" ? query_.longer_min : query_.shorter_min) = minutes;
    return true;
  }

  /// "the" stands in every report: asking for it costs much and says nothing, unless it is all that is asked.
  void drop_empty_words() {
    const auto says_nothing = [](const QueryClause& clause) {
      const QueryWord& word = clause.any.front();
      return clause.any.size() == 1 && !clause.excluded && word.field == QueryField::text && word.terms.size() == 1 &&
             !word.prefix && is_empty_word(word.written);
    };
    if (!std::all_of(query_.clauses.begin(), query_.clauses.end(), says_nothing))
      std::erase_if(query_.clauses, says_nothing);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  SearchQuery query_;
  QueryFault fault_;
};

}  // namespace

std::string_view name_of(QueryField field) {
  for (const FieldName& one : fields)
    if (one.field == field) return one.name;
  return {};
}

const std::vector<std::string_view>& all_properties() {
  static const std::vector<std::string_view> all = {
      "measures",        "open-measures", "done-measures", "overdue",  "cause",          "summary",
      "timeline",        "detection",     "service",       "severity", "date",           "duration",
      "owner",           "image",         "incident",      "tasks",    "time-to-detect", "time-to-mitigate",
      "time-to-resolve", "impact-minutes"};
  return all;
}

std::expected<SearchQuery, QueryFault> parse_query(std::string_view text) {
  return QueryReader(text).read();
}

}  // namespace afterword
