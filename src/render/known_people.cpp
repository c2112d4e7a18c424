#include "render/known_people.h"

#include <algorithm>

#include "base/hash_bytes.h"
#include "text/ascii.h"

namespace afterword {
namespace {

bool is_capital(char c) {
  return (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool is_word(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// "SRE", "AWS2": an abbreviation is nobody in another report.
bool is_abbreviation(std::string_view word) {
  return word.size() <= 5 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

template <class Visit>
void for_words(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    visit(at, text.substr(at, end - at));
    at = end;
  }
}

}  // namespace

KnownPeople::KnownPeople(const std::vector<std::string>& allowed) {
  for (const std::string& name : allowed) {
    allowed_.insert(lower_ascii(name));
    for_words(name, [&](std::size_t, std::string_view word) { allowed_.insert(lower_ascii(word)); });
  }
}

bool KnownPeople::is_allowed(std::string_view name) const {
  return allowed_.contains(lower_ascii(name));
}

void KnownPeople::add_names(const std::vector<std::string>& names) {
  std::unordered_set<std::string> counted;
  for (const std::string& name : names) {
    // Of "Anne-Marie" and "bo.chen" each part may stand alone elsewhere; "test-infra" is a handle and no people.
    if (name.empty() || (!is_capital(name[0]) && name.find('-') != std::string::npos)) continue;
    for_words(name, [&](std::size_t, std::string_view word) {
      const bool short_handle = word.size() < 3 && !is_capital(word[0]);
      if (word.size() < 2 || short_handle || is_abbreviation(word) || is_allowed(word) || is_allowed(name)) return;
      Known& known = known_[lower_ascii(word)];
      known.capital = known.capital || is_capital(word[0]);
      known.as_name += counted.insert(lower_ascii(word)).second;
    });
  }
}

void KnownPeople::add_text(std::string_view text) {
  std::unordered_set<std::string_view> counted;
  for_words(text, [&](std::size_t at, std::string_view word) {
    if (is_capital(word[0]) || (at > 0 && std::string_view("@/.-").find(text[at - 1]) != std::string_view::npos))
      return;
    if (const auto known = known_.find(std::string(word)); known != known_.end() && counted.insert(word).second)
      ++known->second.as_word;
  });
}

bool KnownPeople::names_somebody(std::string_view word, bool inside) const {
  const auto at = known_.find(lower_ascii(word));
  if (at == known_.end() || is_abbreviation(word)) return false;
  const Known& known = at->second;
  if (is_word_too(known)) return known.capital && inside && is_capital(word[0]);
  return !known.capital || is_capital(word[0]);
}

bool KnownPeople::is_word_too(const Known& known) {
  return known.as_word > 0 && known.as_word + (known.capital ? 1 : 0) > known.as_name;
}

std::uint64_t KnownPeople::hash() const {
  std::vector<std::string> rows;
  for (const auto& [name, known] : known_)
    rows.push_back(name + (known.capital ? " A" : " a") + (is_word_too(known) ? " word" : ""));
  for (const std::string& name : allowed_) rows.push_back(name + " may stand");
  std::sort(rows.begin(), rows.end());
  std::uint64_t out = hash_bytes({});
  for (const std::string& row : rows) out = hash_bytes(row, out);
  return out;
}

}  // namespace afterword
