#include "diagnosis/diff_reading.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "diagnosis/diff_values.h"
#include "diagnosis/wording.h"
#include "diagnosis/words.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t lines_max = 400;
constexpr double like_by_key = 0.7;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A file that no running program reads.
bool is_inert(std::string_view path) {
  const std::string p = lower_ascii(path);
  for (const std::string_view part :
       {"docs/",      "doc/",      "test/",        "tests/",    "testdata/", "_test.",        ".test.",
        ".spec.",     "test_",     "__tests__",    ".github/",  ".gitlab",   "codeowners",    "readme",
        "changelog",  "license",   "contributing", ".golangci", ".eslint",   ".editorconfig", ".prettierrc",
        ".gitignore", "examples/", "fixtures/",    "staging/"}) {
    if (contains(p, part)) {
      return true;
    }
  }
  for (const std::string_view ending : {".md", ".rst", ".txt", ".adoc", ".svg", ".png"}) {
    if (p.ends_with(ending) && !p.ends_with("requirements.txt")) {
      return true;
    }
  }
  return false;
}

bool is_appearance(std::string_view path) {
  const std::string p = lower_ascii(path);
  return p.ends_with(".css") || p.ends_with(".scss") || p.ends_with(".less") || p.ends_with(".html");
}

bool is_manifest(std::string_view path) {
  const std::string p = lower_ascii(path);
  for (const std::string_view name :
       {"go.mod", "go.sum", "package.json", "package-lock.json", "yarn.lock", "requirements.txt", "poetry.lock",
        "cargo.toml", "cargo.lock", "pom.xml", "gemfile", "build.gradle", "pyproject.toml"}) {
    if (contains(p, name)) {
      return true;
    }
  }
  return false;
}

bool is_comment(std::string_view line) {
  line = trim_line(line);
  return line.empty() || line.starts_with("//") || line.starts_with("# ") || line == "#" || line.starts_with("/*") ||
         line.starts_with("* ") || line == "*/" || line.starts_with("--") || line.starts_with("<!--") ||
         line.starts_with(";;");
}

/// A line that only tells what happens: logging, metrics, tracing.
bool only_tells(std::string_view line) {
  const std::string l = lower_ascii(trim_line(line));
  for (const std::string_view start : {"log.", "log(", "logger", "logging.", "log_", "slog.", "console.", "print",
                                       "fmt.print", "puts ", "metrics", "span.", "f.str(", "tracer"}) {
    if (l.starts_with(start)) {
      return true;
    }
  }
  for (const std::string_view part :
       {"prometheus", ".inc()", ".observe(", "setattributes", "counteropts", "histogram", ".increment()"}) {
    if (contains(l, part)) {
      return true;
    }
  }
  return false;
}

using Bag = std::map<std::string, int>;

struct Lines {
  std::vector<std::string_view> removed, added, others;
  std::size_t telling = 0;   // lines that only tell
  std::size_t comments = 0;  // lines changed that are comments
};

Lines split_diff(std::string_view diff) {
  Lines lines;
  std::size_t at = 0;
  while (at < diff.size()) {
    std::size_t end = diff.find('\n', at);
    end = end == std::string_view::npos ? diff.size() : end;
    const std::string_view line = diff.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("--- ") || line.starts_with("+++ ") || line.starts_with("diff ") ||
        line.starts_with("index ")) {
      continue;
    }
    if (line.empty() || (line.front() != '-' && line.front() != '+')) {
      lines.others.push_back(line);
      continue;
    }
    const std::string_view text = line.substr(1);
    if (is_comment(text)) {
      ++lines.comments;
    } else if (only_tells(text)) {
      ++lines.telling;
    } else if (line.front() == '-') {
      lines.removed.push_back(text);
    } else {
      lines.added.push_back(text);
    }
  }
  return lines;
}

Bag bag_of(const std::vector<std::string_view>& lines) {
  Bag bag;
  for (const std::string_view line : lines) {
    for (std::string& token : tokens_of(line)) {
      ++bag[std::move(token)];
    }
  }
  return bag;
}

/// What the first has and the second has not.
Bag without(const Bag& first, const Bag& second) {
  Bag rest;
  for (const auto& [token, count] : first) {
    const auto it = second.find(token);
    const int left = count - (it == second.end() ? 0 : it->second);
    if (left > 0) {
      rest[token] = left;
    }
  }
  return rest;
}

int total(const Bag& bag) {
  int sum = 0;
  for (const auto& [token, count] : bag) {
    sum += count;
  }
  return sum;
}

