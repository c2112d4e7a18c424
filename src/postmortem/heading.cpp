#include "postmortem/heading.h"

#include "text/word_slots.h"

namespace afterword {
namespace {

struct TopicRow {
  std::uint64_t topic;
  std::string_view phrases;
};

constexpr TopicRow topic_rows[] = {
#define AFTERWORD_TOPIC(name, text) {topic::name, text},
#include "postmortem/heading_words.inc"
#undef AFTERWORD_TOPIC
};

constexpr std::size_t longest_phrase = 4;

/// The hash of a phrase that goes on with another word.
constexpr std::uint32_t join_hash(std::uint32_t phrase, std::uint32_t word) {
  return (phrase ^ 0x5BD1E995u) * 16777619u + word;
}

/// Phrase hash to topics, read only after it is built.
class TopicTable {
 public:
  struct Slot {
    std::uint32_t hash = 0;
    bool begins_longer = false;  ///< more words may follow
    std::uint64_t topics = 0;    ///< 0 where it only begins phrases
  };

  TopicTable() {
    std::vector<Slot> phrases;
    for (const TopicRow& row : topic_rows) {
      std::string_view rest = row.phrases;
      while (!rest.empty()) {
        const std::size_t bar = std::min(rest.find('|'), rest.size());
        if (bar > 0) add(rest.substr(0, bar), row.topic, phrases);
        rest.remove_prefix(std::min(bar + 1, rest.size()));
      }
    }
    std::vector<std::uint32_t> hashes;
    for (const Slot& phrase : phrases) hashes.push_back(phrase.hash);
    slots_.resize(std::bit_ceil(2 * phrases.size()));
    turns_ = turns_for(hashes, slots_.size());
    for (const Slot& phrase : phrases) {
      Slot& slot = slots_[slot_of(slots_.size(), turns_, phrase.hash)];
      slot.hash = phrase.hash;
      slot.begins_longer |= phrase.begins_longer;
      slot.topics |= phrase.topics;
    }
  }
  /// Null where no phrase is this or begins so.
  [[nodiscard]] const Slot* find(std::uint32_t hash) const {
    const Slot& slot = slots_[slot_of(slots_.size(), turns_, hash)];
    return slot.hash == hash ? &slot : nullptr;
  }

