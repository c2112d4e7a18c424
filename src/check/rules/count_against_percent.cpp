#include <cmath>

#include "check/rules/report.h"

namespace afterword::rules {
namespace {

std::optional<double> number_at(const Postmortem& p, std::uint32_t i) {
  if (i >= p.words.size() || p.words[i].kind != WordKind::number) return std::nullopt;
  double value = 0;
  bool fraction = false;
  double place = 1;
  for (char c : word_text(p, i)) {
    if (c >= '0' && c <= '9') {
      if (fraction)
        value += (c - '0') * (place /= 10);
      else
        value = value * 10 + (c - '0');
    } else if (c == '.') {
      if (fraction) return std::nullopt;
      fraction = true;
    } else if (c != ',' && c != '%') {
      return std::nullopt;  // a time, a version
    }
  }
  return value;
}

bool is_percent(const Postmortem& p, std::uint32_t i) {
  if (word_text(p, i).ends_with('%')) return true;
  if (i + 1 >= p.words.size()) return false;
  const std::string_view next = word_text(p, i + 1);
  return next == "%" || next == "percent";
}

/// The share stated near the count, in the same sentence: index of its number, or `none`.
std::uint32_t percent_near(const Postmortem& p, const Sentence& sentence, std::uint32_t word, std::uint32_t none) {
  constexpr std::uint32_t near = 20;  // words
  const std::uint32_t first = std::max(sentence.first_word, word > near ? word - near : 0);
  for (std::uint32_t i = first; i < sentence.last_word && i < word + near; ++i)
    if (number_at(p, i) && is_percent(p, i)) return i;
  return none;
}

}  // namespace

/// "2,000 of our 10,000 users (30 %)": the three numbers can't all be right.
void count_against_percent(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  const auto none = static_cast<std::uint32_t>(p.words.size());
  std::uint32_t free_from = 0;  // all words before this are told of
  for (const std::uint32_t i : p.forms.numbers) {
    if (i < free_from || i + 2 >= none || word_text(p, i + 1) != "of" || is_percent(p, i)) continue;
    std::uint32_t whole_at = i + 2;
    while (whole_at < i + 5 && whole_at < none && p.words[whole_at].kind == WordKind::word) ++whole_at;
    const auto part = number_at(p, i), whole = number_at(p, whole_at);
    if (!part || !whole || *whole < *part || *whole < 10 || is_percent(p, whole_at)) continue;
    const Sentence* sentence = sentence_of(p, i);
    if (sentence == nullptr || !sentence->prose) continue;
    const std::uint32_t share_at = percent_near(p, *sentence, i, none);
    if (share_at == none) continue;
    const double share = *number_at(p, share_at), real = 100 * *part / *whole;
    if (std::fabs(share - real) <= std::max(2.0, real / 10)) continue;
    Finding& finding = report(out, p.source_of_words(share_at, share_at + 1),
                              number_text(*part) + " of " + number_text(*whole) + " is " +
                                  number_text(std::round(real * 10) / 10) + " %, not " + number_text(share) + " %");
    finding.label = "does not fit the numbers";
    add_note(finding, "these are the numbers", p.source_of_words(i, whole_at + 1));
    finding.help = "correct the share, or one of the two counts";
    free_from = whole_at + 1;
  }
}

}  // namespace afterword::rules