/// Room for something. How often something is tried again is no room.
bool is_bound(std::string_view line) {
  const std::string l = lower_ascii(line);
  if (contains(l, "retr") || contains(l, "attempt")) {
    return false;
  }
  for (const std::string_view word :
       {"max", "limit", "pool", "capacity", "replica", "memory", "cpu", "quota", "worker", "size"}) {
    if (contains(l, word)) {
      return true;
    }
  }
  return false;
}

/// Names of functions that the added lines define: calling them is no new call outward.
std::set<std::string> defined_in(const std::vector<std::string_view>& added) {
  std::set<std::string> names;
  for (const std::string_view line : added) {
    const std::vector<std::string> tokens = tokens_of(line);
    const bool defines = std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) {
      return token == "func" || token == "def" || token == "function" || token == "fn" || token == "fun";
    });
    const std::size_t open = line.starts_with("func (") || trim_line(line).starts_with("func (")
                                 ? line.find('(', line.find(')'))
                                 : line.find('(');
    if (defines && open != std::string_view::npos) {
      const std::vector<std::string> before = tokens_of(line.substr(0, open));
      names.insert(before.back());
    }
  }
  return names;
}

/// Whether a line puts something where it stays: an element of a map or a list.
bool keeps(std::string_view line) {
  const std::string l = lower_ascii(line);
  return contains(l, "] = ") || contains(l, "append(") || contains(l, ".push(") || contains(l, ".put(") ||
         contains(l, ".add(");
}

/// Whether what a diff does not move stays the same, line by line in any order.
bool same_lines(const Lines& lines) {
  std::multiset<std::string_view> removed;
  std::multiset<std::string_view> added;
  for (const std::string_view line : lines.removed) {
    removed.insert(trim_line(line));
  }
  for (const std::string_view line : lines.added) {
    added.insert(trim_line(line));
  }
  return removed == added;
}

/// How surely two lines are what was and what is, 0–1.
double likeness_of_pair(std::string_view removed, std::string_view added) {
  if (type_change(removed, added)) {
    return 1;
  }
  const std::optional<Setting> was = setting_of(removed);
  const std::optional<Setting> is = was ? setting_of(added) : std::nullopt;
  return std::max(likeness(removed, added), is && was->key == is->key ? like_by_key : 0);
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  for (std::string& word : words_of(text)) {
    words.push_back(std::move(word));
  }
}

class Judge {
 public:
  void weigh(double hazard, std::string why) {
    if (hazard > reading_.hazard) {
      reading_.hazard = hazard;
      reading_.why = std::move(why);
    }
  }

  /// Pairs of a removed and an added line that differ in a value.
  void weigh_values(const Lines& lines) {
    const std::size_t n = std::min(lines.removed.size(), lines_max);
    const std::size_t m = std::min(lines.added.size(), lines_max);
    for (std::size_t i = 0; i < n; ++i) {
      double best = 0.6;
      std::size_t at = m;
      for (std::size_t j = 0; j < m; ++j) {
        if (trim_line(lines.removed[i]) == trim_line(lines.added[j])) {
          at = m;
          break;
        }
        const double like = likeness_of_pair(lines.removed[i], lines.added[j]);
        if (like > best || (like >= 0.6 && at == m && like >= best)) {
          best = like;
          at = j;
        }
      }
      if (at < m) {
        weigh_pair(lines.removed[i], lines.added[at]);
      }
    }
  }

  void weigh_pair(std::string_view removed, std::string_view added) {
    const auto was = version_of(removed);
    const auto is = version_of(added);
    if (was && is) {
      const double hazard = (*was)[0] != (*is)[0] ? 0.5 : (*was)[1] != (*is)[1] ? 0.25 : 0.1;
      weigh(hazard, "moves a version: " + shorten(trim_line(added), 60));
      return;
    }
    if (const auto type = type_change(removed, added)) {
      weigh(0.6, "changes the type of " + type->name + " from " + type->from + " to " + type->to);
      return;
    }
    if (weigh_quoted(removed, added)) {
      return;
    }
    const std::optional<Number> before = number_of(removed);
    const std::optional<Number> after = number_of(added);
    if (before && after && before->text != after->text) {
      const double low = std::min(before->value, after->value);
      const double high = std::max(before->value, after->value);
      const double ratio = low > 0 ? high / low : 64;
      double hazard = std::clamp(0.2 + 0.15 * std::log2(std::max(1.0, ratio)), 0.2, 0.95);
      if (after->value > before->value && is_bound(added)) {
        hazard /= 2;  // more room seldom hurts
      }
      weigh(hazard, "changes " + name_of_value(added) + " from " + before->text + " to " + after->text);
      return;
    }
    // Also where both hold a number that stays, such as a port.
    const std::optional<Setting> was_set = setting_of(removed);
    const std::optional<Setting> is_set = setting_of(added);
    if (was_set && is_set && was_set->key == is_set->key && was_set->value != is_set->value) {
      const std::size_t same = common_words(was_set->value, is_set->value);
      const auto shown = [&](std::string_view value) {
        return (same == 0 ? std::string() : "…") + shorten(value.substr(same), 40);
      };
      weigh(0.7, "changes " + is_set->key + " from " + shown(was_set->value) + " to " + shown(is_set->value));
      return;
    }
    if (first_token(removed) == first_token(added) && likeness(removed, added) >= 0.99 &&
        all_numbers(removed) != all_numbers(added)) {
      weigh(0.6, "changes the numbers of " + shorten(trim_line(added), 60));
      return;
    }
  }

