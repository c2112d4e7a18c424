#include "diagnosis/words.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace afterword {
namespace {

constexpr std::size_t text_max = 64u << 10;

// What every text or every program says, whatever its cause.
constexpr auto meaningless = std::to_array<std::string_view>(
    {"about",  "above",    "after",     "all",      "also",   "and",      "any",      "are",     "args",     "been",
     "before", "below",    "bool",      "but",      "byte",   "bytes",    "can",      "case",    "char",     "class",
     "code",   "com",      "const",     "context",  "ctx",    "data",     "def",      "desc",    "does",     "double",
     "each",   "else",     "end",       "err",      "error",  "errors",   "fail",     "failed",  "failure",  "false",
     "fals",   "float",    "for",       "from",     "func",   "function", "get",      "github",  "had",      "has",
     "have",   "helper",   "her",       "http",     "https",  "import",   "int",      "into",    "internal", "its",
     "let",    "len",      "level",     "line",     "main",   "make",     "map",      "message", "method",   "more",
     "new",    "nil",      "none",      "not",      "null",   "now",      "number",   "object",  "off",      "old",
     "only",   "org",      "other",     "out",      "over",   "own",      "package",  "per",     "pkg",      "private",
     "public", "refactor", "return",    "rose",     "self",   "service",  "services", "set",     "should",   "size",
     "src",    "start",    "static",    "status",   "string", "struct",   "svc",      "than",    "that",     "the",
     "then",   "this",     "threshold", "throw",    "tidy",   "time",     "true",     "type",    "under",    "until",
     "use",    "used",     "using",     "value",    "var",    "void",     "was",      "were",    "when",     "which",
     "while",  "will",     "with",      "without",  "you",    "your",     "simplify", "add",     "update",   "chore",
     "feat",   "fix",      "request",   "response", "server", "client",   "monitor",  "overall", "observed"});

constexpr auto same = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"auth", "authentication"}, {"cert", "certificate"},    {"cfg", "configuration"}, {"config", "configuration"},
     {"conf", "configuration"},  {"conn", "connection"},     {"conns", "connection"},  {"creds", "credential"},
     {"database", "database"},   {"db", "database"},         {"deadline", "timeout"},  {"dsn", "connection"},
     {"env", "environment"},     {"exceeded", "exceed"},     {"expiration", "expir"},  {"expiry", "expir"},
     {"heap", "memory"},         {"hostname", "host"},       {"jwt", "token"},         {"lifetime", "ttl"},
     {"mem", "memory"},          {"oom", "memory"},          {"passwd", "password"},   {"perm", "permission"},
     {"psql", "postgres"},       {"postgresql", "postgres"}, {"pwd", "password"},      {"retries", "retry"},
     {"sec", "second"},          {"timed", "timeout"},       {"timeouts", "timeout"},  {"tls", "certificate"},
     {"ssl", "certificate"},     {"upstreams", "upstream"}});

bool ends_with(std::string_view word, std::string_view ending, std::size_t least) {
  return word.size() >= least + ending.size() && word.ends_with(ending);
}

/// Cuts the endings of English that tell no different thing.
std::string cut_ending(std::string word) {
  for (const auto& [ending, instead] : std::to_array<std::pair<std::string_view, std::string_view>>({{"izations", "iz"},
                                                                                                     {"ization", "iz"},
                                                                                                     {"ations", ""},
                                                                                                     {"ation", ""},
                                                                                                     {"ies", "y"},
                                                                                                     {"ings", ""},
                                                                                                     {"ing", ""},
                                                                                                     {"ied", "y"},
                                                                                                     {"ers", ""},
                                                                                                     {"er", ""},
                                                                                                     {"ed", ""},
                                                                                                     {"es", ""},
                                                                                                     {"s", ""},
                                                                                                     {"e", ""}})) {
    if (ends_with(word, ending, 4) && !(ending == "s" && word.ends_with("ss"))) {
      word.resize(word.size() - ending.size());
      word += instead;
      break;
    }
  }
  if (word.size() > 4 && word[word.size() - 1] == word[word.size() - 2]) {
    word.pop_back();  // "batched" → "batch", "planned" → "plan"
  }
  return word;
}

void add_word(std::string word, std::vector<std::string>& words) {
  if (word.size() < 3 && word != "db") {
    return;
  }
  for (const auto& [written, meant] : same) {
    if (word == written) {
      word = meant;
      break;
    }
  }
  if (std::find(meaningless.begin(), meaningless.end(), word) != meaningless.end()) {
    return;
  }
  word = cut_ending(std::move(word));
  if (word.size() >= 3) {
    words.push_back(std::move(word));
  }
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_upper(char c) {
  return std::isupper(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
/// An identifier's parts, and itself if it has several.
void add_identifier(std::string_view identifier, std::vector<std::string>& words) {
  std::string part;
  std::string whole;
  int parts = 0;
  const auto flush = [&] {
    if (!part.empty()) {
      whole += (whole.empty() ? "" : "_") + part;
      ++parts;
      add_word(std::move(part), words);
      part.clear();
    }
  };
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    const char c = identifier[i];
    if (!is_letter(c)) {
      flush();
      continue;
    }
    const bool after_lower = i > 0 && is_letter(identifier[i - 1]) && !is_upper(identifier[i - 1]);
    const bool before_lower = i > 0 && is_upper(identifier[i - 1]) && i + 1 < identifier.size() &&
                              is_letter(identifier[i + 1]) && !is_upper(identifier[i + 1]);
    if (is_upper(c) && (after_lower || before_lower)) {
      flush();
    }
    part += lower_ascii(c);
  }
  flush();
  if (parts > 1 && whole.size() >= 6) {
    words.push_back(std::move(whole));
  }
}

/// The next identifier of a text from `at` on, which is moved behind it; empty at the end. A hyphen between letters
/// joins: "stock-primary" is a name.
std::string_view next_identifier(std::string_view text, std::size_t& at) {
  while (at < text.size() && !is_letter(text[at]) && text[at] != '_') {
    ++at;
  }
  const std::size_t begin = at;
  const auto joins = [&](std::size_t i) {
    return text[i] == '-' && i > begin && is_letter(text[i - 1]) && i + 1 < text.size() && is_letter(text[i + 1]);
  };
  while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) || text[at] == '_' || joins(at))) {
    ++at;
  }
  return text.substr(begin, at - begin);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  text = text.substr(0, text_max);
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    add_identifier(next_identifier(text, at), words);
  }
  return words;
}

std::string find_written(std::string_view text, std::string_view word) {
  text = text.substr(0, text_max);
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view identifier = next_identifier(text, at);
    words.clear();
    add_identifier(identifier, words);
    if (std::find(words.begin(), words.end(), word) != words.end()) {
      return std::string(identifier);
    }
  }
  return {};
}

bool names_service(std::string_view part, std::string_view service) {
  const auto core = [](std::string_view name) {
    std::string kept;
    for (const char c : name) {
      if (is_letter(c) || is_digit(c)) {
        kept += lower_ascii(c);
      }
    }
    for (const std::string_view ending : {"service", "server", "svc", "api", "prod", "db"}) {
      if (kept.size() > ending.size() + 2 && kept.ends_with(ending)) {
        kept.resize(kept.size() - ending.size());
      }
    }
    return kept;
  };
  const std::string a = core(part);
  const std::string b = core(service);
  if (a.size() < 3 || b.size() < 3) {
    return !a.empty() && a == b;
  }
  return a == b || (a.size() >= 4 && b.starts_with(a)) || (b.size() >= 4 && a.starts_with(b));
}

}  // namespace afterword
