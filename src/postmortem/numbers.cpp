#include "postmortem/numbers.h"

#include <bit>
#include <cmath>

#include "postmortem/heading.h"
#include "postmortem/known_words.h"
#include "postmortem/mentions.h"
#include "postmortem/word_bits.h"

namespace afterword {
namespace {

enum class Near : std::uint8_t { none, audience, affected, machine, handles };

struct NearWord {
  std::string_view words;
  Near near;
};
constexpr NearWord near_words[] = {
    {"user users customer customers client clients staff employee employees visitor visitors student students people "
     "subscriber subscribers "
     "request requests traffic transaction transactions order orders userbase members member sessions session "
     "merchants tenants tenant accounts "
     "audience shoppers players calls queries viewers patients passengers drivers callers consumers readers teams "
     "participants validators owners "
     "usuarios usuários clientes utilisateurs clients nutzer benutzer kunden requêtes peticiones solicitudes "
     "requisições tráfego tráfico "
     "respondents workforce operations messages emails logins attempts base population personnel workers agents pages "
     "devices households",
     Near::audience},
    {"affected affecting affects impacted impacting impact experienced experience experiencing unable couldn't cannot "
     "encountered encountering "
     "faced facing reported complained lost locked afectando afectados afectó afetando afetados touchés touché "
     "betroffen denied disrupted "
     "suffered disconnected blocked outage downtime unavailable down estimated around approximately",
     Near::affected},
    {"cpu memory ram disk utilization utilisation usage capacity uptime availability threshold load coverage voting "
     "power latency space swap "
     "battery inode inodes heap packet loss increase increased decrease faster slower confidence sla slo error-rate "
     "core cores storage discount off "
     "degradation progress complete",
     Near::machine},
    {"handles handling serves serving concurrent supports registered monthly daily", Near::handles},
};

/// One bit a row of `near_words`; of a word in several the first counts.
const WordBits& near_table() {
  static const WordBits table{
      {1, near_words[0].words}, {2, near_words[1].words}, {4, near_words[2].words}, {8, near_words[3].words}};
  return table;
}

struct NumberWord {
  std::string_view word;
  double value;
};
constexpr NumberWord number_words[] = {{"one", 1},      {"two", 2},     {"three", 3},  {"four", 4},   {"five", 5},
                                       {"six", 6},      {"seven", 7},   {"eight", 8},  {"nine", 9},   {"ten", 10},
                                       {"twenty", 20},  {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60},
                                       {"seventy", 70}, {"eighty", 80}, {"ninety", 90}};

/// Reads "10,000", "2.5", "10k", "1.2M", "five". None if it isn't a count.
std::optional<double> read_number(std::string_view text) {
  double value = 0;
  bool digits = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      digits = true;
      if (value > 1e12) return std::nullopt;
    } else if ((c == ',' || c == '.' || c == '\'') && i + 3 < text.size() + 0 && digits && text.size() - i >= 4 &&
               std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                           text.begin() + static_cast<std::ptrdiff_t>(i) + 4,
                           [](char d) { return d >= '0' && d <= '9'; })) {
      continue;
    } else {
      break;
    }
  }
  if (!digits) return std::nullopt;
  if (i < text.size() && (text[i] == '.' || text[i] == ',')) {
    double unit = 0.1;
    for (++i; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, unit /= 10) value += unit * (text[i] - '0');
  }
  if (i == text.size()) return value;
  if (i + 1 == text.size() && (text[i] == 'k' || text[i] == 'K')) return value * 1000;
  if (i + 1 == text.size() && (text[i] == 'm' || text[i] == 'M')) return value * 1e6;
  return std::nullopt;
}

class ShareFinder {
 public:
  explicit ShareFinder(Postmortem& postmortem)
      : pm_(postmortem), document_(*postmortem.document), lines_(document_.lines()), plain_(document_.plain()) {}