  /// Texts in quotation marks, unless they are numbers, whose ratio tells more.
  bool weigh_quoted(std::string_view removed, std::string_view added) {
    const std::string before = quoted_of(removed);
    const std::string after = quoted_of(added);
    if (before.empty() || after.empty() || before == after || (quotes_number(removed) && quotes_number(added))) {
      return false;
    }
    const std::size_t same = common_words(before, after);
    const auto shown = [&](std::string_view quoted) {
      return (same == 0 ? std::string() : "\"…") + shorten(quoted.substr(same), 40) + "\"";
    };
    weigh(0.7, "changes " + shown(before) + " to " + shown(after));
    return true;
  }

  /// `gone` and `come` are kinds of tokens, not their counts: code that was moved behind a call is not gone.
  void weigh_removal(const Lines& lines, const Bag& removed, const Bag& added) {
    static constexpr auto guards = std::to_array<std::string_view>(
        {"if",       "unless", "guard",  "assert",   "require",  "nil",   "null",    "None",    "lock",
         "Lock",     "unlock", "Unlock", "close",    "Close",    "defer", "finally", "catch",   "except",
         "rescue",   "limit",  "LIMIT",  "Limit",    "where",    "WHERE", "timeout", "Timeout", "deadline",
         "validate", "verify", "check",  "rollback", "Rollback", "retry"});
    std::vector<std::string> gone;
    for (const auto& [token, count] : removed) {
      if (!added.contains(token) && (token.size() > 2 || token == "if")) {
        gone.push_back(token);
      }
    }
    if (gone.empty()) {
      return;
    }
    const bool moved = calls_new(lines, removed);
    for (const std::string_view guard : guards) {
      if (std::find(gone.begin(), gone.end(), guard) != gone.end()) {
        weigh(moved ? 0.4 : 0.8, "removes a check or a bound (" + std::string(guard) + ")");
        if (lower_ascii(guard) == "close" || guard == "defer") {
          add_words("connection open leak", reading_.changed);
        }
        return;
      }
    }
    if (moved) {
      weigh(0.3, "moves code behind a call");
    } else if (gone.size() >= 3 || added.empty()) {
      weigh(0.6, "removes code (" + longest_of(gone) + ")");
    } else {
      weigh(0.3, "replaces " + longest_of(gone));
    }
  }

