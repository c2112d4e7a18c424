#include "search/index.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "search/index_view.h"

namespace afterword {
namespace {

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

}  // namespace

SearchIndex::SearchIndex() = default;
SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

void SearchIndex::make_tables() {
  // Reports that come later are in a table of their own, so that the large one stays as it was made.
  for (const char* name : {"words", "late_words"})
    database_.run("CREATE VIRTUAL TABLE " + std::string(name) +
                  " USING fts5(title, summary, cause, body, facts, content='', columnsize=0, tokenize='spaced')");
  // FTS5 collects words in a table of `hashsize` bytes before it writes them: one that stays near the processor fills
  // faster than a large one, and what it writes is put together at the end either way.
  database_.run(
      "CREATE TABLE note(name TEXT PRIMARY KEY, value INT) WITHOUT ROWID;"
      "CREATE TABLE report(id INTEGER PRIMARY KEY, path TEXT);"
      "CREATE TABLE fact(id INTEGER PRIMARY KEY, length INT, service INT, class INT, minutes REAL, due INT, incident "
      "INT);"
      "CREATE TABLE file(path TEXT PRIMARY KEY, id INT, size INT, changed INT, hash INT) WITHOUT ROWID;"
      "CREATE TABLE service(number INTEGER PRIMARY KEY, name TEXT UNIQUE);"
      "CREATE TABLE term(term TEXT PRIMARY KEY, reports INT) WITHOUT ROWID;"
      "CREATE TABLE day(day INTEGER PRIMARY KEY, next INT, settled INT);"
      "CREATE TABLE late(id INTEGER PRIMARY KEY);"
      "CREATE TABLE gone(id INTEGER PRIMARY KEY);"
      "CREATE TABLE places(term TEXT PRIMARY KEY, packed BLOB);"
      "CREATE TABLE facts_by_place(name TEXT PRIMARY KEY, packed BLOB);"
      "INSERT INTO words(words, rank) VALUES('hashsize', 8388608), ('pgsz', 2000), ('automerge', 0), "
      "('crisismerge', 1999);");
  keep_note("version", version);
}

SearchIndex SearchIndex::make(const std::string& path, std::size_t keep_places_from) {
  SearchIndex out;
  out.database_ = Database::open(path, DatabaseUse::write);
  out.database_.run(
      "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; "
      "PRAGMA cache_size=-65536; BEGIN;");
  out.make_tables();
  out.database_.run("COMMIT");
  out.whole_ = true;
  out.making_ = std::make_unique<Making>();
  out.making_->keep_places_from = keep_places_from;
  return out;
}

SearchIndex SearchIndex::open(const std::string& path, DatabaseUse use) {
  SearchIndex out;
  out.database_ = Database::open(path, use);
  out.database_.run(
      "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384;"
      "PRAGMA mmap_size=17179869184;");
  out.whole_ = true;  // as far as is known: what asks is run
  out.whole_ = out.note("version") == version;
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
  view_.reset();
  database_.run("BEGIN IMMEDIATE");
  add_words_ = database_.prepare(std::string("INSERT INTO ") + (making_ ? "words" : "late_words") +
                                 "(rowid, title, summary, cause, body, facts) VALUES(?1,?2,?3,?4,?5,?6)");
  add_fact_ = database_.prepare("INSERT INTO fact VALUES(?1,?2,?3,?4,?5,?6,?7)");
  add_report_ = database_.prepare("INSERT INTO report VALUES(?1,?2)");
  add_file_ = database_.prepare("INSERT OR REPLACE INTO file VALUES(?1,?2,?3,?4,?5)");
  add_late_ = database_.prepare("INSERT INTO late VALUES(?1)");
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
  constexpr std::array<Place, search_parts + 1> places = {Place::title, Place::lead, Place::lead, Place::body,
                                                          Place::body};
  const auto number = static_cast<std::uint32_t>(making_->rows.size());  // from 1: this report's row is there already
  auto& table = making_->terms;
  for (const EntryTerm& one : entry.terms) table.bring_slot(one.hash);
  for (const EntryTerm& one : entry.terms) table.bring_term(one.hash);
  for (const EntryTerm& one : entry.terms)
    if (const auto* term = table.guess(one.hash))
      __builtin_prefetch(term->value.steps.data() + term->value.steps.size(), 1);
  for (const EntryTerm& one : entry.terms) {
    Making::Term& term = table.find_or_add(entry.letters_of(one), one.hash);
    append_step(term.steps, number - term.last, places[one.part]);
    term.last = number;
    ++term.reports;
  }
}

void SearchIndex::add_one(std::int64_t id, const SearchEntry& entry) {
  add_words_.bind(1, id);
  for (std::size_t part = 0; part < search_parts; ++part)
    add_words_.bind(static_cast<int>(part) + 2, entry.words[part]);
  add_words_.bind(6, entry.facts).run();
  const std::int64_t service = service_number(entry.service);
  const std::int64_t cause_class = entry.cause_class ? static_cast<std::int64_t>(*entry.cause_class) : nothing;
  const std::int64_t minutes = entry.minutes ? static_cast<std::int64_t>(*entry.minutes) : nothing;
  const std::int64_t due = entry.first_due ? days_of(*entry.first_due) : std::int64_t{0};
  add_fact_.bind(1, id).bind(2, entry.length).bind(3, service).bind(4, cause_class).bind(5, minutes).bind(6, due);
  add_fact_.bind(7, std::int64_t{entry.is_postmortem}).run();
  add_report_.bind(1, id).bind(2, entry.path).run();
  ++added_reports_;
  added_length_ += entry.length;
  if (making_) {
    making_->rows.push_back({id, static_cast<std::int32_t>(service), static_cast<std::int32_t>(due),
                             static_cast<float>(minutes), static_cast<std::int8_t>(cause_class),
                             static_cast<std::int8_t>(entry.is_postmortem)});
    count_terms(entry);
  } else {
    add_late_.bind(1, id).run();
    for (const EntryTerm& term : entry.terms) ++late_terms_[std::string(entry.letters_of(term))];
  }
}

void SearchIndex::add(const std::vector<std::pair<IndexedFile, SearchEntry>>& batch) {
  // In order of rows, else FTS5 begins a new segment at every step back.
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const IndexedFile& file = batch[i].first;
    const std::int64_t id = next_id(batch[i].second.date);
    order.emplace_back(id, i);
    add_file_.bind(1, file.path).bind(2, id).bind(3, file.size).bind(4, file.changed_ns);
    add_file_.bind(5, static_cast<std::int64_t>(file.hash)).run();
  }
  std::sort(order.begin(), order.end());
  for (const auto& [id, i] : order) add_one(id, batch[i].second);
}

