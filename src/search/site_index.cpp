#include "search/site_index.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <iterator>
#include <set>
#include <unordered_map>

#include "archive/stem.h"
#include "search/entry.h"
#include "search/site_files.h"
#include "search/terms.h"

namespace afterword {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t text_bytes_max = 24'000;  // of one report: nobody needs a line from what is longer
constexpr std::size_t key_letters = 3, rows_shown = 128, rows_facts = 8192;

void append_number(std::string& out, std::uint64_t value, int letters) {
  for (int i = letters - 1; i >= 0; --i) out += alphabet[value >> (6 * i) & 63U];
}

/// A string of a script: also safe inside <script>, whatever is in it.
void append_string(std::string& out, std::string_view text) {
  constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> all{};
    for (unsigned c = 0x20; c < all.size(); ++c) all[c] = c != '"' && c != '\\' && c != '<';
    return all;
  }();
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (plain[c]) continue;
    out.append(text, kept, i - kept);
    kept = i + 1;
    if (c == '"' || c == '\\')
      (out += '\\') += text[i];
    else if (c == '\n')
      out += "\\n";
    else
      ((out += "\\u00") += hex[c >> 4U]) += hex[c & 15U];
  }
  out.append(text, kept) += '"';
}

std::string part(std::string_view name, std::string_view value) {
  std::string out = "afterword(";
  append_string(out, name);
  return out.append(",").append(value).append(");\n");
}

/// The first letters of a term, for a file's name: three bytes in a number, so that numbers sort as letters do.
std::uint32_t key_of(std::string_view term) {
  std::uint32_t out = 0;
  std::size_t count = 0;
  const auto add = [&](char c) {
    if (count == key_letters) return;
    out |= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << (8 * (key_letters - 1 - count));
    ++count;
  };
  for (std::size_t i = 0; i < term.size() && count < key_letters;) {
    const auto c = static_cast<unsigned char>(term[i]);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    add(plain ? static_cast<char>(c) : '_');
    if (c >= 0xF0) add('_');  // a script counts in units of UTF-16: two of them beyond the first plane
    i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  }
  return out;
}

std::string letters_of(std::uint32_t key) {
  std::string out;
  for (std::size_t i = 0; i < key_letters; ++i)
    if (const char c = static_cast<char>(key >> (8 * (key_letters - 1 - i)) & 0xFFU); c != 0) out += c;
  return out;
}

/// Whether a part of the terms begins with a key, by nothing but the key and how many reports there are: so a word more
/// changes one part, and those behind it stay. A part has some 15 KB.
bool begins_part(std::uint32_t key, std::size_t reports) {
  constexpr std::size_t keys_reports = 90'000, keys_max = 1024;
  const auto keys = static_cast<std::uint32_t>(
      std::bit_floor(std::clamp<std::size_t>(keys_reports / std::max<std::size_t>(reports, 1), 1, keys_max)));
  return ((key * 0x9E3779B1U) >> 12U & (keys - 1)) == 0;
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

/// Most terms can be told apart from all of them by first letter and length.
bool is_empty_stem(std::string_view term) {
  static const std::array<std::uint32_t, 26> lengths = [] {
    std::array<std::uint32_t, 26> out{};
    for (const std::string& stem : empty_stems()) out[static_cast<std::size_t>(stem[0] - 'a')] |= 1U << stem.size();
    return out;
  }();
  const auto letter = static_cast<unsigned>(static_cast<unsigned char>(term[0])) - 'a';
  if (letter >= lengths.size() || term.size() > 31 || (lengths[letter] >> term.size() & 1U) == 0) return false;
  return std::binary_search(empty_stems().begin(), empty_stems().end(), term);
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

using AllPostings = std::unordered_map<std::string, Postings, HashText, std::equal_to<>>;

/// Calls `each` with the terms of a list and their weights.
template <class Each>
void for_terms(std::string_view list, const Each& each) {
  while (list.size() > 2) {
    const std::size_t space = std::min(list.find(' '), list.size());
    if (space < 2) return;
    if (!each(list.substr(0, space - 1), list[space - 1])) return;
    list.remove_prefix(std::min(space + 1, list.size()));
  }
}

void add_posting(AllPostings& all, std::string_view term, std::uint32_t report, char weight) {
  auto at = all.find(term);
  if (at == all.end()) at = all.emplace(std::string(term), Postings{}).first;
  at->second.add(report, weight);
}

struct Part {
  std::uint32_t key;
  std::string text;
};

/// Parts end between keys, so that a term's own letters say where it is.
std::vector<Part> make_parts(const AllPostings& all, std::size_t reports) {
  std::vector<std::pair<std::uint32_t, const AllPostings::value_type*>> sorted;
  sorted.reserve(all.size());
  for (const auto& one : all) sorted.emplace_back(key_of(one.first), &one);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->first < b.second->first;
  });
  std::vector<Part> out;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto& [key, one] = sorted[i];
    const bool another = i == 0 || (key != sorted[i - 1].first && begins_part(key, reports));
    if (another)
      out.push_back({key, {}});
    else
      out.back().text += ' ';
    out.back().text.append(one->first).append(":").append(one->second.letters);
  }
  return out;
}