 private:
  static void add(std::string_view phrase, std::uint64_t topic, std::vector<Slot>& out) {
    std::uint32_t hash = 0;
    for (std::size_t begin = 0; begin < phrase.size();) {
      const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
      const std::uint32_t word = word_hash(phrase.substr(begin, end - begin));
      hash = begin == 0 ? word : join_hash(hash, word);
      out.push_back({hash, end < phrase.size(), end < phrase.size() ? 0 : topic});
      begin = end + 1;
    }
  }
  std::vector<Slot> slots_;
  std::vector<std::uint16_t> turns_;
};

const TopicTable& topic_table() {
  static const TopicTable table;
  return table;
}

/// Japanese has no spaces: its words are looked for as they stand. First match decides what comes first.
struct WideRow {
  std::string_view text;
  std::uint64_t topic;
};
constexpr WideRow wide_rows[] = {
    {"影響範囲", topic::impact},
    {"再発防止", topic::measures},
    {"根本原因", topic::cause},
    {"原因", topic::cause},
    {"概要", topic::summary},
    {"サマリ", topic::summary},
    {"要約", topic::summary},
    {"まとめ", topic::plain},
    {"タイムライン", topic::timeline},
    {"時系列", topic::timeline},
    {"経緯", topic::timeline},
    {"経過", topic::timeline},
    {"影響", topic::impact},
    {"発生期間", topic::duration},
    {"障害時間", topic::duration},
    {"期間", topic::duration},
    {"日時", topic::duration},
    {"復旧", topic::resolution},
    {"解決", topic::resolution},
    {"暫定対応", topic::resolution},
    {"対応", topic::resolution},
    {"対処", topic::resolution},
    {"検知", topic::detection},
    {"検出", topic::detection},
    {"発見", topic::detection},
    {"エスカレ", topic::escalation},
    {"改善", topic::improvements},
    {"アクション", topic::tasks},
    {"タスク", topic::tasks},
    {"アイテム", topic::filler},
    {"今後の対策", topic::measures},
    {"恒久対策", topic::measures},
    {"対策", topic::measures},
    {"予防", topic::measures},
    {"教訓", topic::lessons},
    {"学び", topic::lessons},
    {"学んだ", topic::lessons},
    {"振り返り", topic::review},
    {"良かった", topic::review},
    {"うまくいった", topic::review},
    {"うまくいかな", topic::review},
    {"悪かった", topic::review},
    {"幸運", topic::review},
    {"背景", topic::background},
    {"はじめに", topic::background},
    {"参考", topic::links},
    {"関連", topic::links},
    {"要因", topic::factor},
    {"トリガー", topic::trigger},
    {"引き金", topic::trigger},
    {"障害", topic::incident},
    {"インシデント", topic::incident},
    {"ポストモーテム", topic::report},
    {"報告", topic::report},
    {"事後検証", topic::report},
    {"重大度", topic::severity},
};

/// One code point; advances. Invalid bytes come out as themselves.
char32_t next_code_point(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char c = byte(i);
  std::size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
  char32_t out = more == 3 ? c & 0x07 : more == 2 ? c & 0x0f : more == 1 ? c & 0x1f : c;
  ++i;
  for (; more > 0 && i < text.size(); --more, ++i) out = out << 6 | (byte(i) & 0x3f);
  return out;
}

/// The letter without its accent, for U+00C0–U+017F; 0 where there is none.
char without_accent(char32_t c) {
  // An array: a string_view would end at the first NUL, which stands for "none" here.
  static constexpr char latin1[] =
      "aaaaaaaceeeeiiii"
      "dnooooo"
      "\0"
      "ouuuuyts"
      "aaaaaaaceeeeiiii"
      "dnooooo"
      "\0"
      "ouuuuyty";
  if (c >= 0xc0 && c <= 0xff) return latin1[c - 0xc0];
  if (c >= 0x100 && c <= 0x105) return 'a';
  if (c >= 0x106 && c <= 0x10d) return 'c';
  if (c >= 0x112 && c <= 0x11b) return 'e';
  if (c >= 0x139 && c <= 0x142) return 'l';
  if (c >= 0x143 && c <= 0x148) return 'n';
  if (c >= 0x14c && c <= 0x151) return 'o';
  if (c >= 0x15a && c <= 0x161) return 's';
  if (c >= 0x168 && c <= 0x173) return 'u';
  if (c >= 0x179 && c <= 0x17e) return 'z';
  return 0;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_wide_letter(char32_t c) {
  return (c >= 0x370 && c < 0x2000) || (c >= 0x3040 && c < 0xa000) || (c >= 0xac00 && c < 0xd7b0);
}

/// Skips "1.", "IV)", "#3 -", "Task 2:" is kept. Returns where the words begin.
std::size_t skip_numbering(std::string_view folded) {
  std::size_t i = 0;
  while (i < folded.size() && folded[i] >= '0' && folded[i] <= '9') ++i;
  if (i > 0 && i <= 3 && i < folded.size() && folded[i] == ' ' && !folded.substr(i).starts_with(" why")) return i + 1;
  if (folded.empty() || (folded[0] != 'i' && folded[0] != 'v' && folded[0] != 'x')) return 0;
  const std::size_t space = folded.find(' ');
  constexpr std::string_view roman[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
  if (space != std::string_view::npos && space <= 4)
    for (const std::string_view numeral : roman)
      if (folded.substr(0, space) == numeral && folded.substr(0, 2) != "i ") return space + 1;
  return 0;
}

constexpr std::size_t words_max = 32;

/// The topics of a heading's phrases, in order. Without an allocation: headings and labels are read many times over.
class FoundTopics {
 public:
  void add(std::uint64_t topics) {
    if (count_ < topics_.size()) topics_[count_++] = topics;
  }
  void clear() { count_ = 0; }
  [[nodiscard]] const std::uint64_t* begin() const { return topics_.data(); }
  [[nodiscard]] const std::uint64_t* end() const { return topics_.data() + count_; }

 private:
  std::array<std::uint64_t, words_max> topics_;
  std::size_t count_ = 0;
};

/// The topic that stands first decides, but for the pairs that mean something of their own.
Role choose_role(std::uint64_t topics, const FoundTopics& found, bool covered) {
  using namespace topic;
  const auto has = [&](std::uint64_t bits) { return (topics & bits) != 0; };
  if (has(review)) return Role::review;
  if (has(measures) && has(actions) && !has(tasks)) return Role::measures;
  if (has(cause) && has(resolution)) return Role::cause_and_resolution;
  if (has(lessons) && has(measures)) return Role::measures;
  if (has(lessons)) return Role::lessons;
  if (has(timeline)) return Role::timeline;
  if (has(improvements) && has(tasks)) return Role::measures;
  for (const std::uint64_t t : found) {
    if (t & summary) return Role::summary;
    if (t & impact) return Role::impact;
    if (t & (cause | factor | trigger)) return Role::root_cause;
    if (t & tasks) return Role::tasks;
    if (t & measures) return has(tasks) ? Role::tasks : Role::measures;
    if ((t & resolution) && has(measures)) return Role::measures;
    if (t & improvements) return Role::improvements;
    if (t & escalation) return Role::escalation;
    if (t & detection) return Role::detection;
    if (t & resolution) return Role::resolution;
    // These words are too common to make a heading a section by themselves.
    if ((t & (duration | start | end)) && covered)
      return has(detection) ? Role::detection : has(resolution) ? Role::resolution : Role::duration;
    if ((t & actions) && covered) return Role::tasks;
    if (t & background) return Role::background;
    if (t & links) return Role::links;
    if (t & plain) return Role::other;
  }
  return Role::other;
}

HeadingReading read_wide_heading(std::string_view folded) {
  HeadingReading out;
  FoundTopics found;
  std::size_t covered = 0;
  for (std::size_t i = 0; i < folded.size();) {
    std::size_t step = 1;
    for (const WideRow& row : wide_rows)
      if (folded.substr(i).starts_with(row.text)) {
        found.add(row.topic);
        out.topics |= row.topic;
        covered += step = row.text.size();
        break;
      }
    i += step;
  }
  out.words = static_cast<std::uint8_t>(std::min<std::size_t>(folded.size() / 6 + 1, 200));
  out.role = choose_role(out.topics, found, true);
  out.covered = covered * 3 >= folded.size() * 2 && out.role != Role::other;
  return out;
}

/// What an ASCII byte of a heading becomes: itself in lower case, or a space where it is a sign.
constexpr std::array<char, 128> folded_bytes = [] {
  std::array<char, 128> out{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_kept = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '%';
    out[c] = static_cast<char>(is_capital ? c + 32 : is_kept ? c : ' ');
  }
  return out;
}();

/// A word of a folded heading.
struct FoldedWord {
  std::uint32_t hash;
  std::uint16_t begin, end;
};

/// A heading in the form that topics are looked up by, with its words. On the stack: headings and labels are read many
/// times over.
class FoldedHeading {
 public:
  void fold(std::string_view text) {
    for (std::size_t i = 0; i < text.size() && size_ < enough;) {
      i = fold_ascii(text, i);
      if (i >= text.size() || size_ >= enough) break;
      if (text[i] == ':') {
        if (skip_picture(text, i)) continue;
        space_ = true;
        ++i;
      } else {
        put_wide(text, i);
      }
    }
    end_word();
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
  /// Whether it holds letters of a script that has no spaces.
  [[nodiscard]] bool is_wide() const { return wide_; }
  /// One more than are looked at, because the first may be a number.
  [[nodiscard]] std::span<const FoldedWord> words() const { return std::span(words_).first(count_); }

 private:
  static constexpr std::size_t enough = 160;
  static constexpr std::uint32_t no_letters = word_hash({});

  void put(std::string_view bytes) {
    if (space_ && size_ != 0) end_word(), bytes_[size_++] = ' ', begin_ = size_;
    space_ = false;
    for (const char c : bytes) {
      bytes_[size_++] = c;
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 16777619u;
    }
  }

  void end_word() {
    if (begin_ < size_ && count_ < words_.size())
      words_[count_++] = {hash_, static_cast<std::uint16_t>(begin_), static_cast<std::uint16_t>(size_)};
    hash_ = no_letters;
  }

  /// Up to the next byte that is not ASCII, or a colon. In registers: a store of a char may change any member.
  std::size_t fold_ascii(std::string_view text, std::size_t i) {
    std::size_t size = size_;
    bool space = space_;
    std::uint32_t hash = hash_;
    for (; i < text.size() && size < enough; ++i) {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (c >= 0x80 || c == ':') break;
      const char folded = folded_bytes[c];
      if (folded == ' ') {
        space = true;
        continue;
      }
      if (space && size != 0) {
        size_ = size, hash_ = hash;
        end_word();
        bytes_[size++] = ' ';
        begin_ = size, hash = no_letters;
      }
      space = false;
      bytes_[size++] = folded;
      hash = (hash ^ static_cast<unsigned char>(folded)) * 16777619u;
    }
    size_ = size;
    space_ = space;
    hash_ = hash;
    return i;
  }

  /// A picture written as :seedling: is no word.
  bool skip_picture(std::string_view text, std::size_t& i) {
    if (i + 2 >= text.size()) return false;
    std::size_t k = i + 1;
    bool has_underscore = false;
    for (; k < text.size(); ++k) {
      const unsigned char c = static_cast<unsigned char>(text[k]);
      if (c == '_')
        has_underscore = true;
      else if (c >= 0x80 || c == '%' || folded_bytes[c] == ' ')
        break;
    }
    if (k <= i + 2 || k >= text.size() || text[k] != ':' || (!has_underscore && i != 0)) return false;
    i = k + 1;
    space_ = true;
    return true;
  }

  void put_wide(std::string_view text, std::size_t& i) {
    const std::size_t begin = i;
    const char32_t point = next_code_point(text, i);
    if (point == 0xdf) {
      put("ß");
    } else if (const char plain_letter = without_accent(point)) {
      put({&plain_letter, 1});
    } else if (is_wide_letter(point)) {
      put(text.substr(begin, i - begin));
      wide_ |= static_cast<unsigned char>(text[begin]) >= 0xe3;
    } else {
      space_ = true;
    }
  }

  std::array<char, enough + 8> bytes_;
  std::array<FoldedWord, words_max + 1> words_;
  std::size_t size_ = 0, count_ = 0;
  std::size_t begin_ = 0;            ///< of the last word
  std::uint32_t hash_ = no_letters;  ///< of what it has so far
  bool space_ = false, wide_ = false;
};

}  // namespace

std::string fold_heading(std::string_view text) {
  FoldedHeading folded;
  folded.fold(text);
  return std::string(folded.view());
}

namespace {

HeadingReading read_anew(std::string_view text) {
  FoldedHeading folded_text;
  folded_text.fold(text);
  std::string_view folded = folded_text.view();
  std::span<const FoldedWord> words = folded_text.words();
  const auto text_of = [all = folded](const FoldedWord& word) {
    return all.substr(word.begin, word.end - std::size_t{word.begin});
  };
  if (const std::size_t numbering = skip_numbering(folded); numbering != 0) {
    folded.remove_prefix(numbering);
    words = words.subspan(1);
  }
  if (folded_text.is_wide()) return read_wide_heading(folded);
  words = words.first(std::min(words.size(), words_max));
  const std::size_t count = words.size();
  HeadingReading out;
  out.words = static_cast<std::uint8_t>(count);
  FoundTopics found;
  bool covered = count > 0;
  const TopicTable& table = topic_table();
  for (std::size_t i = 0; i < count;) {
    std::uint64_t best = 0;
    std::size_t length = 0;
    std::uint32_t hash = words[i].hash;
    for (std::size_t n = 1; n <= std::min(longest_phrase, count - i); ++n) {  // the longest phrase counts
      if (n > 1) hash = join_hash(hash, words[i + n - 1].hash);
      const TopicTable::Slot* known = table.find(hash);
      if (known == nullptr) break;
      if (known->topics != 0) best = known->topics, length = n;
      if (!known->begins_longer) break;
    }
    if (length == 0) {
      covered = covered && std::ranges::all_of(text_of(words[i]), [](char c) { return is_digit(c) || c == 'x'; });
      length = 1;
    } else {
      out.topics |= best;
      found.add(best);
    }
    i += length;
  }
  // "Task 0", "Task 1:" numbers an exercise, it doesn't head a to-do list.
  if (count >= 2 && text_of(words[0]) == "task" && std::ranges::all_of(text_of(words[1]), is_digit)) {
    out.topics = topic::exercise;
    return out;
  }
  out.covered = covered;
  if (folded == "time" || folded == "times" || folded == "when")
    out.topics |= topic::duration, found.clear(), found.add(topic::duration);
  out.role = choose_role(out.topics, found, covered);
  return out;
}

/// What some of the headings say that a thread read lately. Reports of one house share their headings, and a heading
/// that is known costs a tenth of one that is read.
class RecentHeadings {
 public:
  HeadingReading read(std::string_view text) {
    if (text.empty() || text.size() > longest) return read_anew(text);
    Heading& known = headings_[std::hash<std::string_view>()(text) % headings_.size()];
    if (text != std::string_view(known.text.data(), known.size)) {
      known.reading = read_anew(text);
      known.size = static_cast<std::uint8_t>(text.size());
      std::ranges::copy(text, known.text.begin());
    }
    return known.reading;
  }

 private:
  static constexpr std::size_t longest = 39;  // an entry is one cache line
  struct alignas(64) Heading {
    HeadingReading reading;
    std::uint8_t size = 0;
    std::array<char, longest> text;
  };
  static_assert(sizeof(Heading) == 64);
  std::array<Heading, 128> headings_{};
};

}  // namespace

HeadingReading read_heading(std::string_view text) {
  thread_local RecentHeadings recent;
  return recent.read(text);
}

}  // namespace afterword