  void run() {
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      const LinePlace& place = pm_.places[i];
      if (!place.report || lines_[i].kind == LineKind::code || lines_[i].kind == LineKind::front_matter) continue;
      read_line(i);
    }
    if (best_percent_weight_ > 0) pm_.percent = best_percent_;
    if (!pm_.percent || pm_.percent->implied) find_implied();
    if (best_users_weight_ > 0) pm_.users = best_users_;
  }

 private:
  int weight_of(std::uint32_t i) const {
    const LinePlace& place = pm_.places[i];
    if (place.part == Role::measures || place.part == Role::tasks || place.part == Role::improvements ||
        place.part == Role::lessons || place.part == Role::review || place.part == Role::links)
      return 0;
    if (place.role == Role::impact || place.label == Role::impact) return 4;
    if (place.part == Role::summary) return 3;
    if (place.part == Role::other || place.part == Role::title || place.part == Role::background) return 2;
    return 1;
  }

  bool is_percent(std::uint32_t w) const {
    const Word& word = pm_.words[w];
    const std::string_view text = word.span.in(plain_);
    static const std::uint32_t names[] = {word_hash("percent"), word_hash("per-cent"), word_hash("procent"),
                                          word_hash("prozent"), word_hash("porcentaje")};
    return text == "%" || text == "％" || std::find(std::begin(names), std::end(names), word.hash) != std::end(names);
  }

  std::optional<double> number_at(std::uint32_t w) const {
    const Word& word = pm_.words[w];
    if (word.kind == WordKind::number) {
      std::string_view text = word.span.in(plain_);
      const std::size_t dash = text.find('-');  // "10-15 %": the upper end
      if (dash != std::string_view::npos && dash > 0) text.remove_prefix(dash + 1);
      return read_number(text);
    }
    static constexpr auto hashes = [] {
      std::array<std::uint32_t, std::size(number_words)> out{};
      for (std::size_t n = 0; n < out.size(); ++n) out[n] = word_hash(number_words[n].word);
      return out;
    }();
    const auto* found = std::find(hashes.begin(), hashes.end(), word.hash);
    return found == hashes.end() ? std::nullopt : std::optional(number_words[found - hashes.begin()].value);
  }

  Near near_of(std::uint32_t w) const {
    const std::uint32_t bits = near_table().find(pm_.words[w].hash);
    return bits == 0 ? Near::none : near_words[std::countr_zero(bits)].near;
  }

  struct Around {
    int audience = 99, affected = 99, machine = 99, handles = 99;  ///< words away
  };
  /// Distances to the nearest telling words in the same sentence; what follows counts as nearer than what precedes.
  Around around(std::uint32_t first, std::uint32_t last, std::uint32_t low, std::uint32_t high) const {
    Around out;
    const auto note = [&](std::uint32_t w, int distance) {
      switch (near_of(w)) {
        case Near::audience:
          out.audience = std::min(out.audience, distance);
          break;
        case Near::affected:
          out.affected = std::min(out.affected, distance);
          break;
        case Near::machine:
          out.machine = std::min(out.machine, distance);
          break;
        case Near::handles:
          out.handles = std::min(out.handles, distance);
          break;
        case Near::none:
          break;
      }
    };
    const auto stops = [&](std::uint32_t w) {
      return pm_.words[w].kind == WordKind::punctuation && pm_.words[w].span.size() == 1 &&
             std::string_view(".!?;").find(plain_[pm_.words[w].span.begin]) != std::string_view::npos;
    };
    int distance = 1;
    for (std::uint32_t w = last; w < high && w < last + 14 && !stops(w); ++w) note(w, distance++);
    distance = 2;
    for (std::uint32_t w = first; w > low && first - w < 14 && !stops(w - 1); --w) note(w - 1, distance++);
    return out;
  }

  void read_line(std::uint32_t i) {
    const LinePlace& place = pm_.places[i];
    const int weight = weight_of(i);
    for (std::uint32_t w = place.first_word; w < place.last_word; ++w) {
      if ((pm_.known[w] & known::part) != 0) {
        if (const double share = fraction_at(w, place.first_word); share > 0 && is_people(w))
          take_share(i, w, {w, 0}, share, std::nullopt, weight);
        continue;
      }
      if (pm_.words[w].kind != WordKind::number && (pm_.known[w] & known::count) == 0) continue;
      if (w + 1 < place.last_word && (pm_.known[w + 1] & known::part) != 0) continue;
      const std::optional<double> number = number_at(w);
      if (!number) continue;
      const bool percent = w + 1 < place.last_word && is_percent(w + 1);
      if (const auto whole = percent ? std::nullopt : whole_behind(w, *number, place.last_word)) {
        take_part_of(i, w, *number, *whole, weight);
        w = whole->word;
        continue;
      }
      if (!percent && (weight == 0 || !may_be_count(i, w, *number))) continue;
      const Around near = around(w, w + (percent ? 2 : 1), place.first_word, place.last_word);
      if (percent)
        take_percent(i, w, *number, near, weight);
      else if (near.audience < 99)
        take_users(i, w, *number, near, weight);
    }
  }

  struct Whole {
    std::uint32_t word = 0;
    double value = 0;
  };
  /// Of "three of 12 users", "3 out of the 12 users": the 12.
  std::optional<Whole> whole_behind(std::uint32_t w, double part, std::uint32_t last_word) const {
    static const std::uint32_t of = word_hash("of"), out = word_hash("out");
    static const std::uint32_t articles[] = {word_hash("the"), word_hash("our"), word_hash("all"), word_hash("its")};
    std::uint32_t at = w + 1;
    if (at < last_word && pm_.words[at].hash == out) ++at;
    if (at + 1 >= last_word || pm_.words[at].hash != of) return std::nullopt;
    ++at;
    if (std::find(std::begin(articles), std::end(articles), pm_.words[at].hash) != std::end(articles)) ++at;
    const std::optional<double> whole = at < last_word ? number_at(at) : std::nullopt;
    const auto counts = [](double n) { return n >= 1 && n == std::floor(n); };
    if (!whole || !counts(part) || !counts(*whole) || part > *whole || *whole < 2 || !is_people(at))
      return std::nullopt;
    return Whole{at, *whole};
  }

  /// Percent, of "half", "a third", "two thirds", "three quarters"; 0 where the word says no share ("the third time").
  double fraction_at(std::uint32_t w, std::uint32_t first_word) const {
    const std::string_view word = pm_.words[w].span.in(plain_);
    const char first = word.empty() ? ' ' : word[0];
    if (first == 'h' || first == 'H') return 50;
    if (w == first_word) return 0;
    const double of = first == 't' || first == 'T' ? 3 : 4;
    const std::uint32_t before = pm_.words[w - 1].hash;
    if (!word.ends_with('s')) return before == word_hash("a") || before == word_hash("one") ? 100 / of : 0;
    const std::optional<double> many = number_at(w - 1);
    return many && *many < of ? *many * 100 / of : 0;
  }

  /// A share that is told by its two numbers.
  void take_part_of(std::uint32_t i, std::uint32_t w, double part, const Whole& whole, int weight) {
    take_share(i, w, whole, part / whole.value * 100, part, weight);
  }

  /// A share in other words than percent, under the conditions of a count.
  void take_share(std::uint32_t i, std::uint32_t w, const Whole& whole, double share, std::optional<double> users,
                  int weight) {
    if (weight == 0) return;
    const Around near = around(w, whole.word + 1, pm_.places[i].first_word, pm_.places[i].last_word);
    const bool labelled = (pm_.places[i].label_topics & topic::users) != 0 || pm_.places[i].role == Role::impact ||
                          pm_.places[i].label == Role::impact;
    if (near.handles <= 3 || (near.affected > 8 && !labelled)) return;
    const StatedNumber number{std::round(share * 10) / 10,           false, false, false, lines_[i].number,
                              pm_.source_of_words(w, whole.word + 1)};
    pm_.percents.push_back(number);
    const int score = weight * 10 + 5 + (near.affected <= 8 ? 2 : 0);
    if (score > best_percent_weight_) best_percent_weight_ = score, best_percent_ = number;
    if (users && score > best_users_weight_) {
      best_users_weight_ = score;
      best_users_ = number;
      best_users_.value = *users;
    }
  }

  void take_percent(std::uint32_t i, std::uint32_t w, double value, const Around& near, int weight) {
    if (value > 100) return;
    const bool labelled = (pm_.places[i].label_topics & topic::users) != 0;
    const bool machine = near.machine < near.audience && near.machine <= 4;
    if (machine && !labelled) return;
    const bool outage = w + 2 < pm_.words.size() && is_outage_word(w + 2);
    if (near.audience > 8 && !labelled && !(outage && weight >= 2)) return;
    StatedNumber number{value, false, false, false, lines_[i].number, pm_.source_of_words(w, w + 2)};
    pm_.percents.push_back(number);
    const int score = weight * 10 +
                      (near.audience <= 5   ? 5
                       : near.audience <= 9 ? 3
                                            : 0) +
                      (near.affected <= 8 ? 2 : 0);
    if (weight > 0 && score > best_percent_weight_) best_percent_weight_ = score, best_percent_ = number;
  }

  /// "100% downtime", "100% outage".
  bool is_outage_word(std::uint32_t w) const {
    static const std::uint32_t hashes[] = {word_hash("downtime"), word_hash("outage"), word_hash("unavailable"),
                                           word_hash("failure"),  word_hash("down"),   word_hash("unavailability")};
    return std::find(std::begin(hashes), std::end(hashes), pm_.words[w].hash) != std::end(hashes);
  }

  /// People come whole, and are named right behind the number or by the label of the line.
  bool may_be_count(std::uint32_t i, std::uint32_t w, double value) const {
    if (value < 1 || value != std::floor(value)) return false;
    return (pm_.places[i].label_topics & topic::users) != 0 || is_people(w);
  }

  void take_users(std::uint32_t i, std::uint32_t w, double value, const Around& near, int weight) {
    const Word& word = pm_.words[w];
    const std::string_view text = word.span.in(plain_);
    if (text.find(':') != std::string_view::npos || text.find('/') != std::string_view::npos) return;
    if (pm_.places[i].label_topics & topic::users) {
      if (best_users_weight_ < 90)
        best_users_weight_ = 90,
        best_users_ = {value, false, false, false, lines_[i].number, pm_.source_of_words(w, w + 1)};
      return;
    }
    // A count names people right after it ("6 customers", "five vault owners") and says that they were hit.
    if (near.audience > 3 || near.handles <= 3) return;
    if (near.affected > 8 && pm_.places[i].role != Role::impact) return;
    const int score = weight * 10 + (near.affected <= 6 ? 5 : 0) + (value >= 10 ? 2 : 0);
    if (score > best_users_weight_)
      best_users_weight_ = score,
      best_users_ = {value, false, false, false, lines_[i].number, pm_.source_of_words(w, w + 1)};
  }

  /// Among the three words after a number is one for people, and nothing but words stands between.
  bool is_people(std::uint32_t w) const {
    static const std::unordered_map<std::uint32_t, bool> people = [] {
      std::unordered_map<std::uint32_t, bool> out;
      for (const std::string_view p :
           {"user",     "users",        "customer", "customers",    "clients",  "staff",      "employees",
            "visitors", "students",     "people",   "subscribers",  "members",  "merchants",  "tenants",
            "accounts", "shoppers",     "players",  "viewers",      "patients", "passengers", "drivers",
            "callers",  "consumers",    "readers",  "participants", "owners",   "usuarios",   "usuários",
            "clientes", "utilisateurs", "nutzer",   "kunden",       "workers",  "agents",     "benutzer"})
        out.emplace(word_hash(p), true);
      return out;
    }();
    for (std::uint32_t n = w + 1; n < pm_.words.size() && n <= w + 3; ++n) {
      if (pm_.words[n].kind != WordKind::word) return false;
      if (people.contains(pm_.words[n].hash)) return true;
    }
    return false;
  }

  /// "all users", "complete outage": everyone, without a figure.
  void find_implied() {
    int best = 0;
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      const LinePlace& place = pm_.places[i];
      const int weight = weight_of(i);
      if (!place.report || weight < 2 || place.entry >= 0 || lines_[i].kind == LineKind::code ||
          lines_[i].kind == LineKind::front_matter)
        continue;
      if (weight <= best) continue;
      const PhraseHit* found = nullptr;
      for (const PhraseHit& hit : hits_in(pm_, place.first_word, place.last_word))
        if (hit.mark == static_cast<std::uint16_t>(Mark::everyone) && !found) found = &hit;
      if (!found) continue;
      best = weight;
      implied_ =
          StatedNumber{100, true, false, false, lines_[i].number, pm_.source_of_words(found->first, found->last)};
    }
    if (best > 0 && !pm_.percent) pm_.percent = implied_;
  }

  Postmortem& pm_;
  const Document& document_;
  const std::vector<Line>& lines_;
  std::string_view plain_;
  int best_percent_weight_ = 0, best_users_weight_ = 0;
  StatedNumber best_percent_, best_users_, implied_;
};

}  // namespace

void find_shares(Postmortem& postmortem) {
  ShareFinder(postmortem).run();
}

}  // namespace afterword
