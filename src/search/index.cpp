#include "search/index.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "search/plan.h"

namespace afterword {
namespace {

// Rows of one day. Few, because the engine keeps the steps between rows, and small ones take fewer bytes.
constexpr int row_bits = 13;
constexpr std::int64_t day_rows = std::int64_t{1} << row_bits;
constexpr std::int64_t day_none = 65535, day_last = day_none - 1;

/// The latest day has the lowest number.
std::int64_t day_number(const std::optional<Date>& date) {
  return date ? std::clamp<std::int64_t>(day_last - days_of(*date), 0, day_last) : day_none;
}

int year_of_row(std::int64_t id) {
  const std::int64_t day = id >> row_bits;
  if (day >= day_none) return 0;
  return next_day(Date{1970, 1, 1}, static_cast<int>(day_last - day)).year;
}

constexpr std::int64_t nothing = -1;

/// Calls `each` with every term of a spaced text.
template <class Each>
void for_terms(std::string_view words, Each each) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) each(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

std::vector<SearchFacet> order_facets(std::vector<SearchFacet> facets, std::size_t count_max) {
  std::sort(facets.begin(), facets.end(), [](const SearchFacet& a, const SearchFacet& b) {
    return a.matches != b.matches ? a.matches > b.matches : a.value < b.value;
  });
  if (facets.size() > count_max) facets.resize(count_max);
  return facets;
}

/// Edits between two words, neighbours swapped counted once; more than `most` is `most` + 1.
std::size_t count_edits(std::string_view a, std::string_view b, std::size_t most) {
  constexpr std::size_t width = 33;
  if (a.size() >= width || b.size() >= width) return most + 1;
  std::size_t rows[3][width];
  std::size_t *before = rows[0], *last = rows[1], *now = rows[2];
  for (std::size_t k = 0; k <= b.size(); ++k) last[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    std::size_t least = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t differs = a[i - 1] != b[k - 1];
      now[k] = std::min({last[k] + 1, now[k - 1] + 1, last[k - 1] + differs});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) now[k] = std::min(now[k], before[k - 2] + 1);
      least = std::min(least, now[k]);
    }
    if (least > most) return most + 1;
    std::size_t* const old = before;
    before = last;
    last = now;
    now = old;
  }
  return last[b.size()];
}

class IndexHolders final : public TermHolders {
 public:
  explicit IndexHolders(SearchIndex& index) : index_(index) {}
  std::size_t count(std::string_view term) override { return index_.count_holders(term); }

 private:
  SearchIndex& index_;
};

}  // namespace

void SearchIndex::make_tables() {
  database_.run(
      "CREATE TABLE note(name TEXT PRIMARY KEY, value INT) WITHOUT ROWID;"
      "CREATE TABLE report(id INTEGER PRIMARY KEY, path TEXT);"
      "CREATE TABLE fact(id INTEGER PRIMARY KEY, length INT, service INT, class INT, minutes REAL, due INT, incident "
      "INT);"
      "CREATE TABLE file(path TEXT PRIMARY KEY, id INT, size INT, changed INT, hash INT) WITHOUT ROWID;"
      "CREATE TABLE service(number INTEGER PRIMARY KEY, name TEXT UNIQUE);"
      "CREATE TABLE term(term TEXT PRIMARY KEY, reports INT) WITHOUT ROWID;"
      "CREATE TABLE day(day INTEGER PRIMARY KEY, next INT);"
      "CREATE VIRTUAL TABLE words USING fts5(title, summary, cause, body, facts, content='', columnsize=0, "
      "tokenize='spaced');"
      "INSERT INTO words(words, rank) VALUES('hashsize', 134217728);");
  keep_note("version", version);
}

