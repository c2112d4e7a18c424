#include "search/site_index.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>

#include "archive/stem.h"
#include "search/entry.h"
#include "search/site_files.h"
#include "search/terms.h"

namespace afterword {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t text_bytes_max = 24'000;  // of one report: nobody needs a line from what is longer
constexpr std::size_t part_bytes = 16'000;      // of terms, and what has the same key as the last one
constexpr std::size_t key_letters = 3, rows_shown = 128, rows_facts = 8192;

void append_number(std::string& out, std::uint64_t value, int letters) {
  for (int i = letters - 1; i >= 0; --i) out += alphabet[value >> (6 * i) & 63U];
}

/// A string of a script: also safe inside <script>, whatever is in it.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c < 0x20 || c == '<') {
      constexpr std::string_view hex = "0123456789abcdef";
      out += "\\u00";
      out += hex[c >> 4U];
      out += hex[c & 15U];
    } else {
      out += text[i];
    }
  }
  out += '"';
}

std::string part(std::string_view name, std::string_view value) {
  std::string out = "afterword(";
  append_string(out, name);
  return out.append(",").append(value).append(");\n");
}

/// The first letters of a term, for a file's name.
std::string key_of(std::string_view term) {
  std::string out;
  for (std::size_t i = 0; i < term.size() && out.size() < key_letters;) {
    const auto c = static_cast<unsigned char>(term[i]);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    out += plain ? static_cast<char>(c) : '_';
    // A script counts in units of UTF-16: two of them beyond the first plane.
    if (c >= 0xF0 && out.size() < key_letters) out += '_';
    i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  }
  return out;
}

double weight_of(SearchPart part) {
  constexpr double weights[] = {8, 3, 4, 1};
  return weights[static_cast<std::size_t>(part)];
}

const std::vector<std::string>& empty_stems() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    for (const std::string_view word :
         {"a",     "about",   "after", "all",    "also", "an",   "and",  "any",  "are",   "as",   "at",
          "be",    "because", "been",  "before", "but",  "by",   "can",  "did",  "do",    "for",  "from",
          "had",   "has",     "have",  "how",    "i",    "if",   "in",   "into", "is",    "it",   "its",
          "more",  "not",     "of",    "on",     "or",   "our",  "so",   "some", "than",  "that", "the",
          "their", "then",    "there", "these",  "they", "this", "to",   "was",  "we",    "were", "what",
          "when",  "where",   "which", "while",  "who",  "why",  "will", "with", "would", "you"})
      out.emplace_back(stem_term(word));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }();
  return all;
}

/// Names by number, the first one is nothing.
class Numbers {
 public:
  explicit Numbers(std::size_t most) : most_(most) {}
  std::size_t of(const std::string& name) {
    if (name.empty()) return 0;
    const auto [at, fresh] = numbers_.try_emplace(name, names_.size());
    if (!fresh) return at->second;
    if (names_.size() >= most_) return at->second = 0;
    names_.push_back(name);
    return at->second;
  }
  [[nodiscard]] std::string list() const {
    std::string out = "[";
    for (const std::string& name : names_) {
      if (out.size() > 1) out += ',';
      append_string(out, name);
    }
    return out + "]";
  }

 private:
  std::size_t most_;
  std::vector<std::string> names_{""};
  std::unordered_map<std::string, std::size_t> numbers_;
};

/// Postings of one term, written as they come.
struct Postings {
  std::string letters;
  std::uint32_t next = 0;
  void add(std::uint32_t report, char weight) {
    std::uint32_t step = report - next;
    while (step >= 32) {
      letters += alphabet[(step & 31U) + 32U];
      step >>= 5U;
    }
    letters += alphabet[step];
    letters += weight;
    next = report + 1;
  }
};

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

