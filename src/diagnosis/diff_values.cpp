#include "diagnosis/diff_values.h"
#include "text/ascii.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>

namespace afterword {
namespace {

double scale_of_unit(std::string_view unit) {
  static const std::map<std::string, double, std::less<>> scales = {{"ns", 1e-9},
                                                                    {"us", 1e-6},
                                                                    {"ms", 1e-3},
                                                                    {"millisecond", 1e-3},
                                                                    {"milliseconds", 1e-3},
                                                                    {"microsecond", 1e-6},
                                                                    {"s", 1},
                                                                    {"sec", 1},
                                                                    {"second", 1},
                                                                    {"seconds", 1},
                                                                    {"m", 60},
                                                                    {"min", 60},
                                                                    {"minute", 60},
                                                                    {"minutes", 60},
                                                                    {"h", 3600},
                                                                    {"hour", 3600},
                                                                    {"hours", 3600},
                                                                    {"d", 86400},
                                                                    {"day", 86400},
                                                                    {"days", 86400},
                                                                    {"k", 1e3},
                                                                    {"kb", 1e3},
                                                                    {"ki", 1024},
                                                                    {"kib", 1024},
                                                                    {"mb", 1e6},
                                                                    {"mi", 1048576},
                                                                    {"mib", 1048576},
                                                                    {"g", 1e9},
                                                                    {"gb", 1e9},
                                                                    {"gi", 1073741824},
                                                                    {"gib", 1073741824}};
  const auto it = scales.find(lower_ascii(unit));
  return it == scales.end() ? 0 : it->second;
}

}  // namespace

std::string_view trim_line(std::string_view line) {
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front()))) {
    line.remove_prefix(1);
  }
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) {
    line.remove_suffix(1);
  }
  return line;
}

/// Identifiers, and numbers as they stand.
std::vector<std::string> tokens_of(std::string_view line) {
  std::vector<std::string> tokens;
  std::size_t at = 0;
  while (at < line.size()) {
    const auto c = static_cast<unsigned char>(line[at]);
    if (!std::isalnum(c) && c != '_') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && (std::isalnum(static_cast<unsigned char>(line[end])) || line[end] == '_')) {
      ++end;
    }
    tokens.emplace_back(line.substr(at, end - at));
    at = end;
  }
  return tokens;
}

/// The first number of a line that is not part of a word, with its unit ("15m", "300*time.Millisecond").
std::optional<Number> number_of(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool starts = std::isdigit(static_cast<unsigned char>(line[at])) &&
                        (at == 0 || (!std::isalnum(static_cast<unsigned char>(line[at - 1])) && line[at - 1] != '_' &&
                                     line[at - 1] != '$' && line[at - 1] != '.' && line[at - 1] != '['));
    if (!starts) {
      continue;
    }
    std::string digits;
    std::size_t end = at;
    while (end < line.size() &&
           (std::isdigit(static_cast<unsigned char>(line[end])) || line[end] == '.' || line[end] == '_')) {
      if (line[end] != '_') {
        digits += line[end];
      }
      ++end;
    }
    if (std::count(digits.begin(), digits.end(), '.') > 1) {
      return std::nullopt;  // a version or an address
    }
    Number number{std::strtod(digits.c_str(), nullptr), std::string(line.substr(at, end - at))};
    std::size_t unit = end;
    const std::string_view rest = line.substr(end);
    for (const std::string_view between : {" * time.", "*time.", " * ", "* ", " "}) {
      if (rest.starts_with(between)) {
        unit = end + between.size();
        break;
      }
    }
    std::size_t stop = unit;
    while (stop < line.size() && std::isalpha(static_cast<unsigned char>(line[stop]))) {
      ++stop;
    }
    if (const double scale = scale_of_unit(line.substr(unit, stop - unit)); scale > 0) {
      number.value *= scale;
      number.text = std::string(line.substr(at, stop - at));
    }
    return number;
  }
  return std::nullopt;
}

/// What stands between quotation marks, all of a line.
std::string quoted_of(std::string_view line) {
  std::string all;
  char open = 0;
  for (const char c : line) {
    if (open == 0 && (c == '"' || c == '\'' || c == '`')) {
      open = c;
      all += '"';
    } else if (c == open) {
      open = 0;
    } else if (open != 0) {
      all += c;
    }
  }
  return all;
}

std::size_t common_words(std::string_view a, std::string_view b) {
  constexpr std::size_t shown = 24;
  const auto differs = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  constexpr std::string_view between = " /:@,=";  // addresses have words too
  const std::size_t word = a.substr(0, static_cast<std::size_t>(differs - a.begin())).find_last_of(between);
  if (word == std::string_view::npos || word < shown) return 0;
  return a.find_last_of(between, word - 1) + 1;  // the word before says what it is that differs: "LIMIT 20"
}

