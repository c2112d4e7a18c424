#include "text/words.h"

namespace afterword {
namespace {

template <std::size_t N>
constexpr std::array<std::uint32_t, N> hash_all(const std::string_view (&words)[N]) {
  std::array<std::uint32_t, N> hashes{};
  for (std::size_t i = 0; i < N; ++i) hashes[i] = word_hash(words[i]);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

// After these a full stop never ends a sentence: what follows belongs to them.
constexpr std::string_view leading_words[] = {"mr",  "mrs", "ms", "dr", "prof", "vs",   "no",   "nr",     "fig", "sec",
                                              "eq",  "ca",  "cf", "st", "ver",  "rev",  "ref",  "vol",    "ch",  "art",
                                              "e.g", "i.e", "eg", "ie", "resp", "e.g.", "i.e.", "approx", "viz"};
// After these it ends one only where a capital follows.
constexpr std::string_view trailing_words[] = {
    "etc",   "inc", "ltd", "corp", "co",   "est",  "dept", "jr",   "sr",   "al",     "min", "mins", "hrs",
    "hr",    "a.m", "p.m", "a.m.", "p.m.", "u.s.", "u.k.", "u.s",  "jan",  "feb",    "mar", "apr",  "jun",
    "jul",   "aug", "sep", "sept", "oct",  "nov",  "dec",  "mon",  "tue",  "tues",   "wed", "thu",  "thur",
    "thurs", "fri", "am",  "pm",   "max",  "avg",  "incl", "excl", "temp", "config", "req", "sys"};
// A capitalised word after "p.m." that goes on with the time instead of beginning a sentence.
constexpr std::string_view time_words[] = {
    "monday",   "tuesday", "wednesday", "thursday", "friday",   "saturday", "sunday",    "january", "february",
    "march",    "april",   "may",       "june",     "july",     "august",   "september", "october", "november",
    "december", "pacific", "eastern",   "central",  "mountain", "jan",      "feb",       "mar",     "apr",
    "jun",      "jul",     "aug",       "sep",      "sept",     "oct",      "nov",       "dec",     "mon",
    "tue",      "wed",     "thu",       "fri",      "sat",      "sun"};

constexpr auto leading = hash_all(leading_words);
constexpr auto trailing = hash_all(trailing_words);
constexpr auto times = hash_all(time_words);

template <class Hashes>
bool is_in(const Hashes& hashes, std::uint32_t hash) {
  return std::binary_search(hashes.begin(), hashes.end(), hash);
}

enum class Mark : std::uint8_t { none, dot, end, wide_end, closing };

/// What a punctuation mark does to a sentence.
Mark mark_of(std::string_view sign) {
  if (sign.size() == 1) {
    switch (sign[0]) {
      case '.':
        return Mark::dot;
      case '!':
      case '?':
        return Mark::end;
      case ')':
      case ']':
      case '}':
      case '"':
      case '\'':
        return Mark::closing;
      default:
        return Mark::none;
    }
  }
  if (sign == "…") return Mark::dot;
  if (sign == "。" || sign == "！" || sign == "？" || sign == "．") return Mark::wide_end;
  const bool is_closing = sign == "”" || sign == "’" || sign == "»" || sign == "」" || sign == "』" || sign == "）";
  return is_closing ? Mark::closing : Mark::none;
}

/// Decides at each run of end marks whether the sentence ends there.
class SentenceSplitter {
 public:
  SentenceSplitter(std::string_view text, const Word* words, std::size_t count)
      : text_(text), words_(words), count_(count) {}

  void run(std::uint32_t base, std::vector<Span>& out) {
    std::size_t begin = 0, i = 0;
    while (i < count_) {
      const Word& w = words_[i];
      if (w.kind != WordKind::punctuation) {
        ++i;
        const bool is_abbreviation = i < count_ && text_[w.span.end - 1] == '.';
        if (is_abbreviation && ends_after_abbreviation(i - 1, i)) end_at(i, base, begin, out);
        continue;
      }
      const Mark mark = mark_of(w.span.in(text_));
      if (mark == Mark::none || mark == Mark::closing) {
        ++i;
        continue;
      }
      const std::size_t stop = end_of_run(i);
      if (stop < count_ && ends_between(begin, i, stop)) end_at(stop, base, begin, out);
      i = stop;
    }
    if (begin < count_) end_at(count_, base, begin, out);
  }

 private:
  static void end_at(std::size_t end, std::uint32_t base, std::size_t& begin, std::vector<Span>& out) {
    out.push_back({base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)});
    begin = end;
  }

  /// The end marks that follow one another, and the brackets and quotes they close.
  std::size_t end_of_run(std::size_t i) const {
    while (++i < count_ && words_[i].kind == WordKind::punctuation && !words_[i].space_before)
      if (mark_of(words_[i].span.in(text_)) == Mark::none) break;
    return i;
  }

  bool begins_lower(const Word& w) const {
    const char c = text_[w.span.begin];
    return w.kind == WordKind::word && c >= 'a' && c <= 'z';
  }

  bool ends_after_abbreviation(std::size_t last, std::size_t next) const {
    const Word& n = words_[next];
    if (is_in(leading, words_[last].hash)) return false;
    if (!n.space_before || !n.capital || n.all_caps) return false;
    return !is_in(times, n.hash);
  }

  /// `first` is the first end mark, `next` the word after the run; the sentence began at `begin`.
  bool ends_between(std::size_t begin, std::size_t first, std::size_t next) const {
    const Word& n = words_[next];
    const Mark mark = mark_of(words_[first].span.in(text_));
    if (mark == Mark::wide_end) return true;
    if (!n.space_before) return mark == Mark::dot && n.capital && first > begin && !words_[first].space_before;
    const bool is_closed = next - first > 1 && mark_of(words_[next - 1].span.in(text_)) == Mark::closing;
    if (is_closed && begins_lower(n)) return false;  // (an aside.) goes on
    if (mark == Mark::end) return true;
    const bool is_ellipsis =
        words_[first].span.size() > 1 || (next - first > 1 && text_[words_[first + 1].span.begin] == '.');
    if (is_ellipsis) return !begins_lower(n);
    if (first == begin || words_[first].space_before) return first != begin && !begins_lower(n);
    const Word& last = words_[first - 1];
    const bool is_item_number = first - 1 == begin && (last.kind == WordKind::number || last.span.size() == 1);
    if (is_item_number || is_in(leading, last.hash)) return false;
    const bool is_initial = last.capital && last.span.size() == 1 && text_[last.span.begin] != 'I';
    if (is_initial && n.capital) return false;
    if (is_in(trailing, last.hash)) return ends_after_abbreviation(first - 1, next);
    return true;
  }

  std::string_view text_;
  const Word* words_;
  std::size_t count_;
};

}  // namespace

void split_sentences(std::string_view text, const Word* words, std::size_t count, std::uint32_t base,
                     std::vector<Span>& out) {
  SentenceSplitter(text, words, count).run(base, out);
}

}  // namespace afterword