void SearchIndex::remove(const std::string& path) {
  Statement find = database_.prepare("SELECT id FROM file WHERE path = ?1");
  find.bind(1, path);
  if (!find.step()) return;
  const std::int64_t id = find.integer(0);
  find.reset();
  // Without its text FTS5 can't take a report out: it stays in the lists, and is passed over.
  Statement late = database_.prepare("SELECT 1 FROM late WHERE id = ?1");
  const bool is_late = late.bind(1, id).step();
  late.reset();
  for (const char* sql : {"DELETE FROM fact WHERE id = ?1", "DELETE FROM report WHERE id = ?1",
                          is_late ? "DELETE FROM late WHERE id = ?1" : "INSERT INTO gone VALUES(?1)"})
    database_.prepare(sql).bind(1, id).run();
  database_.prepare("DELETE FROM file WHERE path = ?1").bind(1, std::string_view(path)).run();
  keep_note("gone", sum_of("gone") + 1);
}

void SearchIndex::store_days(const char* sql) {
  Statement day = database_.prepare(sql);
  for (const auto& [number, next] : std::map<std::int64_t, std::int64_t>(next_.begin(), next_.end()))
    day.bind(1, number).bind(2, next).run();
  next_.clear();
}

void SearchIndex::commit() {
  if (!making_) {
    Statement put = database_.prepare(
        "INSERT INTO term VALUES(?1, ?2) ON CONFLICT(term) DO UPDATE SET reports = reports + excluded.reports");
    for (const auto& [term, reports] : late_terms_)
      put.bind(1, std::string_view(term)).bind(2, std::int64_t{reports}).run();
    late_terms_.clear();
    store_days("INSERT INTO day VALUES(?1, ?2, 0) ON CONFLICT(day) DO UPDATE SET next = excluded.next");
  }
  keep_note("reports", sum_of("reports") + added_reports_);
  keep_note("length", sum_of("length") + added_length_);
  added_reports_ = 0;
  added_length_ = 0;
  database_.run("COMMIT");
  for (Statement* statement : {&add_words_, &add_fact_, &add_report_, &add_file_, &add_late_}) *statement = Statement();
  services_.clear();
}

