#pragma once
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "workspace/disk.h"

namespace afterword::bench {

/// SplitMix64: the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 0x632BE59BD9B4E019U) {}
  std::uint64_t roll() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
    return z ^ z >> 31U;
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(roll() % limit); }
  double share() { return static_cast<double>(roll() >> 11U) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

/// An invented report, by its parts.
struct GeneratedReport {
  std::string title, impact, cause, body, service, text;
  int year = 0, month = 0, day = 0;
};

/// Invented reports of about 3 KB. Words follow Zipf's law, as those of real texts do: the 100 most frequent are those
/// of English, 60,000 more are made of syllables.
class ReportMaker {
 public:
  static constexpr std::size_t vocabulary = 60'000;

  ReportMaker() {
    constexpr std::string_view common =
        "the of and to in a is that for it was on are as with they be at this have from or had by but what some we can "
        "out "
        "other were all there when up use your how said an each she which do their time if will way about many then "
        "them "
        "would write like so these her long make thing see him two has look more day could go come did my sound no "
        "most "
        "number who over know water than call first people may down side been now find any new work part take get "
        "place "
        "made live where after back little only round man year came show every good me give our under";
    for (std::size_t at = 0; at < common.size();) {
      const std::size_t end = std::min(common.find(' ', at), common.size());
      words_.emplace_back(common.substr(at, end - at));
      at = end + 1;
    }
    common_ = words_.size();
    constexpr std::array<std::string_view, 40> begins = {"b",   "br", "c",  "cl", "cr", "d",  "dr", "f",  "fl", "fr",
                                                         "g",   "gl", "gr", "h",  "j",  "k",  "l",  "m",  "n",  "p",
                                                         "pl",  "pr", "qu", "r",  "s",  "sc", "sh", "sl", "sp", "st",
                                                         "str", "t",  "th", "tr", "v",  "w",  "wh", "x",  "y",  "z"};
    constexpr std::array<std::string_view, 12> middles = {"a",  "e",  "i",  "o",  "u",  "ai",
                                                          "ea", "ee", "oa", "ou", "io", "ie"};
    constexpr std::array<std::string_view, 20> ends = {"",   "",  "n",  "r",  "s",  "t", "l",  "m", "ck", "nd",
                                                       "st", "p", "sh", "rt", "ng", "x", "ll", "d", "b",  "g"};
    Dice dice(1);
    while (words_.size() < vocabulary) {
      std::string word;
      for (std::size_t k = 2 + dice.below(2); k > 0; --k) {
        word += begins[dice.below(begins.size())];
        word += middles[dice.below(middles.size())];
        word += ends[dice.below(ends.size())];
      }
      words_.push_back(std::move(word));
    }
    double sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i)
      sums_.push_back(sum += 1 / std::pow(static_cast<double>(i) + 2.7, 1.05));
    for (double& one : sums_) one /= sum;
    for (int i = 0; i < 64; ++i) services_.push_back("svc" + words_[common_ + 300 + static_cast<std::size_t>(i) * 7]);
  }

  [[nodiscard]] const std::string& word(Dice& dice) const {
    const auto at = std::lower_bound(sums_.begin(), sums_.end(), dice.share());
    return words_[std::min<std::size_t>(static_cast<std::size_t>(at - sums_.begin()), words_.size() - 1)];
  }
  /// Not one of the 100 that nobody searches for.
  [[nodiscard]] const std::string& telling_word(Dice& dice) const {
    while (true)
      if (const std::string& one = word(dice); &one - words_.data() >= static_cast<std::ptrdiff_t>(common_)) return one;
  }

  [[nodiscard]] GeneratedReport make(std::uint64_t number) const {
    Dice dice(number + 17);
    GeneratedReport out;
    out.year = 2018 + static_cast<int>(dice.below(8));
    out.month = 1 + static_cast<int>(dice.below(12));
    out.day = 1 + static_cast<int>(dice.below(28));
    // Few services have many outages.
    out.service = services_[std::min(dice.below(64), dice.below(64))];
    out.title = telling_word(dice) + " " + telling_word(dice) + " " + telling_word(dice) + " of " + out.service;
    out.title[0] = static_cast<char>(out.title[0] - 32);
    out.impact = sentences(dice, 2);
    out.cause = sentences(dice, 1);
    std::string day = std::to_string(out.year) + (out.month < 10 ? "-0" : "-") + std::to_string(out.month) +
                      (out.day < 10 ? "-0" : "-") + std::to_string(out.day);
    std::string timeline;
    const std::size_t begin = 60 + dice.below(900), length = 20 + dice.below(300);
    for (std::size_t i = 0; i < 7; ++i)
      timeline += "- " + clock(begin + length * i / 6) + " UTC: " + sentences(dice, 1) + "\n";
    const std::string story = sentences(dice, 14);
    std::string tasks;
    for (int i = 0; i < 4; ++i)
      tasks += std::string(dice.below(2) == 0 ? "- [ ] " : "- [x] ") + "Add " + sentences(dice, 1) +
               " (owner: " + services_[dice.below(64)] + ", due " + day + ")\n";
    out.body = timeline + story + tasks;
    out.text = "# " + out.title + "\n\n## Issue Summary\n\n**Service:** " + out.service + "\n\n**Duration:** " + day +
               ", from " + clock(begin) + " to " + clock(begin + length) + " (UTC).\n\n**Impact:** " +
               std::to_string(3 + dice.below(97)) + " % of the users. " + out.impact + "\n\n**Root cause:** " +
               out.cause + "\n\n## Timeline\n\n" + timeline + "\n## Root cause and resolution\n\n" + story +
               "\n\n## Corrective and preventative measures\n\n### Tasks\n\n" + tasks;
    return out;
  }

 private:
  static std::string clock(std::size_t minutes) {
    const std::size_t h = minutes / 60 % 24, m = minutes % 60;
    return std::string(h < 10 ? "0" : "") + std::to_string(h) + (m < 10 ? ":0" : ":") + std::to_string(m);
  }
  [[nodiscard]] std::string sentences(Dice& dice, std::size_t count) const {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t length = 8 + dice.below(10);
      for (std::size_t k = 0; k < length; ++k) {
        const std::size_t begin = out.size();
        out += word(dice);
        if (k == 0) out[begin] = static_cast<char>(out[begin] - 32);
        out += k + 1 < length ? " " : i + 1 < count ? ". " : ".";
      }
    }
    return out;
  }

  std::vector<std::string> words_;
  std::vector<double> sums_;
  std::size_t common_ = 0;
  std::vector<std::string> services_;
};

