// How an index is asked.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <span>

#include "search/expression.h"
#include "search/index_view.h"

namespace afterword {
namespace {

constexpr std::size_t looked_up_max = 100'000;  // reports of a phrase, a beginning or a word of one part: the latest
constexpr std::size_t beginnings_max = 2'000;   // terms that a beginning may mean: those of most reports
// Matches are scored exactly: all where there are few and FTS5 need not walk far through its lists for them, else those
// that are roughly the best, one by one.
constexpr std::size_t scored_max = 2'500, walked_max = 250'000, scored_singly_max = 64;
constexpr double other_text = 0.6;  // what is no report of an incident ranks lower

std::vector<SearchFacet> order_facets(std::vector<SearchFacet> facets) {
  constexpr std::size_t values_max = 10;
  std::sort(facets.begin(), facets.end(), [](const SearchFacet& a, const SearchFacet& b) {
    return a.matches != b.matches ? a.matches > b.matches : a.value < b.value;
  });
  if (facets.size() > values_max) facets.resize(values_max);
  return facets;
}

/// What is known of a report without its text.
struct RowFacts {
  std::int64_t service = nothing, cause_class = nothing, due = 0;
  double minutes = nothing;
  bool incident = false;
};

struct Found {
  double score = 0;
  std::uint32_t row = 0;
  std::int64_t id = 0;
};
/// The better one first; ties by date.
bool better(const Found& a, const Found& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

}  // namespace

SearchIndex::View& SearchIndex::view() {
  if (view_) {
    view_->data_version_now.reset();
    if (view_->data_version_now.step() && view_->data_version_now.integer(0) == view_->data_version) {
      view_->data_version_now.reset();
      return *view_;
    }
  }
  view_ = std::make_unique<View>();
  View& out = *view_;
  out.data_version_now = database_.prepare("PRAGMA data_version");
  if (out.data_version_now.step()) out.data_version = out.data_version_now.integer(0);
  out.data_version_now.reset();
  out.packed_places = database_.prepare("SELECT packed FROM places WHERE term = ?1");
  out.holders = database_.prepare("SELECT reports FROM term WHERE term = ?1");
  out.terms_between = database_.prepare(
      "SELECT term, reports FROM term WHERE term >= ?1 AND term < ?2 ORDER BY reports DESC, term LIMIT ?3");
  out.late_facts = database_.prepare("SELECT service, class, due, minutes, incident FROM fact WHERE id = ?1");
  out.path = database_.prepare("SELECT path FROM report WHERE id = ?1");
  out.service_name = database_.prepare("SELECT name FROM service WHERE number = ?1");
  out.reports = static_cast<std::size_t>(std::max<std::int64_t>(sum_of("reports"), 1));
  out.usual_length =
      static_cast<double>(std::max<std::int64_t>(sum_of("length"), 1)) / static_cast<double>(out.reports);
  constexpr std::int64_t rows_max = 1 << 30;
  Statement days = database_.prepare("SELECT day, settled FROM day WHERE settled > 0 ORDER BY day");
  while (days.step() && whole_) {
    whole_ = days.integer(1) + out.layout.settled() < rows_max && days.integer(0) >= 0 && days.integer(0) <= day_none;
    if (whole_) out.layout.add_day(days.integer(0), static_cast<std::uint32_t>(days.integer(1)));
  }
  Statement late = database_.prepare("SELECT id FROM late ORDER BY id");
  while (late.step()) out.layout.add_late(late.integer(0));
  out.alive.assign((out.layout.size() + Places::block_rows - 1) / Places::block_rows, Places::all_rows);
  if (const std::size_t last = out.layout.size() % Places::block_rows; last != 0)
    out.alive.back() &= (std::uint64_t{1} << last * 2) - 1;
  Statement gone = database_.prepare("SELECT id FROM gone");
  while (gone.step())
    if (const auto row = out.layout.place_of(gone.integer(0)))
      out.alive[*row / Places::block_rows] &= ~(std::uint64_t{1} << *row % Places::block_rows * 2);
  return out;
}

/// One query being answered.
class SearchIndex::Search {
 public:
  Search(SearchIndex& index, View& view, const SearchQuery& query, const SearchOptions& options)
      : index_(index), view_(view), query_(query), options_(options) {
    first_id_ = query.to ? day_number(next_day(*query.to, -1)) << row_bits : 0;
    last_id_ = query.from ? ((day_number(query.from) + 1) << row_bits) - 1
               : query.to ? (day_none << row_bits) - 1
                          : std::numeric_limits<std::int64_t>::max();
  }