void SearchIndex::store_places(const std::vector<std::uint32_t>& place_of_report) {
  // In order, which a tree of pages takes in fastest.
  std::vector<const TermTable<Making::Term>::Term*> sorted;
  sorted.reserve(making_->terms.terms().size());
  for (const auto& term : making_->terms.terms()) sorted.push_back(&term);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  const std::size_t rows = place_of_report.size();
  const std::size_t from = std::max(making_->keep_places_from, rows / 1024);
  Statement put_term = database_.prepare("INSERT INTO term VALUES(?1, ?2)");
  Statement put_places = database_.prepare("INSERT INTO places VALUES(?1, ?2)");
  for (const auto* one : sorted) {
    const auto& [name, term] = *one;
    put_term.bind(1, std::string_view(name)).bind(2, std::int64_t{term.reports}).run();
    if (term.reports < from) continue;
    Places places(rows);
    std::string_view steps = term.steps;
    for (std::size_t number = 0; const auto step = take_step(steps);) {
      number += step->step;
      places.set(place_of_report[number - 1], step->place);
    }
    const std::string packed = places.pack();
    put_places.bind(1, std::string_view(name)).bind_bytes(2, packed.data(), packed.size()).run();
  }
}

void SearchIndex::store_facts(const std::vector<std::uint32_t>& place_of_report) {
  Statement put = database_.prepare("INSERT INTO facts_by_place VALUES(?1, ?2)");
  const auto store = [&](std::string_view name, auto of_row) {
    std::vector<decltype(of_row(making_->rows.front()))> values(making_->rows.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[place_of_report[i]] = of_row(making_->rows[i]);
    put.bind(1, name).bind_bytes(2, values.data(), values.size() * sizeof values.front()).run();
  };
  store("service", [](const Making::Row& row) { return row.service; });
  store("due", [](const Making::Row& row) { return row.due; });
  store("minutes", [](const Making::Row& row) { return row.minutes; });
  store("class", [](const Making::Row& row) { return row.cause_class; });
  store("incident", [](const Making::Row& row) { return row.incident; });
}

void SearchIndex::finish() {
  if (!making_) return;
  RowLayout layout;
  for (const auto& [number, next] : std::map<std::int64_t, std::int64_t>(next_.begin(), next_.end()))
    layout.add_day(number, static_cast<std::uint32_t>(next));
  std::vector<std::uint32_t> place_of_report;
  place_of_report.reserve(making_->rows.size());
  for (const Making::Row& row : making_->rows) place_of_report.push_back(layout.place_of(row.id).value_or(0));
  database_.run("BEGIN");
  store_days("INSERT INTO day VALUES(?1, ?2, ?2)");
  if (!place_of_report.empty()) {
    store_places(place_of_report);
    store_facts(place_of_report);
  }
  making_.reset();
  database_.run(
      "INSERT INTO words(words) VALUES('optimize');"
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

std::vector<std::string> SearchIndex::values_of(QueryField fact, std::size_t count_max) {
  const std::string begin = std::string(name_of(fact)) + "=", end = std::string(name_of(fact)) + ">";  // '=' + 1
  Statement all =
      database_.prepare("SELECT term FROM term WHERE term >= ?1 AND term < ?2 ORDER BY reports DESC, term LIMIT ?3");
  all.bind(1, std::string_view(begin)).bind(2, std::string_view(end)).bind(3, static_cast<std::int64_t>(count_max));
  std::vector<std::string> out;
  while (all.step()) out.emplace_back(all.text(0).substr(begin.size()));
  return out;
}

}  // namespace afterword