std::string make_terms(std::span<const std::string_view> terms,
                       const std::function<void(std::string path, std::string bytes)>& take) {
  std::unordered_map<std::string, Postings, HashText, std::equal_to<>> all;
  for (std::uint32_t report = 0; report < terms.size(); ++report)
    for (std::string_view rest = terms[report]; rest.size() > 2;) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      if (space < 2) break;
      const std::string_view term = rest.substr(0, space - 1);
      auto at = all.find(term);
      if (at == all.end()) at = all.emplace(std::string(term), Postings{}).first;
      at->second.add(report, rest[space - 1]);
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  std::vector<std::pair<std::string, const std::pair<const std::string, Postings>*>> sorted;
  sorted.reserve(all.size());
  for (const auto& one : all) sorted.emplace_back(key_of(one.first), &one);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->first < b.second->first;
  });
  // Parts end between keys, so that a term's own letters say where it is.
  std::string keys = "[";
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    std::string text;
    for (; end < sorted.size(); ++end) {
      if (text.size() >= part_bytes && sorted[end].first != sorted[end - 1].first) break;
      if (end > begin) text += ' ';
      text.append(sorted[end].second->first).append(":").append(sorted[end].second->second.letters);
    }
    const std::string& key = sorted[begin].first;
    std::string value;
    append_string(value, text);
    take("search/t-" + key + ".js", part("t-" + key, value));
    if (begin > 0) keys += ',';
    append_string(keys, key);
  }
  return keys + "]";
}

/// Sums up the words of a report: each word as it is written is stemmed once, however often it comes.
class TermSums {
 public:
  struct Sum {
    std::string_view term;
    double weight = 0;  ///< from all but the body
    std::uint32_t hits = 0;
  };

  Sum& of(std::string_view written) {
    if ((sums_.size() + 1) * 2 > slots_.size()) grow();
    std::size_t slot = std::hash<std::string_view>{}(written) & (slots_.size() - 1);
    while (slots_[slot] != 0) {
      Sum& known = sums_[slots_[slot] - 1];
      if (known.term == written) return known;
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = static_cast<std::uint32_t>(sums_.size()) + 1;
    return sums_.emplace_back(Sum{keep(written), 0, 0});
  }

  /// By stem, in order of letters. Call once.
  [[nodiscard]] std::vector<Sum> by_stem() {
    std::vector<Sum> out;
    out.reserve(sums_.size());
    for (Sum sum : sums_) {
      sum.term = stem_term(sum.term);
      out.push_back(sum);
    }
    std::sort(out.begin(), out.end(), [](const Sum& a, const Sum& b) { return a.term < b.term; });
    std::size_t kept = 0;
    for (const Sum& sum : out) {
      if (kept > 0 && out[kept - 1].term == sum.term) {
        out[kept - 1].weight += sum.weight;
        out[kept - 1].hits += sum.hits;
      } else {
        out[kept++] = sum;
      }
    }
    out.resize(kept);
    return out;
  }

 private:
  void grow() {
    slots_.assign(std::max<std::size_t>(512, slots_.size() * 2), 0);
    for (std::uint32_t i = 0; i < sums_.size(); ++i) {
      std::size_t slot = std::hash<std::string_view>{}(sums_[i].term) & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = i + 1;
    }
  }
  std::string_view keep(std::string_view written) {
    if (letters_.empty() || letters_.back().capacity() - letters_.back().size() < written.size())
      letters_.emplace_back().reserve(4096);
    std::string& to = letters_.back();
    to += written;
    return std::string_view(to).substr(to.size() - written.size());
  }

  std::vector<Sum> sums_;
  std::vector<std::uint32_t> slots_;  ///< places of sums and 1, by hash
  std::deque<std::string> letters_;   ///< which don't move
};

}  // namespace

std::string site_terms(const Postmortem& postmortem) {
  constexpr double half = 2.5, body_hits_max = 6;
  TermSums sums;
  const std::vector<Line>& lines = postmortem.document->lines();
  const auto parts = part_lines(postmortem);
  std::string letters;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!parts[i]) continue;
    letters.clear();
    append_terms(letters, postmortem.document->plain_of(lines[i]), Stemming::no);
    for (std::string_view rest = letters; !rest.empty();) {
      const std::size_t space = rest.find(' ');
      TermSums::Sum& sum = sums.of(rest.substr(0, space));
      if (*parts[i] != SearchPart::body)
        sum.weight += weight_of(*parts[i]);
      else
        ++sum.hits;
      rest.remove_prefix(space + 1);
    }
  }
  std::string out;
  for (const TermSums::Sum& sum : sums.by_stem()) {
    if (std::binary_search(empty_stems().begin(), empty_stems().end(), sum.term)) continue;
    const double all = sum.weight + std::min<double>(sum.hits, body_hits_max);
    const auto weight = static_cast<std::size_t>(std::clamp(all / (all + half) * 63, 1.0, 63.0));
    out.append(sum.term).append(1, alphabet[weight]).append(" ");
  }
  return out;
}

