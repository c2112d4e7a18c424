#include "archive/archive.h"

#include <algorithm>
#include <cmath>

#include "archive/concepts.h"

namespace afterword {
namespace {

/// How many reports a guess about words is worth: in a small archive the usual shares decide, in a large one its own.
constexpr float guess_reports = 60;
constexpr std::size_t candidates_max = 96;
/// How sure a link of a chain must be, and how many are followed.
constexpr float chain_score_min = 0.7F;
constexpr std::size_t chain_links_max = 6;

float rarity_of(std::size_t holders, std::size_t reports, float share) {
  // Halved growth of the own count: a failure that came back ten times must not make its own words common.
  const float own =
      std::sqrt(static_cast<float>(holders)) * std::sqrt(std::max(1.0F, static_cast<float>(holders) * 0.5F));
  const float rarity = std::log((static_cast<float>(reports) + guess_reports) / (own + guess_reports * share));
  return std::max(rarity, 0.05F);
}

float cosine(float shared, float a, float b) {
  return a > 0 && b > 0 ? std::min(1.0F, shared / std::sqrt(a * b)) : 0.0F;
}

/// What a report tells of this much is a way to find it.
constexpr float listed_share_min = 0.5F;

unsigned posting_weight(const ConceptShare& share) {
  return static_cast<unsigned>(std::min(255.0F, share.share * 160.0F));
}

float weight_of(const ConceptShare& share) {
  return share.share * share.share * all_concepts()[share.concept_number].telling;
}

/// Keeps the best of many, by sum and then by place. Most are no better than the worst that is kept and cost a look.
class Best {
 public:
  struct One {
    float sum;
    std::uint32_t place;
  };
  explicit Best(std::size_t most) : most_(most) { kept_.reserve(2 * most); }

  void add(One one) {
    if (full_ && !better(one, worst_)) return;
    kept_.push_back(one);
    if (kept_.size() == 2 * most_) cut();
  }
  /// What one has to have to be taken.
  [[nodiscard]] float least() const { return full_ ? worst_.sum : 0.0F; }
  std::vector<std::uint32_t> take() {
    if (kept_.size() > most_) cut();
    std::vector<std::uint32_t> out;
    for (const One one : kept_) out.push_back(one.place);
    return out;
  }

 private:
  static bool better(One a, One b) { return a.sum != b.sum ? a.sum > b.sum : a.place < b.place; }
  void cut() {
    std::nth_element(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(most_) - 1, kept_.end(), better);
    kept_.resize(most_);
    worst_ = kept_.back();
    full_ = true;
  }