bool quotes_number(std::string_view line) {
  const std::string quoted = quoted_of(line);
  const std::optional<Number> number = quoted.size() < 2 ? std::nullopt : number_of(std::string_view(quoted).substr(1));
  return number && number->text.size() + 1 == quoted.size();
}

std::optional<TypeChange> type_change(std::string_view removed, std::string_view added) {
  static const std::set<std::string, std::less<>> types = {
      "int",     "int8",   "int16", "int32",   "int64",   "uint",    "uint32",    "uint64",      "float",   "float32",
      "float64", "double", "long",  "short",   "number",  "decimal", "bool",      "boolean",     "string",  "str",
      "text",    "bytes",  "char",  "varchar", "integer", "bigint",  "smallint",  "numeric",     "json",    "jsonb",
      "date",    "time",   "uuid",  "serial",  "real",    "object",  "timestamp", "timestamptz", "datetime"};
  const std::vector<std::string> before = tokens_of(removed);
  const std::vector<std::string> after = tokens_of(added);
  if (before.size() != after.size() || before.size() < 2) {
    return std::nullopt;
  }
  std::optional<TypeChange> change;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == after[i]) {
      continue;
    }
    if (change || !types.contains(lower_ascii(before[i])) || !types.contains(lower_ascii(after[i]))) {
      return std::nullopt;
    }
    // The name stands before the type or behind it, by language.
    const std::string& name =
        i > 0 && !types.contains(lower_ascii(before[i - 1])) ? before[i - 1] : before[(i + 1) % before.size()];
    change = TypeChange{name, before[i], after[i]};
  }
  return change;
}

/// All numbers of a line, in order.
std::string all_numbers(std::string_view line) {
  std::string all;
  for (const std::string& token : tokens_of(line)) {
    if (std::isdigit(static_cast<unsigned char>(token.front()))) {
      all += token + ' ';
    }
  }
  return all;
}

std::string first_token(std::string_view line) {
  const std::vector<std::string> tokens = tokens_of(line);
  return tokens.empty() ? std::string{} : tokens.front();
}

std::optional<Setting> setting_of(std::string_view line) {
  line = trim_line(line);
  std::size_t at = 0;
  while (at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) || line[at] == '_' ||
                              line[at] == '-' || line[at] == '.')) {
    ++at;
  }
  std::size_t value = at;
  while (value < line.size() && line[value] == ' ') {
    ++value;
  }
  if (at == 0 || value >= line.size() || (line[value] != '=' && line[value] != ':')) {
    return std::nullopt;
  }
  const std::string_view rest = trim_line(line.substr(value + 1));
  if (rest.empty() || rest.front() == '=' || rest.find_first_of("({[;") != std::string_view::npos) {
    return std::nullopt;
  }
  return Setting{std::string(line.substr(0, at)), std::string(rest)};
}

/// Lines that say the same of different values: their words, numbers and units left out, overlap mostly.
double likeness(std::string_view a, std::string_view b) {
  const auto kept = [](std::string_view line) {
    std::set<std::string> set;
    for (std::string& token : tokens_of(line)) {
      if (!std::isdigit(static_cast<unsigned char>(token.front())) && scale_of_unit(token) == 0) {
        set.insert(std::move(token));
      }
    }
    return set;
  };
  const std::set<std::string> x = kept(a);
  const std::set<std::string> y = kept(b);
  if (x.empty() || y.empty()) {
    return 0;
  }
  std::size_t both = 0;
  for (const std::string& token : x) {
    both += y.count(token);
  }
  return static_cast<double>(both) / static_cast<double>(std::max(x.size(), y.size()));
}

/// The name that a value is given to: the last identifier before `:`, `=` or the value itself.
std::string name_of_value(std::string_view line) {
  std::string name;
  for (std::string& token : tokens_of(line)) {
    if (std::isdigit(static_cast<unsigned char>(token.front()))) {
      break;
    }
    if (token != "time" && token != "var" && token != "const" && token != "int" && token != "let") {
      name = std::move(token);
    }
  }
  return name;
}

std::optional<std::array<int, 3>> version_of(std::string_view line) {
  for (std::size_t at = 0; at + 4 < line.size(); ++at) {
    if (!std::isdigit(static_cast<unsigned char>(line[at])) ||
        (at > 0 && std::isdigit(static_cast<unsigned char>(line[at - 1])))) {
      continue;
    }
    std::array<int, 3> parts{};
    std::size_t part = 0;
    std::size_t i = at;
    while (i < line.size() && (std::isdigit(static_cast<unsigned char>(line[i])) || line[i] == '.') && part < 3) {
      if (line[i] == '.') {
        ++part;
      } else if (part < 3 && parts[part] < 100'000) {
        parts[part] = parts[part] * 10 + (line[i] - '0');
      }
      ++i;
    }
    if (part >= 2) {
      return parts;
    }
  }
  return std::nullopt;
}

}  // namespace afterword