void take_part(const Part& made, const TakePart& take) {
  const std::string key = letters_of(made.key);
  std::string value;
  append_string(value, made.text);
  take("search/t-" + key + ".js", part("t-" + key, value));
}

/// A list of terms from the first one on whose key is not before `key`.
std::string_view from_key(std::string_view list, std::uint32_t key) {
  std::size_t begin = 0, end = list.size();  // ends of terms: what is before `begin` is before the key
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const std::size_t space = middle == 0 ? std::string_view::npos : list.rfind(' ', middle - 1);
    const std::size_t term = space == std::string_view::npos || space + 1 < begin ? begin : space + 1;
    const std::size_t stop = std::min(list.find(' ', term), list.size());
    if (key_of(list.substr(term, stop - term - (stop > term ? 1 : 0))) < key)
      begin = std::min(stop + 1, list.size());
    else
      end = term;
  }
  return list.substr(begin);
}

/// Sums up the words of a report: each word as it is written is stemmed once, however often it comes.
class TermSums {
 public:
  struct Sum {
    std::string_view term;
    double weight = 0;  ///< from all but the body
    std::uint32_t hits = 0;
    std::uint32_t key = 0;
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
    return sums_.emplace_back(Sum{keep(written), 0, 0, 0});
  }

  /// By stem, in order of keys and letters. Call once.
  [[nodiscard]] std::vector<Sum> by_stem() {
    std::vector<Sum> out;
    out.reserve(sums_.size());
    for (Sum sum : sums_) {
      sum.term = stem_term(sum.term);
      sum.key = key_of(sum.term);
      out.push_back(sum);
    }
    std::sort(out.begin(), out.end(),
              [](const Sum& a, const Sum& b) { return a.key != b.key ? a.key < b.key : a.term < b.term; });
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
    if (is_empty_stem(sum.term)) continue;
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

bool remake_site_terms(std::span<const std::string_view> terms, std::span<const std::string> parts,
                       std::string_view before, std::string_view now, const TakePart& take) {
  std::set<std::string_view> was, is;
  const auto words_of = [](std::string_view list, std::set<std::string_view>& out) {
    for_terms(list, [&](std::string_view term, char) {
      out.insert({term.data(), term.size() + 1});  // with the weight
      return true;
    });
  };
  words_of(before, was);
  words_of(now, is);
  std::vector<std::string_view> changed;
  std::set_symmetric_difference(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(changed));
  std::vector<std::uint32_t> keys;
  for (const std::string& part : parts) keys.push_back(key_of(part));
  std::set<std::size_t> touched;
  for (const std::string_view word : changed) {
    const std::uint32_t key = key_of(word.substr(0, word.size() - 1));
    const auto at = std::upper_bound(keys.begin(), keys.end(), key);
    if (at == keys.begin()) return false;
    if (begins_part(key, terms.size()) && *std::prev(at) != key) return false;
    touched.insert(static_cast<std::size_t>(at - keys.begin()) - 1);
  }
  std::vector<Part> made;
  for (const std::size_t place : touched) {
    const std::uint32_t end = place + 1 < keys.size() ? keys[place + 1] : ~0U;
    AllPostings all;
    for (std::uint32_t report = 0; report < terms.size(); ++report)
      for_terms(from_key(terms[report], keys[place]), [&](std::string_view term, char weight) {
        if (key_of(term) >= end) return false;
        add_posting(all, term, report, weight);
        return true;
      });
    std::vector<Part> some = make_parts(all, terms.size());
    if (some.size() != 1 || some.front().key != keys[place]) return false;
    made.push_back(std::move(some.front()));
  }
  for (const Part& one : made) take_part(one, take);
  return true;
}

std::vector<std::string> make_site_terms(std::span<const std::string_view> terms, const TakePart& take) {
  AllPostings all;
  for (std::uint32_t report = 0; report < terms.size(); ++report)
    for_terms(terms[report], [&](std::string_view term, char weight) {
      add_posting(all, term, report, weight);
      return true;
    });
  std::vector<std::string> keys;
  for (const Part& made : make_parts(all, terms.size())) {
    take_part(made, take);
    keys.push_back(letters_of(made.key));
  }
  return keys;
}

void make_site_index(std::span<const SiteSearchRow> rows, std::span<const std::string> keys, const TakePart& take) {
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
  std::string parts = "[";
  for (const std::string& key : keys) {
    if (parts.size() > 1) parts += ',';
    append_string(parts, key);
  }
  std::string index = "{\"reports\":" + std::to_string(rows.size()) + ",\"keys\":" + parts +
                      "],\"services\":" + services.list() + ",\"classes\":" + classes.list() + ",\"empty\":\" ";
  for (const std::string& stem : empty_stems()) index.append(stem).append(" ");
  take("search/index.js", part("index", index + "\"}"));
  take("search/search.js", std::string(site_search_script()));
}

std::string site_search_body() {
  return "<h1>Search</h1>\n"
         "<form id=\"search\" role=\"search\"><label for=\"q\">Words, in any form</label>\n"
         "<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" "
         "aria-describedby=\"how\"> <button type=\"submit\">Search</button>\n"
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