  static std::string longest_of(const std::vector<std::string>& tokens) {
    return *std::max_element(tokens.begin(), tokens.end(),
                             [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  }

  /// Whether the added lines call something that the removed ones did not name.
  static bool calls_new(const Lines& lines, const Bag& removed) {
    for (const std::string_view line : lines.added) {
      for (std::size_t at = line.find('('); at != std::string_view::npos; at = line.find('(', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && (std::isalnum(static_cast<unsigned char>(line[begin - 1])) || line[begin - 1] == '_')) {
          --begin;
        }
        const std::string name(line.substr(begin, at - begin));
        if (name.size() > 3 && !removed.contains(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Statements that lock or rewrite what a database holds.
  void weigh_schema(const Lines& lines) {
    for (const std::string_view line : lines.added) {
      const std::string l = lower_ascii(trim_line(line));
      for (const std::string_view start :
           {"alter table", "drop table", "drop index", "truncate", "lock table", "update ", "delete from",
            "create index", "create unique index", "vacuum full", "reindex"}) {
        if (l.starts_with(start)) {
          std::string_view statement = trim_line(line);
          if (statement.ends_with(';')) {
            statement.remove_suffix(1);
          }
          weigh(contains(l, "concurrently") ? 0.2 : 0.6, "changes what the database holds: " + shorten(statement, 60));
        }
      }
    }
  }

  void weigh_addition(const Lines& lines, const Bag& come, bool replaces) {
    static constexpr auto calls =
        std::to_array<std::string_view>({"query", "select", "fetch", "exec", "http", "rpc", "insert", "putitem",
                                         "getitem", "findone", "load", "redis", "publish", "send"});
    if (total(come) == 0) {
      return;
    }
    bool loops = false;
    bool calls_out = false;
    const std::set<std::string> defined = defined_in(lines.added);
    for (const std::string_view line : lines.added) {
      for (const std::string& token : tokens_of(line)) {
        loops = loops || token == "for" || token == "while" || token == "foreach" || token == "forEach";
      }
    }
    for (const auto& [token, count] : come) {
      const std::string t = lower_ascii(token);
      calls_out =
          calls_out || (!defined.contains(token) && std::any_of(calls.begin(), calls.end(), [&](std::string_view call) {
            return t.starts_with(call) || t.ends_with(call);
          }));
    }
    if (std::any_of(lines.added.begin(), lines.added.end(), keeps) &&
        std::none_of(lines.removed.begin(), lines.removed.end(), keeps)) {
      weigh(0.5, "keeps something that it did not keep before");
      add_words("memory heap", reading_.changed);
    }
    const bool guards_only = come.contains("if") && (come.contains("return") || total(come) < 12) && !calls_out;
    if (loops && calls_out) {
      weigh(0.75, "calls out within a loop");
    } else if (calls_out) {
      weigh(0.45, "calls out where it did not before");
    } else if (guards_only && !replaces) {
      weigh(0.15, "adds a check");
    } else {
      weigh(0.3, "adds code");
    }
  }

  DiffReading take() { return std::move(reading_); }
  DiffReading& reading() { return reading_; }

 private:
  DiffReading reading_;
};

void keep_words(const Change& change, const Lines& lines, const Bag& gone, const Bag& come, DiffReading& reading) {
  for (const Bag& bag : {gone, come}) {
    for (const auto& [token, count] : bag) {
      add_words(token, reading.changed);
    }
  }
  for (const auto* part : {&lines.removed, &lines.added, &lines.others}) {
    for (const std::string_view line : *part) {
      add_words(line, reading.nearby);
    }
  }
  for (const std::string& file : change.files) {
    add_words(file, reading.nearby);
  }
}

}  // namespace

DiffReading read_diff(const Change& change) {
  Judge judge;
  DiffReading& reading = judge.reading();
  reading.known = !change.files.empty() || !change.diff.empty();
  const Lines lines = split_diff(change.diff);
  const Bag removed = bag_of(lines.removed);
  const Bag added = bag_of(lines.added);
  const Bag gone = without(removed, added);
  const Bag come = without(added, removed);
  keep_words(change, lines, gone, come, reading);
  for (const auto* part : {&lines.removed, &lines.added}) {
    for (const std::string_view line : *part) {
      if (trim_line(line).size() >= 4) {
        (part == &lines.removed ? reading.removed : reading.added).emplace(trim_line(line));
      }
    }
  }
  const auto all_files = [&](auto&& is) {
    return !change.files.empty() && std::all_of(change.files.begin(), change.files.end(), is);
  };
  if (all_files(is_inert)) {
    judge.weigh(0.03, "touches documents, tests or tooling only");
    return judge.take();
  }
  if (all_files(is_appearance)) {
    judge.weigh(0.05, "touches appearance only");
    return judge.take();
  }
  if (change.kind == ChangeKind::package && !change.from.empty()) {
    judge.weigh(0.5, "replaces " + change.from + " by " + change.to);
    return judge.take();
  }
  if (change.diff.empty()) {
    judge.weigh(reading.known ? 0.2 : 0.4,
                reading.known ? "its diff is not on record" : "what it changes is not on record");
    return judge.take();
  }
  judge.weigh(0.05, lines.telling > 0 ? "changes logging or metrics only" : "moves lines without changing them");
  if (all_files(is_manifest)) {
    judge.weigh_values(lines);
    judge.weigh(0.1, "moves versions");
    return judge.take();
  }
  if (total(gone) + total(come) > 0 || !same_lines(lines)) {
    judge.weigh(0.1, "restructures code");
    judge.weigh_values(lines);
    judge.weigh_schema(lines);
    judge.weigh_removal(lines, removed, added);
    judge.weigh_addition(lines, come, total(gone) > 0);
  }
  return judge.take();
}

}  // namespace afterword