SearchIndex SearchIndex::make(const std::string& path) {
  SearchIndex out;
  out.database_ = Database::open(path, DatabaseUse::write);
  out.database_.run(
      "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; "
      "PRAGMA cache_size=-65536; BEGIN;");
  out.make_tables();
  out.database_.run(
      "INSERT INTO words(words, rank) VALUES('pgsz', 8000), ('automerge', 0), ('crisismerge', 1999); COMMIT;");
  out.same_version_ = true;
  return out;
}

SearchIndex SearchIndex::open(const std::string& path, DatabaseUse use) {
  SearchIndex out;
  out.database_ = Database::open(path, use);
  out.database_.run(
      "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384;"
      "PRAGMA mmap_size=4294967296;");
  out.same_version_ = true;  // as far as is known: what asks is run
  out.same_version_ = out.note("version") == version;
  return out;
}

void SearchIndex::keep_note(std::string_view name, std::int64_t value) {
  Statement statement = database_.prepare("INSERT OR REPLACE INTO note VALUES(?1, ?2)");
  statement.bind(1, name).bind(2, value).run();
}

std::optional<std::int64_t> SearchIndex::note(std::string_view name) {
  Statement statement = database_.prepare("SELECT value FROM note WHERE name = ?1");
  statement.bind(1, name);
  if (!statement.step()) return std::nullopt;
  return statement.integer(0);
}

std::int64_t SearchIndex::sum_of(std::string_view name) {
  return note(name).value_or(0);
}

void SearchIndex::begin() {
  database_.run("BEGIN IMMEDIATE");
  add_words_ =
      database_.prepare("INSERT INTO words(rowid, title, summary, cause, body, facts) VALUES(?1,?2,?3,?4,?5,?6)");
  add_fact_ = database_.prepare("INSERT INTO fact VALUES(?1,?2,?3,?4,?5,?6,?7)");
  add_report_ = database_.prepare("INSERT INTO report VALUES(?1,?2)");
  add_file_ = database_.prepare("INSERT OR REPLACE INTO file VALUES(?1,?2,?3,?4,?5)");
}

std::int64_t SearchIndex::next_id(const std::optional<Date>& date) {
  // A day that has no row left borrows from the day before; what has no day has no end.
  for (std::int64_t day = day_number(date);; ++day) {
    const auto [at, fresh] = next_.try_emplace(day, 0);
    if (fresh) {
      Statement statement = database_.prepare("SELECT next FROM day WHERE day = ?1");
      statement.bind(1, day);
      if (statement.step()) at->second = statement.integer(0);
    }
    if (day >= day_none || at->second < day_rows) return (day << row_bits) + at->second++;
  }
}

std::int64_t SearchIndex::service_number(const std::string& name) {
  if (name.empty()) return nothing;
  const auto [at, fresh] = services_.try_emplace(name, 0);
  if (!fresh) return at->second;
  Statement find = database_.prepare("SELECT number FROM service WHERE name = ?1");
  find.bind(1, name);
  if (find.step()) return at->second = find.integer(0);
  Statement add = database_.prepare("INSERT INTO service(name) VALUES(?1) RETURNING number");
  add.bind(1, name);
  at->second = add.step() ? add.integer(0) : nothing;
  add.run();
  return at->second;
}

void SearchIndex::count_terms(const SearchEntry& entry) {
  ++added_;
  const auto count = [&](std::string_view term) {
    auto at = counts_.find(term);
    if (at == counts_.end()) at = counts_.emplace(std::string(term), TermCount{}).first;
    if (at->second.last == added_) return;
    at->second.last = added_;
    ++at->second.reports;
  };
  for (const std::string& words : entry.words) for_terms(words, count);
  for_terms(entry.facts, count);
}