/// A folder "/reports" of invented reports that are made when they are read: a million of them need no disk.
class GeneratedDisk final : public Disk {
 public:
  explicit GeneratedDisk(std::size_t count) : count_(count) {}
  [[nodiscard]] const ReportMaker& maker() const { return maker_; }

  [[nodiscard]] Result<std::string> read_file(const std::string& path) const override {
    const std::size_t slash = path.rfind('/');
    if (!path.ends_with(".md")) return std::unexpected(Error{ErrorKind::input, "no such file", path, {}});
    return maker_.make(std::stoull(path.substr(slash + 1))).text;
  }
  [[nodiscard]] std::optional<FileKind> kind_of(const std::string& path) const override {
    if (path == "/reports") return FileKind::folder;
    return path.ends_with(".md") ? std::optional(FileKind::file) : std::nullopt;
  }
  [[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& /*path*/) const override {
    return FileStamp{1, 1};
  }
  [[nodiscard]] Result<std::vector<FolderEntry>> list_folder(const std::string& /*path*/) const override {
    std::vector<FolderEntry> out;
    for (std::size_t i = 0; i < count_; ++i) {
      std::string name = std::to_string(i);
      name.insert(0, 7 - name.size(), '0');
      out.push_back({name + ".md", FileKind::file, false});
    }
    return out;
  }
  [[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view, std::string_view) override {
    return std::unexpected(Error{ErrorKind::output, "read-only", path, {}});
  }
  [[nodiscard]] Result<void> write_file(const std::string& path, std::string_view, Overwrite) override {
    return std::unexpected(Error{ErrorKind::output, "read-only", path, {}});
  }

  [[nodiscard]] Result<void> write_derived(const std::string& path, std::string_view) override {
    return std::unexpected(Error{ErrorKind::output, "read-only", path, {}});
  }
  void remove_derived(const std::string&, const std::string&) override {}

 private:
  std::size_t count_;
  ReportMaker maker_;
};

}  // namespace afterword::bench