  SearchAnswer run() {
    for (const QueryClause& clause : query_.clauses) {
      Clause& out = clauses_.emplace_back();
      out.excluded = clause.excluded;
      for (const QueryWord& word : clause.any) out.any.push_back(look_up(word, clause.excluded));
    }
    if (!index_.is_sound()) return {};
    gather();
    if (options_.order == SearchOrder::relevance) score();
    SearchAnswer out;
    std::sort(best_.begin(), best_.end(), better);
    if (best_.size() > options_.hits_max) best_.resize(options_.hits_max);
    for (const Found& found : best_) {
      view_.path.bind(1, found.id);
      if (view_.path.step()) out.hits.push_back({std::string(view_.path.text(0)), found.score});
      view_.path.reset();
    }
    out.matches = matches_;
    out.more = more_;
    name_facets(out);
    return out;
  }

 private:
  struct Word {
    const QueryWord* asked = nullptr;
    Places places;
    bool titled = false;  ///< only what has it in the title is meant
    double tells = 0;     ///< 0: not scored
    std::array<double, 4> rough{};
    std::uint64_t holders = 0;
  };
  struct Clause {
    std::vector<Word> any;
    bool excluded = false;
  };

  // --- where words stand

  Word look_up(const QueryWord& asked, bool excluded) {
    Word out;
    out.asked = &asked;
    out.places = Places(view_.layout.size());
    out.titled = asked.field == QueryField::title;
    const std::vector<std::string> terms = index_terms(asked);
    const bool anywhere = !is_text(asked.field) || asked.field == QueryField::text || out.titled;
    if (terms.size() == 1 && anywhere && asked.prefix) {
      add_beginning(terms.front(), is_text(asked.field), out);
    } else if (terms.size() == 1 && anywhere) {
      add_term(terms.front(), out);
    } else {
      out.holders = std::numeric_limits<std::uint64_t>::max();
      for (std::size_t i = 0; i + (asked.prefix ? 1 : 0) < terms.size(); ++i)
        out.holders = std::min<std::uint64_t>(out.holders, count_holders(terms[i]));
      more_ |= !add_listed("words", match_expression(asked), looked_up_max, out.places);
      add_late(match_expression(asked), out.places);
    }
    if (excluded || !is_text(asked.field)) return out;
    out.tells = tells_of(view_.reports, std::min<std::uint64_t>(out.holders, view_.reports));
    for (std::size_t place = 0; place < out.rough.size(); ++place)
      out.rough[place] = rough_score(out.tells, static_cast<Place>(place));
    return out;
  }

  std::uint64_t count_holders(const std::string& term) {
    view_.holders.bind(1, std::string_view(term));
    const std::int64_t count = view_.holders.step() ? view_.holders.integer(0) : 0;
    view_.holders.reset();
    return static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0));
  }

  void add_term(const std::string& term, Word& out) {
    const std::uint64_t holders = count_holders(term);
    out.holders += holders;
    if (holders == 0) return;
    const std::string expression = "\"" + term + "\"";
    view_.packed_places.bind(1, std::string_view(term));
    if (view_.packed_places.step())
      index_.whole_ &= out.places.merge_packed(view_.packed_places.bytes(0), view_.layout.settled());
    else
      more_ |= !add_listed("words", expression, looked_up_max, out.places);
    view_.packed_places.reset();
    add_late(expression, out.places);
  }