void SearchIndex::add(const std::vector<std::pair<IndexedFile, SearchEntry>>& batch) {
  // In order of rows, else FTS5 begins a new segment at every step back.
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t i = 0; i < batch.size(); ++i) order.emplace_back(next_id(batch[i].second.date), i);
  std::sort(order.begin(), order.end());
  for (const auto& [id, i] : order) {
    const auto& [file, entry] = batch[i];
    add_words_.bind(1, id);
    for (std::size_t part = 0; part < search_parts; ++part)
      add_words_.bind(static_cast<int>(part) + 2, entry.words[part]);
    add_words_.bind(6, entry.facts).run();
    add_fact_.bind(1, id).bind(2, entry.length).bind(3, service_number(entry.service));
    add_fact_.bind(4, entry.cause_class ? static_cast<std::int64_t>(*entry.cause_class) : nothing);
    add_fact_.bind(5, entry.minutes ? static_cast<std::int64_t>(*entry.minutes) : nothing);
    add_fact_.bind(6, entry.first_due ? days_of(*entry.first_due) : std::int64_t{0});
    add_fact_.bind(7, std::int64_t{entry.is_postmortem}).run();
    add_report_.bind(1, id).bind(2, entry.path).run();
    add_file_.bind(1, file.path).bind(2, id).bind(3, file.size).bind(4, file.changed_ns);
    add_file_.bind(5, static_cast<std::int64_t>(file.hash)).run();
    added_length_ += entry.length;
    count_terms(entry);
  }
}

void SearchIndex::remove(const std::string& path) {
  Statement find = database_.prepare("SELECT id FROM file WHERE path = ?1");
  find.bind(1, path);
  if (!find.step()) return;
  const std::int64_t id = find.integer(0);
  find.reset();
  // Without its text FTS5 can't take a report out; a row without facts is passed over.
  for (const char* sql : {"DELETE FROM fact WHERE id = ?1", "DELETE FROM report WHERE id = ?1"})
    database_.prepare(sql).bind(1, id).run();
  database_.prepare("DELETE FROM file WHERE path = ?1").bind(1, std::string_view(path)).run();
  keep_note("gone", sum_of("gone") + 1);
}

void SearchIndex::store_counts() {
  // In order, which a tree of pages takes in fastest.
  std::vector<std::pair<std::string_view, std::uint32_t>> sorted;
  sorted.reserve(counts_.size());
  for (const auto& [term, count] : counts_) sorted.emplace_back(term, count.reports);
  std::sort(sorted.begin(), sorted.end());
  Statement put = database_.prepare(
      "INSERT INTO term VALUES(?1, ?2) ON CONFLICT(term) DO UPDATE SET reports = reports + excluded.reports");
  for (const auto& [term, reports] : sorted) put.bind(1, term).bind(2, std::int64_t{reports}).run();
  Statement day = database_.prepare("INSERT OR REPLACE INTO day VALUES(?1, ?2)");
  for (const auto& [number, next] : std::map<std::int64_t, std::int64_t>(next_.begin(), next_.end()))
    day.bind(1, number).bind(2, next).run();
  keep_note("reports", sum_of("reports") + added_);
  keep_note("length", sum_of("length") + added_length_);
  counts_.clear();
  next_.clear();
  added_ = 0;
  added_length_ = 0;
}

void SearchIndex::commit() {
  store_counts();
  database_.run("COMMIT");
  for (Statement* statement : {&add_words_, &add_fact_, &add_report_, &add_file_}) *statement = Statement();
  services_.clear();
}

void SearchIndex::finish() {
  database_.run(
      "BEGIN; INSERT INTO words(words) VALUES('optimize');"
      "INSERT INTO words(words, rank) VALUES('automerge', 4), ('crisismerge', 16); COMMIT;");
}

double SearchIndex::waste() {
  const std::int64_t all = sum_of("reports");
  return all == 0 ? 0 : static_cast<double>(sum_of("gone")) / static_cast<double>(all);
}

std::vector<IndexedFile> SearchIndex::files() {
  std::vector<IndexedFile> out;
  Statement all = database_.prepare("SELECT path, size, changed, hash FROM file ORDER BY path");
  while (all.step())
    out.push_back(
        {std::string(all.text(0)), all.integer(1), all.integer(2), static_cast<std::uint64_t>(all.integer(3))});
  return out;
}

