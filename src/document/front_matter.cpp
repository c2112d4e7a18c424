#include "document/front_matter.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <optional>
#include <set>
#include <spanstream>

#include "document/plain_front_matter.h"

namespace afterword {
namespace {

// Far more than anybody writes; the YAML library is too slow to be given a megabyte unasked.
constexpr std::size_t size_max = 64 * 1024;
constexpr std::size_t depth_max = 32;
constexpr std::size_t key_size_max = 512;

struct Stop {};  ///< thrown by the listener below to leave the YAML library, and caught in this file

/// Listens to the YAML library: keys are joined by dots, elements of a list share their key. Aliases are not followed,
/// so a text can't grow by them.
class FlattenedReader : public YAML::EventHandler {
 public:
  FlattenedReader(std::string_view yaml, std::uint32_t base, FrontMatter& out) : yaml_(yaml), base_(base), out_(out) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(mark, {}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { add(mark, {}); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) override {
    add(mark, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Level{false, false, key_here(), {}});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, Level{true, true, key_here(), {}});
  }
  void OnMapEnd() override { close(); }

  void fail(std::uint32_t at, std::string why) {
    if (!out_.fault.empty()) return;
    out_.fault = std::move(why);
    at = std::min(at, static_cast<std::uint32_t>(yaml_.size()));
    const auto end = std::min(yaml_.find('\n', at), yaml_.size());
    out_.fault_at = {base_ + at, base_ + static_cast<std::uint32_t>(end)};
  }

 private:
  struct Level {
    bool map = false;
    bool wants_key = false;
    std::string prefix;  ///< the key of all that is inside
    std::set<std::string> keys;
    std::string key{};  ///< the one whose value comes next
  };

  std::string key_here() const {
    if (levels_.empty()) return {};
    const Level& level = levels_.back();
    if (!level.map) return level.prefix;
    return level.prefix.empty() ? level.key : level.prefix + "." + level.key;
  }

  void open(const YAML::Mark& mark, Level level) {
    if (levels_.size() >= depth_max) {
      fail(offset_of(mark), "it is nested too deeply");
      throw Stop{};
    }
    levels_.push_back(std::move(level));
  }

  void close() {
    levels_.pop_back();
    if (!levels_.empty() && levels_.back().map) levels_.back().wants_key = !levels_.back().wants_key;
  }

  void add(const YAML::Mark& mark, const std::string& value) {
    if (!levels_.empty() && levels_.back().map) {
      Level& level = levels_.back();
      level.wants_key = !level.wants_key;
      if (!level.wants_key) {
        level.key = value.substr(0, key_size_max);
        if (!level.keys.insert(level.key).second)
          fail(offset_of(mark), "the key ‘" + level.key + "’ stands there twice");
        return;
      }
    }
    const Span span = span_of(offset_of(mark), value);
    out_.entries.push_back({key_here(), value, {base_ + span.begin, base_ + span.end}});
  }

  std::uint32_t offset_of(const YAML::Mark& mark) const {
    return mark.pos < 0 ? 0 : std::min(static_cast<std::uint32_t>(mark.pos), static_cast<std::uint32_t>(yaml_.size()));
  }

  /// The library says where a value begins; where it ends is read from the text.
  Span span_of(std::uint32_t begin, std::string_view value) const {
    if (value.empty() || yaml_.substr(begin, value.size()) == value)
      return {begin, begin + static_cast<std::uint32_t>(std::min(value.size(), yaml_.size() - begin))};
    const char quote = begin < yaml_.size() ? yaml_[begin] : '\0';
    for (std::size_t i = begin + 1; (quote == '"' || quote == '\'') && i < yaml_.size(); ++i) {
      if (yaml_[i] == '\\' && quote == '"') {
        ++i;
      } else if (yaml_[i] == quote) {
        return {begin + 1, static_cast<std::uint32_t>(i)};
      }
    }
    return {begin, static_cast<std::uint32_t>(std::min(yaml_.find('\n', begin), yaml_.size()))};
  }

  std::string_view yaml_;
  std::uint32_t base_;
  FrontMatter& out_;
  std::vector<Level> levels_;
};

struct Reading {
  FrontMatter matter;
  std::optional<std::size_t> stopped_at;  ///< where the YAML library gave up
};

Reading read_once(std::string_view yaml, std::uint32_t base) {
  Reading out;
  FlattenedReader reader(yaml, base, out.matter);
  std::string copy(yaml);  // the stream wants bytes that may be written
  try {
    std::ispanstream stream(std::span<char>(copy.data(), copy.size()));
    YAML::Parser parser(stream);
    parser.HandleNextDocument(reader);
  } catch (const Stop&) {
    out.matter.entries.clear();
  } catch (const YAML::Exception& e) {
    out.stopped_at = e.mark.pos < 0 ? 0 : static_cast<std::size_t>(e.mark.pos);
    reader.fail(static_cast<std::uint32_t>(*out.stopped_at), e.msg);
  } catch (const std::exception& e) {
    reader.fail(0, e.what());
  }
  return out;
}

/// In a line `key: value`, marks of YAML in the value become letters, byte by byte, so that every place stays.
/// False where the line is none, or has no such mark (any more).
bool take_as_words(std::string& yaml, std::size_t at) {
  if (yaml.empty()) return false;
  at = std::min(at, yaml.size() - 1);
  if (yaml[at] == '\n' && at > 0) --at;
  const std::size_t before = yaml.rfind('\n', at);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
  const std::size_t colon = yaml.find(": ", begin);
  if (colon == std::string::npos || colon >= end) return false;
  bool changed = false;
  for (std::size_t i = colon + 2; i < end; ++i) {
    if (std::string_view("\"'[]{}#&*!|>@%`:,?\\").find(yaml[i]) == std::string_view::npos) continue;
    yaml[i] = 'x';
    changed = true;
  }
  return changed;
}

/// What people write without the quotes that YAML asks for (`title: Mail: the queue stood still`, `owner: @ana`) is
/// read as it was meant. The fault stays told.
void read_as_meant(std::string_view yaml, std::uint32_t base, Reading& first) {
  constexpr int repairs_max = 16;
  std::string words(yaml);
  Reading again = first;
  for (int repair = 0; again.stopped_at; ++repair) {
    if (repair == repairs_max || !take_as_words(words, *again.stopped_at)) return;
    again = read_once(words, base);
  }
  if (again.matter.entries.empty()) return;
  for (FrontMatterEntry& entry : again.matter.entries) {
    const std::size_t begin = entry.span.begin - base;
    const bool plain = words.compare(begin, entry.value.size(), entry.value) == 0;
    if (plain) entry.value = yaml.substr(begin, entry.value.size());
    const std::string_view value = entry.value;
    const bool quoted =
        plain && value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (quoted) entry.value = std::string(value.substr(1, value.size() - 2));
  }
  first.matter.entries = std::move(again.matter.entries);
}

}  // namespace

FrontMatter read_front_matter(std::string_view yaml, std::uint32_t base) {
  FrontMatter out;
  if (yaml.find_first_not_of(" \t\r\n") == std::string_view::npos) return out;
  if (yaml.size() > size_max) {
    FlattenedReader(yaml, base, out).fail(0, "it is longer than 64 KB");
    return out;
  }
  if (auto plain = read_plain_front_matter(yaml, base)) return std::move(*plain);
  Reading reading = read_once(yaml, base);
  if (reading.stopped_at) read_as_meant(yaml, base, reading);
  return std::move(reading.matter);
}

}  // namespace afterword