std::string site_text(const Postmortem& postmortem, std::string_view address) {
  std::string text;
  const std::vector<Line>& lines = postmortem.document->lines();
  const auto parts = part_lines(postmortem);
  for (std::size_t i = 0; i < lines.size() && text.size() < text_bytes_max; ++i) {
    if (!parts[i] || parts[i] == SearchPart::title) continue;
    if (!text.empty()) text += lines[i].continuation ? ' ' : '\n';
    text += postmortem.document->plain_of(lines[i]);
  }
  std::string value;
  append_string(value, text);
  return part(address, value);
}

void make_site_index(std::span<const SiteSearchRow> rows, std::span<const std::string_view> terms,
                     const std::function<void(std::string path, std::string bytes)>& take) {
  const std::string keys = make_terms(terms, take);
  Numbers services(4096), classes(64);
  for (std::size_t begin = 0; begin < rows.size(); begin += rows_facts) {
    std::string facts;
    for (const SiteSearchRow& row : rows.subspan(begin, std::min(rows_facts, rows.size() - begin))) {
      const std::int64_t day = row.date && is_valid(*row.date) ? days_of(*row.date) + 1 : 0;
      append_number(facts, static_cast<std::uint64_t>(std::clamp<std::int64_t>(day, 0, (1 << 18) - 1)), 3);
      append_number(facts, services.of(row.service), 2);
      append_number(facts, classes.of(row.cause_class), 1);
      append_number(facts, row.open_measures ? 1 : 0, 1);
    }
    const std::string name = "f-" + std::to_string(begin / rows_facts);
    take("search/" + name + ".js", part(name, "\"" + facts + "\""));
  }
  for (std::size_t begin = 0; begin < rows.size(); begin += rows_shown) {
    std::string list = "[";
    for (const SiteSearchRow& row : rows.subspan(begin, std::min(rows_shown, rows.size() - begin))) {
      list += list.size() > 1 ? ",\n[" : "\n[";
      for (const std::string* text : {&row.address, &row.title, &row.day, &row.about, &row.verdict}) {
        if (text != &row.address) list += ',';
        append_string(list, *text);
      }
      list += ']';
    }
    const std::string name = "r-" + std::to_string(begin / rows_shown);
    take("search/" + name + ".js", part(name, list + "]"));
  }
  std::string index = "{\"reports\":" + std::to_string(rows.size()) + ",\"keys\":" + keys +
                      ",\"services\":" + services.list() + ",\"classes\":" + classes.list() + ",\"empty\":\" ";
  for (const std::string& stem : empty_stems()) index.append(stem).append(" ");
  take("search/index.js", part("index", index + "\"}"));
  take("search/search.js", std::string(site_search_script()));
}

std::string site_search_body() {
  return "<h1>Search</h1>\n"
         "<form id=\"search\" role=\"search\" hidden><label for=\"q\">Words, in any form</label>\n"
         "<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" "
         "aria-describedby=\"how\"> <button>Search</button>\n"
         "<p id=\"how\" class=\"about\">“exact words”, -without, begin*, service:checkout, class:capacity, year:2024, "
         "after:2024-03, before:2025, has:open-measures. The key / leads here.</p></form>\n"
         "<p id=\"said\" role=\"status\"></p>\n<div id=\"facets\" class=\"chips\"></div>\n"
         "<ol id=\"hits\" class=\"rows\"></ol>\n"
         "<noscript><p>The search needs a script that this browser does not run.</p></noscript>\n"
         "<p class=\"about\">All reports are listed <a href=\"archive/index.html\">by day</a>, <a "
         "href=\"services/index.html\">by service</a> and <a href=\"causes/index.html\">by cause</a>.</p>\n"
         "<script src=\"search/search.js\" defer></script>\n";
}

}  // namespace afterword