std::size_t SearchIndex::size() {
  return static_cast<std::size_t>(std::max<std::int64_t>(0, sum_of("reports") - sum_of("gone")));
}

std::size_t SearchIndex::count_holders(std::string_view term) {
  Statement find = database_.prepare("SELECT reports FROM term WHERE term = ?1");
  find.bind(1, term);
  return find.step() ? static_cast<std::size_t>(std::max<std::int64_t>(find.integer(0), 0)) : 0;
}

std::string SearchIndex::find_nearest(std::string_view term) {
  const std::size_t most = term.size() < 4 ? 0 : term.size() < 6 ? 1 : 2;
  std::tuple<std::size_t, std::int64_t, std::string> best{most + 1, 0, {}};
  // Terms of facts ("has=cause") and those with digits were not mistyped for words.
  Statement all = database_.prepare("SELECT term, reports FROM term WHERE length(term) BETWEEN ?1 AND ?2");
  all.bind(1, static_cast<std::int64_t>(term.size() - std::min(most, term.size())));
  all.bind(2, static_cast<std::int64_t>(term.size() + most));
  while (most > 0 && all.step()) {
    const std::string_view other = all.text(0);
    if (other == term ||
        std::any_of(other.begin(), other.end(), [](char c) { return c == '=' || (c >= '0' && c <= '9'); }))
      continue;
    const std::size_t edits = count_edits(term, other, most);
    // A first letter is rarely wrong, and hardly ever with another.
    const bool begins_alike = other.front() == term.front();
    if (edits > (begins_alike ? most : 1)) continue;
    const std::size_t rank = 2 * edits + (begins_alike ? 0 : 1);
    if (std::get<2>(best).empty() ||
        std::tuple(rank, -all.integer(1)) < std::tuple(std::get<0>(best), std::get<1>(best)))
      best = {rank, -all.integer(1), std::string(other)};
  }
  return std::get<2>(best);
}

namespace {

struct Found {
  double score = 0;
  std::int64_t id = 0;
};

bool fits(const Statement& row, const SearchQuery& query, const SearchOptions& options) {
  const double minutes = row.number(4);
  if ((query.longer_min || query.shorter_min) && minutes < 0) return false;
  if (query.longer_min && minutes < *query.longer_min) return false;
  if (query.shorter_min && minutes > *query.shorter_min) return false;
  if (!query.overdue) return true;
  const std::int64_t due = row.integer(5);
  return (due != 0 && due < days_of(options.today)) == *query.overdue;
}

/// What a report gets of which all words are in the title, and nothing else is known.
double title_score(const MatchPlan& plan) {
  constexpr double title_share = 0.8;
  double out = 0;
  for (const double tells : plan.tells) out += tells;
  return out * title_share;
}

}  // namespace

struct SearchIndex::Gathered {
  std::vector<Found> found;
  std::unordered_map<std::int64_t, std::size_t> services, days, classes;
  bool more = false;
};

