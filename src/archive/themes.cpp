#include "archive/themes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

#include "archive/concepts.h"
#include "archive/stem.h"
#include "text/ascii.h"
#include "text/words.h"

namespace afterword {
namespace {

/// How alike two measures must be to be one (cosine over rare stems), and how many themes a word may lead to: a word
/// that leads to more says nothing.
constexpr float alike_min = 0.52F;
constexpr std::size_t leads_max = 400;

using Stems = std::vector<std::uint32_t>;

/// Stems of a measure, each once, sorted. Dates, numbers and the words of filling are left out.
Stems stems_of(std::string_view text) {
  constexpr std::string_view filling[] = {"owner", "due",    "implement", "ensure",  "improve", "consider", "add",
                                          "set",   "create", "regularly", "regular", "todo",    "tbd"};
  std::vector<Word> words;
  split_words(text, 0, words);
  Stems out;
  for (const Word& word : words) {
    if (word.kind != WordKind::word) continue;
    const std::string lower = lower_ascii(word.span.in(text));
    if (lower.size() < 2 || is_empty_word(lower)) continue;
    if (std::find(std::begin(filling), std::end(filling), lower) != std::end(filling)) continue;
    out.push_back(word_hash(stem_word(lower)));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class MeasureGatherer {
 public:
  explicit MeasureGatherer(const Archive& archive) : archive_(archive) {
    for (std::uint32_t i = 0; i < archive.size(); ++i) {
      const Record& record = archive.report(i);
      if (!record.is_postmortem) continue;
      for (std::uint32_t k = 0; k < record.measures.size(); ++k) {
        places_.push_back({i, k});
        stems_.push_back(stems_of(record.measures[k].text));
        for (const std::uint32_t stem : stems_.back()) ++holders_[stem];
      }
    }
  }

  std::vector<MeasureTheme> gather(std::size_t reports_min) {
    for (std::uint32_t i = 0; i < places_.size(); ++i) place(i);
    std::vector<MeasureTheme> out;
    for (const std::vector<std::uint32_t>& group : groups_) {
      MeasureTheme theme;
      std::uint32_t last = 0xFFFFFFFF, last_done = 0xFFFFFFFF;
      for (const std::uint32_t i : group) {
        const MeasurePlace at = places_[i];
        theme.askers.push_back(at);
        theme.reports += std::exchange(last, at.report) != at.report;
        if (archive_.report(at.report).measures[at.measure].done)
          theme.done += std::exchange(last_done, at.report) != at.report;
      }
      if (theme.reports < reports_min) continue;
      for (const MeasurePlace at : theme.askers)
        if (const std::string& text = archive_.report(at.report).measures[at.measure].text;
            theme.text.empty() || text.size() < theme.text.size())
          theme.text = text;
      out.push_back(std::move(theme));
    }
    std::sort(out.begin(), out.end(), [](const MeasureTheme& a, const MeasureTheme& b) {
      const auto key = [](const MeasureTheme& t) {
        return std::tuple(-static_cast<std::int64_t>(t.reports), t.done, t.askers[0].report, t.askers[0].measure);
      };
      return key(a) < key(b);
    });
    return out;
  }

 private:
  [[nodiscard]] float weight_of(std::uint32_t stem) const {
    const float rarity =
        std::log((static_cast<float>(places_.size()) + 40.0F) / (static_cast<float>(holders_.at(stem)) + 4.0F));
    return std::max(rarity * rarity, 0.1F);
  }

  /// Puts a measure to the theme it is most alike, or makes it the first of its own.
  void place(std::uint32_t i) {
    if (stems_[i].size() < 2) return;
    float own = 0;
    std::map<std::uint32_t, float> shared;
    for (const std::uint32_t stem : stems_[i]) {
      own += weight_of(stem);
      const auto leads = leads_.find(stem);
      if (leads == leads_.end() || leads->second.size() > leads_max) continue;
      for (const std::uint32_t group : leads->second) shared[group] += weight_of(stem);
    }
    std::uint32_t best = 0;
    float most = 0;
    for (const auto& [group, sum] : shared)
      if (const float alike = sum / std::sqrt(own * norms_[group]); alike > most) most = alike, best = group;
    if (most >= alike_min) {
      groups_[best].push_back(i);
      return;
    }
    for (const std::uint32_t stem : stems_[i])
      if (auto& leads = leads_[stem]; leads.size() <= leads_max)
        leads.push_back(static_cast<std::uint32_t>(groups_.size()));
    groups_.push_back({i});
    norms_.push_back(own);
  }

  const Archive& archive_;
  std::vector<MeasurePlace> places_;
  std::vector<Stems> stems_;
  std::unordered_map<std::uint32_t, std::uint32_t> holders_;             ///< stem → measures
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> leads_;  ///< stem → groups whose first has it
  std::vector<std::vector<std::uint32_t>> groups_;
  std::vector<float> norms_;
};

}  // namespace

Themes find_themes(const Archive& archive, std::size_t reports_min) {
  Themes out;
  out.measures = MeasureGatherer(archive).gather(reports_min);
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::vector<std::uint32_t>> causes;
  for (std::uint32_t i = 0; i < archive.size(); ++i)
    if (const auto failure = archive.main_failure(i)) causes[*failure].push_back(i);
  for (auto& [failure, reports] : causes)
    if (reports.size() >= reports_min)
      out.causes.push_back({std::string(all_concepts()[failure.first].name),
                            std::string(all_concepts()[failure.second].name), std::move(reports)});
  std::sort(out.causes.begin(), out.causes.end(), [](const CauseTheme& a, const CauseTheme& b) {
    return a.reports.size() != b.reports.size() ? a.reports.size() > b.reports.size() : a.reports < b.reports;
  });
  return out;
}

std::string describe_theme(const MeasureTheme& theme) {
  std::string out = std::to_string(theme.reports) + " reports ask for it, ";
  if (theme.done == 0) return out + "none has it";
  return out + (theme.done == theme.reports ? "all have it"
                                            : std::to_string(theme.done) + (theme.done == 1 ? " has it" : " have it"));
}

}  // namespace afterword