  std::size_t most_;
  std::vector<One> kept_;
  One worst_{};
  bool full_ = false;
};

}  // namespace

std::uint32_t Archive::add(Record report, const Sketch& sketch) {
  Kept kept;
  kept.comparable = sketch.comparable;
  kept.cause_class = sketch.cause_class;
  kept.terms.begin = static_cast<std::uint32_t>(own_.terms.size());
  for (const SketchTerm& term : sketch.terms) {
    const auto [at, fresh] = numbers_.try_emplace(term.hash, static_cast<std::uint32_t>(numbers_.size()));
    if (fresh) {
      holders_.push_back(0);
      own_.usual.push_back(term.usual);
    }
    ++holders_[at->second];
    own_.terms.push_back({at->second, term.whole, term.cause, term.title, term.name, term.log});
  }
  kept.terms.end = static_cast<std::uint32_t>(own_.terms.size());
  kept.concepts.begin = static_cast<std::uint32_t>(own_.concepts.size());
  own_.concepts.insert(own_.concepts.end(), sketch.concepts.begin(), sketch.concepts.end());
  kept.concepts.end = static_cast<std::uint32_t>(own_.concepts.size());
  own_.kept.push_back(kept);
  reports_.push_back(std::move(report));
  return static_cast<std::uint32_t>(reports_.size() - 1);
}

/// Gives words their places by hash for numbers, so that an archive is the same whatever the order of its words. The
/// terms of a sketch are by hash, so those of each report are then by number.
void Archive::number_words() {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(numbers_.begin(), numbers_.end());
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> number(order.size());
  const std::vector<std::uint8_t> usual = std::move(own_.usual);
  own_.usual.assign(order.size(), 0);
  own_.rarity.resize(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t before = order[i].second;
    number[before] = i;
    own_.hashes.push_back(order[i].first);
    own_.usual[i] = usual[before];
    own_.rarity[i] = rarity_of(holders_[before], size(), usual[before] != 0 ? 0.35F : 0.003F);
  }
  for (Term& term : own_.terms) term.number = number[term.number];
  numbers_.clear();
  holders_.clear();
}

/// Counts, then fills: each list in order of reports.
void Archive::make_postings() {
  const auto weight_of_term = [](const Term& term) {
    return std::max<unsigned>(term.cause, term.title ? 160 : term.name ? 100 : 0);
  };
  own_.begins.assign(own_.hashes.size() + 1, 0);
  own_.concept_begins.assign(all_concepts().size() + 1, 0);
  const auto walk = [&](const auto& take_term, const auto& take_share) {
    for (std::uint32_t i = 0; i < own_.kept.size(); ++i) {
      const Kept& kept = own_.kept[i];
      if (!kept.comparable) continue;
      for (std::uint32_t k = kept.terms.begin; k < kept.terms.end; ++k)
        if (const unsigned weight = weight_of_term(own_.terms[k]); weight > 0)
          take_term(own_.terms[k].number, i, weight);
      for (std::uint32_t k = kept.concepts.begin; k < kept.concepts.end; ++k)
        if (own_.concepts[k].share >= listed_share_min)
          take_share(own_.concepts[k].concept_number, i, posting_weight(own_.concepts[k]));
    }
  };
  walk([&](std::uint32_t number, std::uint32_t, unsigned) { ++own_.begins[number + 1]; },
       [&](std::uint32_t number, std::uint32_t, unsigned) { ++own_.concept_begins[number + 1]; });
  for (auto* begins : {&own_.begins, &own_.concept_begins})
    for (std::size_t i = 1; i < begins->size(); ++i) (*begins)[i] += (*begins)[i - 1];
  own_.postings.resize(own_.begins.back());
  own_.concept_postings.resize(own_.concept_begins.back());
  std::vector<std::uint64_t> next = own_.begins, next_concept = own_.concept_begins;
  walk([&](std::uint32_t number, std::uint32_t i, unsigned weight) { own_.postings[next[number]++] = {i, weight}; },
       [&](std::uint32_t number, std::uint32_t i, unsigned weight) {
         own_.concept_postings[next_concept[number]++] = {i, weight};
       });
}

Archive::Norms Archive::measure_norms(std::span<const Term> terms, std::span<const ConceptShare> concepts) const {
  Norms out;
  for (const Term& term : terms) {
    const float rarity = term.number < part_.rarity.size() ? part_.rarity[term.number] : rarity_of(0, size(), 0.003F);
    const float squared = rarity * rarity / 65025.0F;
    out.whole += squared * static_cast<float>(term.whole * term.whole);
    out.cause += squared * static_cast<float>(term.cause * term.cause);
    if (term.title && rarity > 1.2F) out.title += rarity * rarity;
    if (term.name) out.names += rarity * rarity;
  }
  for (const ConceptShare& share : concepts) {
    const float weight = weight_of(share);
    const bool component = all_concepts()[share.concept_number].kind == ConceptKind::component;
    (component ? out.components : out.mechanisms) += weight * weight;
    (component ? out.component_sum : out.mechanism_sum) += weight;
  }
  return out;
}

void Archive::finish() {
  number_words();
  part_.rarity = own_.rarity;
  for (Kept& kept : own_.kept)
    if (kept.comparable)
      kept.norms =
          measure_norms(std::span(own_.terms).subspan(kept.terms.begin, kept.terms.end - kept.terms.begin),
                        std::span(own_.concepts).subspan(kept.concepts.begin, kept.concepts.end - kept.concepts.begin));
  own_.damping.reserve(own_.kept.size());
  for (const Kept& kept : own_.kept) own_.damping.push_back(std::sqrt(std::sqrt(std::max(kept.norms.cause, 0.01F))));
  make_postings();
  part_ = {own_.kept,   own_.terms,    own_.concepts,       own_.hashes,           own_.rarity, own_.usual,
           own_.begins, own_.postings, own_.concept_begins, own_.concept_postings, {},          {}};
  finished_ = true;
}

std::optional<std::uint32_t> Archive::number_of(std::uint64_t hash) const {
  const auto at = std::lower_bound(part_.hashes.begin(), part_.hashes.end(), hash);
  if (at == part_.hashes.end() || *at != hash) return std::nullopt;
  return static_cast<std::uint32_t>(at - part_.hashes.begin());
}

std::span<const Archive::Posting> Archive::list_of(std::span<const std::uint64_t> begins, std::span<const Posting> all,
                                                   std::size_t number) const {
  return checked(all.subspan(begins[number], begins[number + 1] - begins[number]));
}

Archive::Asked Archive::ask(const Sketch& query) const {
  Asked out;
  for (const SketchTerm& term : query.terms) {
    const std::uint32_t number = number_of(term.hash).value_or(static_cast<std::uint32_t>(part_.rarity.size()));
    out.terms.push_back({number, term.whole, term.cause, term.title, term.name, term.log});
  }
  std::sort(out.terms.begin(), out.terms.end(), [](const Term& a, const Term& b) { return a.number < b.number; });
  out.concepts = query.concepts;
  out.norms = measure_norms(out.terms, out.concepts);
  out.cause_class = query.cause_class;
  while (!out.terms.empty() && out.terms.back().number >= part_.rarity.size()) out.terms.pop_back();
  return out;
}

std::vector<std::uint32_t> Archive::find_candidates(const Asked& asked, const SimilarQuery& options) const {
  struct List {
    std::span<const Posting> postings;
    float weight;
    std::size_t place;  ///< by which equal ones are ordered
  };
  std::vector<List> lists;
  const float cause_norm = std::sqrt(std::max(asked.norms.cause, 1e-6F));
  for (const Term& term : asked.terms) {
    const float own = static_cast<float>(std::max<unsigned>(term.cause, term.title ? 160 : term.name ? 100 : 0));
    const float rarity = part_.rarity[term.number];
    if (own <= 0 || rarity <= 0.5F || part_.begins[term.number] == part_.begins[term.number + 1]) continue;
    const auto begin = part_.begins[term.number], end = part_.begins[term.number + 1];
    lists.push_back(
        {part_.postings.subspan(begin, end - begin), own / 255.0F * rarity * rarity / cause_norm, lists.size()});
  }
  for (const ConceptShare& share : asked.concepts)
    if (const auto begin = part_.concept_begins[share.concept_number],
        end = part_.concept_begins[share.concept_number + 1U];
        share.share >= listed_share_min && begin < end) {
      const float telling = all_concepts()[share.concept_number].telling;
      lists.push_back(
          {part_.concept_postings.subspan(begin, end - begin), share.share * telling * telling * 2.0F, lists.size()});
    }
  // Short lists of telling traits first; what would walk through half the archive for little is left out.
  std::sort(lists.begin(), lists.end(), [](const List& a, const List& b) {
    const float x = a.weight / std::sqrt(static_cast<float>(a.postings.size()));
    const float y = b.weight / std::sqrt(static_cast<float>(b.postings.size()));
    return x != y ? x > y : a.place < b.place;
  });
  std::vector<float> sums(size(), 0.0F);
  std::size_t walked = 0;
  for (const List& list : lists) {
    if (walked > 0 && walked + list.postings.size() > options.postings_max) continue;
    walked += list.postings.size();
    const float step = list.weight / 255.0F;
    for (const Posting posting : checked(list.postings))
      sums[posting.report] += step * static_cast<float>(posting.weight);
  }
  Best best(candidates_max);
  constexpr float nearly = 0.999F;  // what can't be among the best is told without a division
  for (std::uint32_t place = 0; place < sums.size(); ++place) {
    if (sums[place] <= 0.0F || place == options.leave_out) continue;
    const float damping = damping_of(place);
    if (sums[place] >= best.least() * damping * nearly) best.add({sums[place] / damping, place});
  }
  return best.take();
}

float Archive::damping_of(std::uint32_t place) const {
  if (!own_.damping.empty()) return own_.damping[place];
  return std::sqrt(std::sqrt(std::max(part_.kept[place].norms.cause, 0.01F)));
}

Archive::Side Archive::side_of(const Asked& asked) {
  return {asked.terms, asked.concepts, asked.norms, asked.cause_class};
}

Archive::Side Archive::side_of(std::uint32_t place) const {
  const Kept& kept = part_.kept[place];
  return {checked(part_.terms.subspan(kept.terms.begin, kept.terms.end - kept.terms.begin)),
          checked(part_.concepts.subspan(kept.concepts.begin, kept.concepts.end - kept.concepts.begin)), kept.norms,
          kept.cause_class};
}

Archive::Facing::Facing(const Side& own) : side(own), shares(all_concepts().size(), -1.0F) {
  for (const ConceptShare& share : side.concepts)
    if (share.concept_number < shares.size()) shares[share.concept_number] = share.share;
}

Likeness Archive::compare(const Facing& facing, const Side& right) const {
  const Side& left = facing.side;
  Likeness out;
  float whole = 0, cause = 0, title = 0, names = 0;
  for (auto a = left.terms.begin(), b = right.terms.begin(); a != left.terms.end() && b != right.terms.end();) {
    if (a->number != b->number) {
      a->number < b->number ? static_cast<void>(++a) : static_cast<void>(++b);
      continue;
    }
    const float squared = part_.rarity[a->number] * part_.rarity[a->number];
    whole += squared * static_cast<float>(a->whole * b->whole) / 65025.0F;
    cause += squared * static_cast<float>(a->cause * b->cause) / 65025.0F;
    if (a->title && b->title && squared > 1.44F) title += squared;
    if (a->name && b->name) names += squared;
    ++a, ++b;
  }
  float components = 0, mechanisms = 0, components_min = 0, mechanisms_min = 0;
  const std::span<const Concept> all = all_concepts();
  for (const ConceptShare& b : right.concepts) {
    const float share = facing.shares[b.concept_number];
    if (share < 0) continue;
    const Concept& what = all[b.concept_number];
    const float x = share * share * what.telling, y = b.share * b.share * what.telling;
    const bool component = what.kind == ConceptKind::component;
    (component ? components : mechanisms) += x * y;
    (component ? components_min : mechanisms_min) += std::min(x, y);
    float& best = component ? out.component_best : out.mechanism_best;
    best = std::max(best, what.telling * std::min(1.0F, std::min(share, b.share)));
  }
  const Norms &x = left.norms, &y = right.norms;
  out.whole = cosine(whole, x.whole, y.whole);
  out.cause = cosine(cause, x.cause, y.cause);
  out.title = cosine(title, x.title, y.title);
  out.names = names / (std::sqrt(std::max(x.names * y.names, 0.0F)) + 20.0F);
  out.components = cosine(components, x.components, y.components);
  out.mechanisms = cosine(mechanisms, x.mechanisms, y.mechanisms);
  const auto common = [](float least, float p, float q) { return least > 0 ? least / (p + q - least) : 0.0F; };
  out.components_common = common(components_min, x.component_sum, y.component_sum);
  out.mechanisms_common = common(mechanisms_min, x.mechanism_sum, y.mechanism_sum);
  if (left.cause_class && right.cause_class) out.cause_class = left.cause_class == right.cause_class ? 1.0F : -1.0F;
  return out;
}

Likeness Archive::compare(const Sketch& query, std::uint32_t place) const {
  const Asked asked = ask(query);
  return compare(Facing(side_of(asked)), side_of(place));
}

/// A failure told in other words is found through a third report that has the words of both.
void Archive::follow_chains(std::vector<Match>& matches, const SimilarQuery& options) const {
  std::vector<Match> sure;
  for (const Match& match : matches)
    if (match.score >= chain_score_min) sure.push_back(match);
  if (sure.size() > chain_links_max) {
    std::sort(sure.begin(), sure.end(), [](const Match& a, const Match& b) {
      return a.score != b.score ? a.score > b.score : a.report < b.report;
    });
    sure.resize(chain_links_max);
  }
  std::vector<Facing> links;
  for (const Match& link : sure) links.emplace_back(side_of(link.report));
  for (Match& match : matches) {
    if (match.score >= chain_score_min || (options.asked_for && !options.asked_for(match.report))) continue;
    const Side side = side_of(match.report);
    for (std::size_t i = 0; i < links.size(); ++i) {
      const float on = score_likeness(compare(links[i], side));
      const float way = std::min(sure[i].score, on) * 0.98F;
      if (on < chain_score_min || way <= match.score) continue;
      match.score = way;
      match.through = sure[i].report;
    }
  }
}

std::vector<Match> Archive::find_similar(const Sketch& query, const SimilarQuery& options) const {
  return find_similar_among(query, find_candidates(query, options), options);
}

std::vector<std::uint32_t> Archive::find_candidates(const Sketch& query, const SimilarQuery& options) const {
  if (!query.comparable || !finished_) return {};
  return find_candidates(ask(query), options);
}

bool Archive::is_found_alike(const Sketch& before, const Sketch& now) {
  const auto weights = [](const Sketch& sketch) {
    std::vector<std::pair<std::uint16_t, unsigned>> out;
    for (const ConceptShare& share : sketch.concepts)
      if (share.share >= listed_share_min) out.emplace_back(share.concept_number, posting_weight(share));
    return out;
  };
  return before.comparable == now.comparable && weights(before) == weights(now) &&
         std::equal(before.terms.begin(), before.terms.end(), now.terms.begin(), now.terms.end(),
                    [](const SketchTerm& a, const SketchTerm& b) {
                      return a.hash == b.hash && a.whole == b.whole && a.cause == b.cause && a.title == b.title &&
                             a.name == b.name;
                    });
}

std::vector<Match> Archive::find_similar_among(const Sketch& query, std::span<const std::uint32_t> candidates,
                                               const SimilarQuery& options) const {
  std::vector<Match> out;
  if (!query.comparable || !finished_) return out;
  const Asked asked = ask(query);
  const Facing facing(side_of(asked));
  for (const std::uint32_t place : candidates) {
    Match match;
    match.report = place;
    match.likeness = compare(facing, side_of(place));
    match.score = score_likeness(match.likeness);
    if (options.related_max > 0) match.relation = score_relation(match.likeness);
    out.push_back(match);
  }
  follow_chains(out, options);
  if (options.asked_for) std::erase_if(out, [&](const Match& match) { return !options.asked_for(match.report); });
  for (Match& match : out) match.verdict = match.score >= same_score_min ? Verdict::same : Verdict::related;
  std::erase_if(
      out, [](const Match& match) { return match.verdict == Verdict::related && match.relation < relation_score_min; });
  std::sort(out.begin(), out.end(), [](const Match& a, const Match& b) {
    if (a.verdict != b.verdict) return a.verdict < b.verdict;
    const float x = a.verdict == Verdict::same ? a.score : a.relation;
    const float y = a.verdict == Verdict::same ? b.score : b.relation;
    return x != y ? x > y : a.report < b.report;
  });
  const auto related =
      std::find_if(out.begin(), out.end(), [](const Match& m) { return m.verdict == Verdict::related; });
  const auto keep = std::min<std::ptrdiff_t>(out.end() - related, static_cast<std::ptrdiff_t>(options.related_max));
  out.erase(related + keep, out.end());
  return out;
}

std::optional<std::pair<std::uint16_t, std::uint16_t>> Archive::main_failure(std::uint32_t place) const {
  // What is told near the cause only: a component in passing is not what failed.
  constexpr float told_min = 0.45F;
  std::pair<float, std::uint16_t> best[2] = {{told_min, 0}, {told_min, 0}};
  bool found[2] = {false, false};
  for (const ConceptShare& share : side_of(place).concepts) {
    const Concept& what = all_concepts()[share.concept_number];
    if (!what.members.empty() || what.kind == ConceptKind::sign) continue;
    const int kind = what.kind == ConceptKind::component ? 0 : 1;
    if (const float weight = weight_of(share); weight > best[kind].first) {
      best[kind] = {weight, share.concept_number};
      found[kind] = true;
    }
  }
  if (!found[0] || !found[1]) return std::nullopt;
  return std::pair(best[0].second, best[1].second);
}

SharedTraits Archive::explain(const Sketch& query, std::uint32_t place) const {
  SharedTraits out;
  struct Told {
    float weight;
    std::string text;
  };
  std::vector<Told> words, names, logs, components, mechanisms;
  const Side own = side_of(place);
  const auto begin = own.terms.begin(), end = own.terms.end();
  for (const SketchTerm& term : query.terms) {
    const auto number = number_of(term.hash);
    if (!number) continue;
    const auto at = std::lower_bound(begin, end, *number, [](const Term& t, std::uint32_t n) { return t.number < n; });
    if (at == end || at->number != *number || part_.usual[at->number] != 0) continue;
    const float rarity = part_.rarity[at->number];
    const float near = static_cast<float>(std::max<int>(1, term.cause) * std::max<int>(1, at->cause));
    (term.log && at->log     ? logs
     : term.name && at->name ? names
                             : words)
        .push_back({rarity * rarity * std::sqrt(near), std::string(query.shown_of(term))});
  }
  const ConceptShare* const first = own.concepts.data();
  const ConceptShare* const last = first + own.concepts.size();
  for (const ConceptShare& share : query.concepts) {
    const ConceptShare* at = std::lower_bound(
        first, last, share.concept_number, [](const ConceptShare& s, std::uint16_t n) { return s.concept_number < n; });
    if (at == last || at->concept_number != share.concept_number || std::min(at->share, share.share) < 0.5F) continue;
    const Concept& what = all_concepts()[share.concept_number];
    if (!what.members.empty()) continue;  // a family is named by its members
    (what.kind == ConceptKind::component ? components : mechanisms)
        .push_back({what.telling * std::min({share.share, at->share, 1.0F}), std::string(what.name)});
  }
  const auto take = [](std::vector<Told>& from, std::size_t count, std::vector<std::string>& to) {
    std::sort(from.begin(), from.end(), [](const Told& a, const Told& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.text < b.text;
    });
    for (std::size_t i = 0; i < std::min(count, from.size()); ++i) to.push_back(std::move(from[i].text));
  };
  take(words, 8, out.words);
  take(names, 5, out.names);
  take(logs, 3, out.logs);
  take(components, 3, out.components);
  take(mechanisms, 3, out.mechanisms);
  return out;
}

}  // namespace afterword