void SearchIndex::gather(const SearchQuery& query, const SearchOptions& options, bool titles, Gathered& out) {
  constexpr double other_text = 0.6;              // what is no report of an incident ranks lower
  constexpr std::size_t looked_at_max = 100'000;  // rows that a filter may pass over
  const auto reports = static_cast<std::size_t>(std::max<std::int64_t>(sum_of("reports"), 1));
  IndexHolders holders(*this);
  const MatchPlan plan = plan_match(query, holders, reports, titles ? PlanFor::titles : PlanFor::query);
  const double given = titles ? title_score(plan_match(query, holders, reports)) : 0;
  const PhraseWeights weights{
      static_cast<double>(std::max<std::int64_t>(sum_of("length"), 1)) / static_cast<double>(reports), plan.tells};
  const std::vector<double> packed = weights.packed();
  const std::int64_t first = query.to ? day_number(next_day(*query.to, -1)) << row_bits : 0;
  const std::int64_t last = query.from ? ((day_number(query.from) + 1) << row_bits) - 1
                            : query.to ? (day_none << row_bits) - 1
                                       : std::numeric_limits<std::int64_t>::max();
  Statement rows = database_.prepare(
      "SELECT words.rowid, score_terms(words, ?1, length), service, class, minutes, due, incident FROM words CROSS "
      "JOIN fact ON fact.id = words.rowid WHERE words MATCH ?2 AND words.rowid >= ?3 AND words.rowid <= ?4");
  rows.bind_bytes(1, packed.data(), packed.size() * sizeof(double));
  rows.bind(2, std::string_view(plan.expression)).bind(3, first).bind(4, last);
  const std::size_t already = out.found.size();
  std::size_t looked_at = 0;
  while (rows.step()) {
    if (++looked_at > looked_at_max || out.found.size() - already >= matches_max) {
      out.more = true;
      break;
    }
    if (!fits(rows, query, options)) continue;
    const std::int64_t id = rows.integer(0);
    const auto end = out.found.begin() + static_cast<std::ptrdiff_t>(already);
    const auto at =
        std::lower_bound(out.found.begin(), end, id, [](const Found& f, std::int64_t i) { return f.id < i; });
    if (at != end && at->id == id) continue;
    out.found.push_back({(titles ? given : rows.number(1)) * (rows.integer(6) != 0 ? 1 : other_text), id});
    if (titles) continue;
    if (rows.integer(2) != nothing) ++out.services[rows.integer(2)];
    if (rows.integer(3) != nothing) ++out.classes[rows.integer(3)];
    if (const std::int64_t day = id >> row_bits; day < day_none) ++out.days[day];
  }
}

void SearchIndex::find_facets(const Gathered& gathered, SearchAnswer& out) {
  constexpr std::size_t values_max = 10;
  std::vector<SearchFacet> services, classes;
  Statement name = database_.prepare("SELECT name FROM service WHERE number = ?1");
  for (const auto& [number, matches] : gathered.services) {
    name.bind(1, number);
    if (name.step()) services.push_back({std::string(name.text(0)), matches});
    name.reset();
  }
  std::map<int, std::size_t, std::greater<>> by_year;
  for (const auto& [day, matches] : gathered.days) by_year[year_of_row(day << row_bits)] += matches;
  for (const auto& [year, matches] : by_year) out.years.push_back({std::to_string(year), matches});
  for (const auto& [number, matches] : gathered.classes)
    if (number <= static_cast<std::int64_t>(CauseClass::other))
      classes.push_back({std::string(name_of(static_cast<CauseClass>(number))), matches});
  out.services = order_facets(std::move(services), values_max);
  out.cause_classes = order_facets(std::move(classes), values_max);
}

SearchAnswer SearchIndex::search(const SearchQuery& query, const SearchOptions& options) {
  SearchAnswer out;
  if (!is_sound()) return out;
  Gathered gathered;
  gather(query, options, false, gathered);
  out.more = gathered.more;
  out.matches = gathered.found.size();
  // Among too many to look at all, those with the words in their title are worth finding, however old.
  if (gathered.more && options.order == SearchOrder::relevance) gather(query, options, true, gathered);
  std::vector<Found>& found = gathered.found;
  const auto better = [&](const Found& a, const Found& b) {
    return options.order == SearchOrder::relevance && a.score != b.score ? a.score > b.score : a.id < b.id;
  };
  const std::size_t count = std::min(found.size(), options.hits_max);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), better);
  Statement path = database_.prepare("SELECT path FROM report WHERE id = ?1");
  for (std::size_t i = 0; i < count; ++i) {
    path.bind(1, found[i].id);
    if (path.step()) out.hits.push_back({std::string(path.text(0)), found[i].score});
    path.reset();
  }
  find_facets(gathered, out);
  return out;
}

}  // namespace afterword