  /// All terms that begin so.
  void add_beginning(const std::string& beginning, bool is_word, Word& out) {
    std::string end = beginning;
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);  // no term has the byte 255
    std::vector<std::string> terms;
    view_.terms_between.bind(1, std::string_view(beginning)).bind(2, std::string_view(end));
    view_.terms_between.bind(3, std::int64_t{beginnings_max + 1});
    while (view_.terms_between.step())
      if (const std::string_view term = view_.terms_between.text(0); !is_word || !term.contains('='))
        terms.emplace_back(term);
    view_.terms_between.reset();
    if (terms.size() > beginnings_max) {
      more_ = true;
      terms.resize(beginnings_max);
    }
    for (const std::string& term : terms) add_term(term, out);
  }

  void add_late(const std::string& expression, Places& out) {
    if (view_.layout.size() > view_.layout.settled())
      add_listed("late_words", expression, std::numeric_limits<std::size_t>::max(), out);
  }

  /// What FTS5 lists. False where there is more.
  bool add_listed(std::string_view table, const std::string& expression, std::size_t rows_max, Places& out) {
    const std::string name(table);
    Statement rows = index_.database_.prepare("SELECT rowid, best_place(" + name + ") FROM " + name + " WHERE " + name +
                                              " MATCH ?1 AND rowid >= ?2 AND rowid <= ?3");
    rows.bind(1, std::string_view(expression)).bind(2, first_id_).bind(3, last_id_);
    for (std::size_t count = 0; rows.step();) {
      if (++count > rows_max) return false;
      const auto row = view_.layout.place_of(rows.integer(0));
      if (row) out.set(*row, static_cast<Place>(std::clamp<std::int64_t>(rows.integer(1), 1, 3)));
    }
    return true;
  }

  // --- which reports match

  [[nodiscard]] std::uint64_t matching(std::size_t block) const {
    std::uint64_t mask = view_.alive[block];
    for (const Clause& clause : clauses_) {
      std::uint64_t any = 0;
      for (const Word& word : clause.any) any |= word.titled ? word.places.titled(block) : word.places.held(block);
      mask &= clause.excluded ? ~any : any;
    }
    return mask;
  }

  void gather() {
    kept_max_ = options_.order == SearchOrder::date ? options_.hits_max : std::max(options_.hits_max, scored_max);
    if (options_.hits_max == 0) kept_max_ = 0;
    load_facts();
    const auto [begin, end] = view_.layout.settled_between(first_id_, last_id_);
    visit(begin, end);
    visit(view_.layout.settled(), static_cast<std::uint32_t>(view_.layout.size()));
  }

  void visit(std::uint32_t begin, std::uint32_t end) {
    constexpr std::uint32_t rows = Places::block_rows;
    for (std::uint32_t block = begin / rows; block * rows < end; ++block)
      for (std::uint64_t left = matching(block); left != 0; left &= left - 1) {
        const std::uint32_t row = block * rows + static_cast<std::uint32_t>(std::countr_zero(left)) / 2;
        if (row >= begin && row < end) take(row);
      }
  }

  void take(std::uint32_t row) {
    const bool settled = row < view_.layout.settled();
    const std::int64_t late_id = settled ? 0 : view_.layout.id_of(row);
    if (!settled && (late_id < first_id_ || late_id > last_id_)) return;
    const RowFacts facts = settled ? settled_facts(row) : late_facts(late_id);
    if (!fits(facts)) return;
    ++matches_;
    count_facets(row, late_id, facts);
    if (kept_max_ == 0) return;
    const double score =
        options_.order == SearchOrder::date ? 0 : rough_score_of(row) * (facts.incident ? 1 : other_text);
    // Rows go from the latest to the earliest: among equals those that are kept already are the better ones.
    if (best_.size() == kept_max_ && score <= best_.front().score && settled) return;
    const Found found{score, row, settled ? view_.layout.id_of(row) : late_id};
    if (best_.size() == kept_max_) {
      if (!better(found, best_.front())) return;
      std::pop_heap(best_.begin(), best_.end(), better);
      best_.pop_back();
    }
    best_.push_back(found);
    std::push_heap(best_.begin(), best_.end(), better);
  }

  [[nodiscard]] double rough_score_of(std::uint32_t row) const {
    double out = 0;
    for (const Clause& clause : clauses_)
      for (const Word& word : clause.any)
        if (word.tells > 0) out += rough_of(word, row);
    return out;
  }
  static double rough_of(const Word& word, std::uint32_t row) {
    const Place place = word.places.at(row);
    return word.titled && place != Place::title ? 0 : word.rough[static_cast<std::size_t>(place)];
  }

  // --- facts

  template <class T>
  void load(std::string_view name, std::vector<T>& out) {
    if (out.size() == view_.layout.settled()) return;
    Statement row = index_.database_.prepare("SELECT packed FROM facts_by_place WHERE name = ?1");
    row.bind(1, name);
    out.assign(view_.layout.settled(), T());
    const std::string_view bytes = row.step() ? row.bytes(0) : std::string_view();
    if (bytes.size() == out.size() * sizeof(T))
      std::memcpy(out.data(), bytes.data(), bytes.size());
    else
      index_.whole_ = false;
  }

  void load_facts() {
    load("service", view_.services);
    load("class", view_.classes);
    load("incident", view_.incidents);
    if (query_.longer_min || query_.shorter_min) load("minutes", view_.minutes);
    if (query_.overdue) load("due", view_.due);
  }

  [[nodiscard]] RowFacts settled_facts(std::uint32_t row) const {
    return {view_.services[row], view_.classes[row], query_.overdue ? view_.due[row] : 0,
            query_.longer_min || query_.shorter_min ? view_.minutes[row] : nothing, view_.incidents[row] != 0};
  }

  [[nodiscard]] RowFacts late_facts(std::int64_t id) const {
    RowFacts out;
    view_.late_facts.bind(1, id);
    if (view_.late_facts.step())
      out = {view_.late_facts.integer(0), view_.late_facts.integer(1), view_.late_facts.integer(2),
             view_.late_facts.number(3), view_.late_facts.integer(4) != 0};
    view_.late_facts.reset();
    return out;
  }

  [[nodiscard]] bool fits(const RowFacts& facts) const {
    if ((query_.longer_min || query_.shorter_min) && facts.minutes < 0) return false;
    if (query_.longer_min && facts.minutes < *query_.longer_min) return false;
    if (query_.shorter_min && facts.minutes > *query_.shorter_min) return false;
    return !query_.overdue || (facts.due != 0 && facts.due < days_of(options_.today)) == *query_.overdue;
  }

  void count_facets(std::uint32_t row, std::int64_t late_id, const RowFacts& facts) {
    if (facts.service >= 0) {
      const auto number = static_cast<std::size_t>(facts.service);
      if (number >= services_.size()) services_.resize(std::min<std::size_t>(number + 1, 1U << 24U));
      if (number < services_.size()) ++services_[number];
    }
    if (facts.cause_class >= 0 && static_cast<std::size_t>(facts.cause_class) < classes_.size())
      ++classes_[static_cast<std::size_t>(facts.cause_class)];
    int year = 0;
    if (row < view_.layout.settled()) {
      const std::vector<RowLayout::Day>& days = view_.layout.days();
      while (row >= days[day_].first + days[day_].count) ++day_;  // rows come in order
      year = days[day_].year;
    } else {
      year = year_of_day(day_of_row(late_id));
    }
    if (year != 0) ++years_[static_cast<std::size_t>(year)];
  }

  void name_facets(SearchAnswer& out) {
    for (std::size_t number = 0; number < services_.size(); ++number) {
      if (services_[number] == 0) continue;
      view_.service_name.bind(1, static_cast<std::int64_t>(number));
      if (view_.service_name.step())
        out.services.push_back({std::string(view_.service_name.text(0)), services_[number]});
      view_.service_name.reset();
    }
    for (std::size_t i = 0; i < classes_.size(); ++i)
      if (classes_[i] > 0) out.cause_classes.push_back({std::string(name_of(static_cast<CauseClass>(i))), classes_[i]});
    out.services = order_facets(std::move(out.services));
    out.cause_classes = order_facets(std::move(out.cause_classes));
    for (std::size_t year = years_.size(); year-- > 0;)
      if (years_[year] > 0) out.years.push_back({std::to_string(year), years_[year]});
  }

  // --- exact scores, by FTS5's lists: they know each place of a word and what stands beside it

  void score() {
    PhraseWeights weights{view_.usual_length, {}};
    std::uint64_t walked = 0;
    const std::string all = expression_of_all(weights, walked);
    if (weights.tells.empty() ||
        std::all_of(weights.tells.begin(), weights.tells.end(), [](double t) { return t == 0; }))
      return;
    if (matches_ <= scored_max && walked <= walked_max) {
      std::sort(best_.begin(), best_.end(), [](const Found& a, const Found& b) { return a.id < b.id; });
      score_all("words", all, weights.packed());
      if (view_.layout.size() > view_.layout.settled()) score_all("late_words", all, weights.packed());
      return;
    }
    std::sort(best_.begin(), best_.end(), better);
    best_.resize(std::min(best_.size(), std::max(options_.hits_max, scored_singly_max)));
    score_singly();
  }

  /// All clauses that FTS5 can be asked for; `walked`: how many steps through its lists that is, about.
  [[nodiscard]] std::string expression_of_all(PhraseWeights& weights, std::uint64_t& walked) const {
    std::string out;
    for (const Clause& clause : clauses_) {
      if (clause.excluded || std::any_of(clause.any.begin(), clause.any.end(), has_beginning)) continue;
      std::string any;
      for (const Word& word : clause.any) {
        any += (any.empty() ? "" : " OR ") + match_expression(*word.asked);
        weights.tells.push_back(word.tells);
        walked += word.holders * word.asked->terms.size();
      }
      out += (out.empty() ? "(" : " AND (") + any + ")";
    }
    return out;
  }
  static bool has_beginning(const Word& word) { return word.asked->prefix; }

  /// Of words of which only the beginning is asked for, the rough score stands.
  [[nodiscard]] double score_of_beginnings(std::uint32_t row) const {
    double out = 0;
    for (const Clause& clause : clauses_)
      if (std::any_of(clause.any.begin(), clause.any.end(), has_beginning))
        for (const Word& word : clause.any) out += rough_of(word, row);
    return out;
  }

  void take_score(const Statement& row, Found& found) const {
    found.score = (row.number(0) + score_of_beginnings(found.row)) * (row.integer(1) != 0 ? 1 : other_text);
  }

  /// In one walk. `best_` is in order of rows.
  void score_all(const std::string& table, const std::string& expression, const std::vector<double>& packed) {
    Statement rows = prepare_score(table, "rowid >= ?3 AND " + table + ".rowid <= ?4");
    rows.bind_bytes(1, packed.data(), packed.size() * sizeof(double)).bind(2, std::string_view(expression));
    rows.bind(3, first_id_).bind(4, last_id_);
    for (auto at = best_.begin(); at != best_.end() && rows.step();) {
      const std::int64_t id = rows.integer(2);
      at = std::lower_bound(at, best_.end(), id, [](const Found& f, std::int64_t wanted) { return f.id < wanted; });
      if (at != best_.end() && at->id == id) take_score(rows, *at);
    }
  }

  void score_singly() {
    // Of what matches only the words count, whichever of them a report has.
    std::string expression;
    PhraseWeights weights{view_.usual_length, {}};
    for (const Clause& clause : clauses_)
      for (const Word& word : clause.any) {
        if (word.tells <= 0 || std::any_of(clause.any.begin(), clause.any.end(), has_beginning)) continue;
        expression += (expression.empty() ? "" : " OR ") + match_expression(*word.asked);
        weights.tells.push_back(word.tells);
      }
    if (expression.empty()) return;
    const std::vector<double> packed = weights.packed();
    Statement settled = prepare_score("words", "rowid = ?3"), late;
    if (view_.layout.size() > view_.layout.settled()) late = prepare_score("late_words", "rowid = ?3");
    for (Found& found : best_) {
      Statement& row = found.row < view_.layout.settled() ? settled : late;
      row.bind_bytes(1, packed.data(), packed.size() * sizeof(double));
      row.bind(2, std::string_view(expression)).bind(3, found.id);
      if (row.step()) take_score(row, found);
      row.reset();
    }
  }

  Statement prepare_score(const std::string& table, const std::string& which) {
    return index_.database_.prepare("SELECT score_terms(" + table + ", ?1, length), incident, " + table +
                                    ".rowid FROM " + table + " CROSS JOIN fact ON fact.id = " + table +
                                    ".rowid WHERE " + table + " MATCH ?2 AND " + table + "." + which);
  }

  SearchIndex& index_;
  View& view_;
  const SearchQuery& query_;
  const SearchOptions& options_;
  std::int64_t first_id_ = 0, last_id_ = 0;
  std::vector<Clause> clauses_;
  std::vector<Found> best_;  ///< a heap with the worst in front while they are gathered
  std::size_t kept_max_ = 0, matches_ = 0;
  bool more_ = false;
  std::vector<std::size_t> services_;
  std::array<std::size_t, static_cast<std::size_t>(CauseClass::other) + 1> classes_{};
  std::array<std::size_t, 2200> years_{};  // that rows can have: 1970 to 2149
  std::size_t day_ = 0;                    ///< of the row that is looked at
};

SearchAnswer SearchIndex::search(const SearchQuery& query, const SearchOptions& options) {
  if (!is_sound()) return {};
  database_.run("BEGIN");  // as it is now, whatever another process does meanwhile
  View& all = view();
  SearchAnswer out;
  if (is_sound()) out = Search(*this, all, query, options).run();
  database_.run("COMMIT");
  return is_sound() ? out : SearchAnswer();
}

}  // namespace afterword
