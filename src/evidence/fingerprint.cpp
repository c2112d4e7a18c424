#include "evidence/fingerprint.h"

#include <array>
#include <cstring>

namespace afterword {

namespace {

enum : std::uint8_t {
  word_bit = 1,  // may stand in a word
  digit_bit = 2,
  slash_bit = 4,  // / or backslash
  at_bit = 8,
  hex_bit = 16,    // 0-9 a-f A-F
  space_bit = 32,  // white space and control characters
  dot_bit = 64,
  letter_bit = 128,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c <= ' '; ++c) table[static_cast<std::size_t>(c)] = space_bit;
  table[127] = space_bit;
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = word_bit | letter_bit;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = word_bit | letter_bit;
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = word_bit | digit_bit | hex_bit;
  for (char c = 'a'; c <= 'f'; ++c) table[static_cast<unsigned char>(c)] |= hex_bit;
  for (char c = 'A'; c <= 'F'; ++c) table[static_cast<unsigned char>(c)] |= hex_bit;
  for (char c : {'_', '$', '%', '+', '~', '#', '*', '-'}) table[static_cast<unsigned char>(c)] |= word_bit;
  table['.'] |= word_bit | dot_bit;
  table['@'] |= word_bit | at_bit;
  table['/'] |= word_bit | slash_bit;
  table['\\'] |= word_bit | slash_bit;
  for (int c = 128; c < 256; ++c) table[static_cast<std::size_t>(c)] = word_bit | letter_bit;  // UTF-8 beyond ASCII
  return table;
}
constexpr auto classes = make_classes();

std::uint8_t class_of(char c) {
  return classes[static_cast<unsigned char>(c)];
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  for (std::string_view item : list)
    if (word == item) return true;
  return false;
}

bool is_unit(std::string_view w) {
  if (w.size() > 3) return false;
  return is_one_of(w, {"B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "ms", "us", "ns", "s"});
}

bool is_truth(std::string_view w) {
  if (w.size() > 5) return false;
  return is_one_of(w, {"true", "false", "null", "none", "yes", "no", "on", "off", "nil", "TRUE", "FALSE", "True",
                       "False", "None", "NULL"});
}

/// `word` holds a slash: is it a path, and not "and/or", "I/O", "TCP/IP"?
bool is_path(std::string_view word) {
  std::size_t groups = 0;  // runs of slashes
  for (std::size_t i = 0; i < word.size(); ++i)
    if ((class_of(word[i]) & slash_bit) && (i == 0 || !(class_of(word[i - 1]) & slash_bit))) ++groups;
  if (groups >= 2) return true;
  const bool leading = class_of(word[0]) & slash_bit;
  if (leading) return word[0] == '/' && word.size() > 1;
  const std::size_t slash = word.find('/');
  return word[0] >= 'a' && word[0] <= 'z' && slash != std::string_view::npos && slash + 1 < word.size() &&
         word.substr(0, slash).find('.') != std::string_view::npos;
}

/// A place in a fingerprint, and what stands before it.
struct Mark {
  char* end;
  char last, before_last;
  /// Whether a word can be a value, or a value's unit, by what stands before it alone.
  [[nodiscard]] bool may_make_values() const {
    return last == ':' || last == '=' || (last == ' ' && before_last == value_byte);
  }
};

/// Writes a fingerprint; joins values that only separators of compound values (10.0.0.1:80, 3-4, "1, 2") keep apart.
class Writer {
 public:
  explicit Writer(char* out) : begin_(out), end_(out) {}

  void put(char c) { *end_++ = c; }
  void put(std::string_view s) {
    std::memcpy(end_, s.data(), s.size());
    end_ += s.size();
  }
  void put_space() {
    if (end_ != begin_ && end_[-1] != ' ') *end_++ = ' ';
  }
  void put_value() {
    if (const char* before = joined()) {
      end_ = const_cast<char*>(before);
      return;
    }
    *end_++ = value_byte;
  }
  [[nodiscard]] char last() const { return end_ == begin_ ? '\0' : end_[-1]; }
  [[nodiscard]] char before_last() const { return end_ - begin_ < 2 ? '\0' : end_[-2]; }
  void drop_last() { --end_; }
  [[nodiscard]] Mark mark() const { return {end_, last(), before_last()}; }
  void go_back(const Mark& mark) { end_ = mark.end; }
  [[nodiscard]] std::size_t finish() {
    while (end_ != begin_ && end_[-1] == ' ') --end_;
    return static_cast<std::size_t>(end_ - begin_);
  }

 private:
  /// Where to go on writing if the value about to be put belongs to the one before: just after that one. Null if not.
  [[nodiscard]] const char* joined() const {
    const std::ptrdiff_t n = end_ - begin_;
    if (n >= 2 && end_[-2] == value_byte) {
      switch (end_[-1]) {
        case ':':
        case '.':
        case ',':
        case '-':
        case '/':
        case '_':
        case '@':
        case ' ':
          return end_ - 1;
        default:
          break;
      }
    }
    if (n >= 3 && end_[-3] == value_byte &&
        ((end_[-1] == ':' && end_[-2] == ':') || (end_[-1] == ' ' && end_[-2] == ',')))
      return end_ - 2;
    return n >= 1 && end_[-1] == value_byte ? end_ : nullptr;
  }
  char* begin_;
  char* end_;
};

/// A word of letters and such: nothing in it makes a value of it.
bool is_plain(std::uint8_t any, std::uint8_t all) {
  return (any & (digit_bit | slash_bit | at_bit | dot_bit)) == 0 && (all & hex_bit) == 0;
}

/// End of a run of at least four groups of up to four hexadecimal digits joined by colons (a MAC or IPv6 address) that
/// begins at `at` with a group ending at `end`; `at` if there is none.
const char* skip_hex_groups(const char* at, const char* end, const char* stop) {
  int groups = 1;
  while (end < stop && *end == ':') {
    const char* next = end + 1;
    const char* p = next;
    while (p < stop && (class_of(*p) & hex_bit)) ++p;
    if (p == next || p - next > 4 || (p < stop && (class_of(*p) & word_bit))) break;
    end = p;
    ++groups;
  }
  return groups >= 4 ? end : at;
}

/// Where the value begins in a word with digits: behind a name that leaders connect to it ("depth.......3").
std::size_t begin_of_value(std::string_view core, std::uint8_t any) {
  if (!(any & dot_bit) || (class_of(core[0]) & digit_bit)) return 0;
  const std::size_t dots = core.find("...");
  if (dots == std::string_view::npos || dots == 0 || core.find_first_of("0123456789") < dots) return 0;
  return core.find_first_not_of('.', dots);
}

std::size_t without_dots_behind(std::string_view word) {
  std::size_t size = word.size();
  while (size > 0 && word[size - 1] == '.') --size;
  return size;
}

/// What becomes of a word without digits, whose bytes have the classes `any` and `all`.
WordRun::Fate fate_of_word(std::string_view core, std::uint8_t any, std::uint8_t all, char before, char before_last) {
  bool value = false;
  if (before == '=')
    value = (class_of(before_last) & (letter_bit | digit_bit)) || before_last == '_' || before_last == '.' ||
            before_last == ']' || before_last == '-';
  if (!value && (any & slash_bit)) value = is_path(core);
  if (!value && (any & at_bit)) value = core.size() > 2 && core.substr(1, core.size() - 2).find('@') != core.npos;
  if (!value && (all & hex_bit)) value = core.size() >= 8;
  if (!value && (before == ':' || before == '=')) value = is_truth(core);
  if (value) return WordRun::Fate::value;
  return before == ' ' && before_last == value_byte && is_unit(core) ? WordRun::Fate::unit : WordRun::Fate::word;
}

/// One word [begin, end) of the message, whose bytes have the classes `any` and `all`. Returns what became of it.
WordRun::Fate put_word(const char* begin, const char* end, std::uint8_t any, std::uint8_t all, Writer& out) {
  const std::string_view word(begin, static_cast<std::size_t>(end - begin));
  const std::string_view core = word.substr(0, without_dots_behind(word)), tail = word.substr(core.size());
  WordRun::Fate fate = WordRun::Fate::word;
  if (core.empty()) {
    out.put(tail);
    return fate;
  }
  if (any & digit_bit) {
    const std::size_t from = begin_of_value(core, any);
    out.put(core.substr(0, from));
    out.put_value();
    fate = from == 0 ? WordRun::Fate::value : WordRun::Fate::other;
  } else {
    fate = fate_of_word(core, any, all, out.last(), out.before_last());
    if (fate == WordRun::Fate::unit)
      out.drop_last();
    else if (fate == WordRun::Fate::value)
      out.put_value();
    else
      out.put(core);
  }
  out.put(tail);
  return fate == WordRun::Fate::value && !tail.empty() ? WordRun::Fate::other : fate;
}

/// Whether the query of a URL, which is part of it, begins at `at`.
bool begins_query(const char* at, const char* stop, std::uint8_t any) {
  return at < stop && *at == '?' && (any & slash_bit);
}

/// Writes the fingerprint and calls `each(begin, end, mark before it, its fate)` for the runs of word bytes.
template <class Each>
std::size_t write_runs(std::string_view message, char* buffer, Each each) {
  Writer out(buffer);
  const char* p = message.data();
  const char* const stop = p + message.size();
  while (p < stop) {
    const std::uint8_t c = class_of(*p);
    if (c & space_bit) {
      out.put_space();
      ++p;
    } else if (c & word_bit) {
      const char* begin = p;
      std::uint8_t any = 0, all = 0xff;
      const Mark before = out.mark();
      do {  // copied as it is read, because most words stay
        const std::uint8_t k = class_of(*p);
        if (!(k & word_bit)) break;
        any |= k;
        all &= k;
        out.put(*p);
      } while (++p < stop);
      if (is_plain(any, all) && !before.may_make_values()) {
        each(begin, p, before, WordRun::Fate::word);
        continue;
      }
      out.go_back(before);
      if ((all & hex_bit) && p - begin <= 4 && p < stop && *p == ':') {
        const char* end = skip_hex_groups(begin, p, stop);
        if (end != begin) {
          out.put_value();
          p = end;
          each(begin, p, before, WordRun::Fate::other);
          continue;
        }
      }
      WordRun::Fate fate = put_word(begin, p, any, all, out);
      const char* const end = p;
      if (begins_query(p, stop, any) && out.last() == value_byte) {
        fate = WordRun::Fate::other;
        while (p < stop && !(class_of(*p) & space_bit) && std::strchr("\"'<>)]},", *p) == nullptr) ++p;
      }
      each(begin, end, before, fate);
    } else {
      out.put(*p++);
    }
  }
  return out.finish();
}

}  // namespace

constexpr std::array<bool, 256> make_word_bytes() {
  std::array<bool, 256> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = (classes[i] & word_bit) != 0;
  return out;
}
constinit const std::array<bool, 256> message_word_bytes = make_word_bytes();

std::size_t write_fingerprint(std::string_view message, char* out) {
  return write_runs(message, out, [](const char*, const char*, const Mark&, WordRun::Fate) {});
}

std::size_t write_fingerprint(std::string_view message, char* out, std::vector<WordRun>& runs) {
  runs.clear();
  return write_runs(message, out, [&](const char* begin, const char* end, const Mark& mark, WordRun::Fate fate) {
    runs.push_back({static_cast<std::uint32_t>(begin - message.data()), static_cast<std::uint32_t>(end - begin),
                    static_cast<std::uint32_t>(mark.end - out), mark.last, mark.before_last, fate});
  });
}

WordRun::Fate fate_of_run(std::size_t size, std::string_view rest, char before, char before_last) {
  const std::string_view word = rest.substr(0, size);
  std::uint8_t any = 0, all = 0xff;
  for (const char c : word) {
    any |= class_of(c);
    all &= class_of(c);
  }
  const char* const begin = rest.data();
  const char* const end = begin + size;
  const char* const stop = begin + rest.size();
  if ((all & hex_bit) && size <= 4 && end < stop && *end == ':' && skip_hex_groups(begin, end, stop) != begin)
    return WordRun::Fate::other;
  const std::string_view core = word.substr(0, without_dots_behind(word));
  WordRun::Fate fate = WordRun::Fate::word;
  if (core.empty()) return fate;
  if (any & digit_bit)
    fate = begin_of_value(core, any) == 0 ? WordRun::Fate::value : WordRun::Fate::other;
  else
    fate = fate_of_word(core, any, all, before, before_last);
  if (fate != WordRun::Fate::value) return fate;
  return core.size() != size || begins_query(end, stop, any) ? WordRun::Fate::other : fate;
}

std::size_t join_values(std::string_view fingerprint, char* buffer) {
  Writer out(buffer);
  for (char c : fingerprint) {
    if (c == value_byte)
      out.put_value();
    else
      out.put(c);
  }
  return out.finish();
}

}  // namespace afterword
