// The one file that knows SQLite.
#include "search/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "evidence/late_library.h"

namespace afterword {
namespace {

constinit const LateLibrary sqlite(AFTERWORD_SQLITE);
AFTERWORD_LATE(sqlite, sqlite3_bind_blob);
AFTERWORD_LATE(sqlite, sqlite3_bind_int64);
AFTERWORD_LATE(sqlite, sqlite3_bind_null);
AFTERWORD_LATE(sqlite, sqlite3_bind_pointer);
AFTERWORD_LATE(sqlite, sqlite3_bind_text);
AFTERWORD_LATE(sqlite, sqlite3_busy_timeout);
AFTERWORD_LATE(sqlite, sqlite3_clear_bindings);
AFTERWORD_LATE(sqlite, sqlite3_close_v2);
AFTERWORD_LATE(sqlite, sqlite3_column_blob);
AFTERWORD_LATE(sqlite, sqlite3_column_bytes);
AFTERWORD_LATE(sqlite, sqlite3_column_double);
AFTERWORD_LATE(sqlite, sqlite3_column_int64);
AFTERWORD_LATE(sqlite, sqlite3_column_text);
AFTERWORD_LATE(sqlite, sqlite3_column_type);
AFTERWORD_LATE(sqlite, sqlite3_db_handle);
AFTERWORD_LATE(sqlite, sqlite3_errmsg);
AFTERWORD_LATE(sqlite, sqlite3_exec);
AFTERWORD_LATE(sqlite, sqlite3_finalize);
AFTERWORD_LATE(sqlite, sqlite3_open_v2);
AFTERWORD_LATE(sqlite, sqlite3_prepare_v2);
AFTERWORD_LATE(sqlite, sqlite3_reset);
AFTERWORD_LATE(sqlite, sqlite3_result_double);
AFTERWORD_LATE(sqlite, sqlite3_result_int64);
AFTERWORD_LATE(sqlite, sqlite3_step);
AFTERWORD_LATE(sqlite, sqlite3_value_blob);
AFTERWORD_LATE(sqlite, sqlite3_value_bytes);
AFTERWORD_LATE(sqlite, sqlite3_value_int64);

constexpr int busy_ms = 10'000;

/// FTS5 wants a tokenizer object though this one has nothing to remember.
int make_tokenizer(void* /*context*/, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  static char nothing = 0;
  *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}
void end_tokenizer(Fts5Tokenizer* /*tokenizer*/) {}

int split_spaced(Fts5Tokenizer* /*tokenizer*/, void* context, int /*flags*/, const char* text, int size,
                 int (*give)(void*, int, const char*, int, int, int)) {
  const char* const end = text + size;
  for (const char* at = text; at < end;) {
    const auto* space = static_cast<const char*>(std::memchr(at, ' ', static_cast<std::size_t>(end - at)));
    const char* const stop = space == nullptr ? end : space;
    if (stop > at) {
      const int code =
          give(context, 0, at, static_cast<int>(stop - at), static_cast<int>(at - text), static_cast<int>(stop - text));
      if (code != SQLITE_OK) return code;
    }
    at = stop + 1;
  }
  return SQLITE_OK;
}

/// What a term weighs where it stands: title, summary, cause, body, facts.
constexpr std::array<double, 5> part_weights = {8, 3, 4, 1, 0};
constexpr std::array<double, 4> place_weights = {0, 1, 3.5, 8};
constexpr int part_hits_max = 6;      ///< a word said ten times says no more than one said six times
constexpr double half_weight = 2.5;   ///< a sum of weights that gives half of what a word can give
constexpr double length_share = 0.4;  ///< how much of that goes by the length of the report
constexpr double next_bonus = 0.35;   ///< words that stand one after the other, of what the two give
constexpr int next_distance_max = 2;

struct PhrasePlaces {
  static constexpr std::size_t places_max = 24;
  std::array<std::uint64_t, places_max> at{};  ///< part and place of the first ones
  std::size_t count = 0;
  double weight = 0;
};

PhrasePlaces find_places(const Fts5ExtensionApi* api, Fts5Context* context, int phrase) {
  PhrasePlaces out;
  std::array<int, part_weights.size()> hits{};
  Fts5PhraseIter iterator{};
  int part = 0, place = 0;
  if (api->xPhraseFirst(context, phrase, &iterator, &part, &place) != SQLITE_OK) return out;
  for (; part >= 0; api->xPhraseNext(context, &iterator, &part, &place)) {
    const auto p = static_cast<std::size_t>(part);
    if (p >= hits.size()) break;  // a damaged index
    if (++hits[p] <= part_hits_max) out.weight += part_weights[p];
    if (out.count < PhrasePlaces::places_max)
      out.at[out.count++] = static_cast<std::uint64_t>(part) << 32U | static_cast<std::uint32_t>(place);
  }
  return out;
}

/// Whether words that follow each other in the query do so in the report.
bool stand_together(const PhrasePlaces& first, const PhrasePlaces& second) {
  for (std::size_t i = 0, k = 0; i < first.count && k < second.count;) {
    if (second.at[k] <= first.at[i])
      ++k;
    else if (second.at[k] - first.at[i] <= next_distance_max)
      return true;
    else
      ++i;
  }
  return false;
}

void score_terms(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int count,
                 sqlite3_value** values) {
  const auto* packed = count == 2 ? static_cast<const double*>(sqlite3_value_blob(values[0])) : nullptr;
  const auto size = packed == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(values[0])) / sizeof(double);
  if (size == 0) return sqlite3_result_double(result, 0);
  const double length = static_cast<double>(sqlite3_value_int64(values[1])) / packed[0];
  const double half = half_weight * (1 - length_share + length_share * std::clamp(length, 0.1, 10.0));
  const int phrases = std::min(api->xPhraseCount(context), static_cast<int>(size) - 1);
  double score = 0;
  PhrasePlaces before;
  double before_tells = 0;
  for (int i = 0; i < phrases; ++i) {
    const double tells = packed[i + 1];
    if (tells <= 0) continue;
    const PhrasePlaces places = find_places(api, context, i);
    score += tells * places.weight / (places.weight + half);
    if (before.count > 0 && places.count > 0 && stand_together(before, places))
      score += next_bonus * std::min(tells, before_tells);
    before = places;
    before_tells = tells;
  }
  sqlite3_result_double(result, score);
}

/// The best place of the first phrase, as `Place` counts them. Parts stand in the order of their worth.
void best_place(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int /*count*/,
                sqlite3_value** /*values*/) {
  constexpr std::array<Place, part_weights.size()> places = {Place::title, Place::lead, Place::lead, Place::body,
                                                             Place::body};
  Fts5PhraseIter iterator{};
  int part = 0;
  const bool found = api->xPhraseFirstColumn(context, 0, &iterator, &part) == SQLITE_OK && part >= 0 &&
                     static_cast<std::size_t>(part) < places.size();
  sqlite3_result_int64(result,
                       static_cast<sqlite3_int64>(found ? places[static_cast<std::size_t>(part)] : Place::none));
}

fts5_api* find_fts5(sqlite3* database) {
  fts5_api* out = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, static_cast<const char**>(nullptr)) ==
      SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&out), "fts5_api_ptr", static_cast<void (*)(void*)>(nullptr));
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return out;
}

bool extend(sqlite3* database) {
  fts5_api* api = find_fts5(database);
  if (api == nullptr) return false;
  fts5_tokenizer tokenizer{make_tokenizer, end_tokenizer, split_spaced};
  return api->xCreateTokenizer(api, "spaced", nullptr, &tokenizer, nullptr) == SQLITE_OK &&
         api->xCreateFunction(api, "score_terms", nullptr, score_terms, nullptr) == SQLITE_OK &&
         api->xCreateFunction(api, "best_place", nullptr, best_place, nullptr) == SQLITE_OK;
}

constexpr auto leave_alone = static_cast<void (*)(void*)>(nullptr);  // SQLITE_STATIC

}  // namespace

double rough_score(double tells, Place place) {
  const double weight = place_weights[static_cast<std::size_t>(place)];
  return tells * weight / (weight + half_weight);
}

std::vector<double> PhraseWeights::packed() const {
  std::vector<double> out{usual_length};
  out.insert(out.end(), tells.begin(), tells.end());
  return out;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement& Statement::bind(int position, std::int64_t value) {
  if (statement_) sqlite3_bind_int64(statement_.get(), position, static_cast<sqlite3_int64>(value));
  return *this;
}

Statement& Statement::bind(int position, std::string_view text) {
  // An empty view may have no address at all, which would be NULL to SQLite.
  if (statement_)
    sqlite3_bind_text(statement_.get(), position, text.data() == nullptr ? "" : text.data(),
                      static_cast<int>(text.size()), leave_alone);
  return *this;
}

Statement& Statement::bind_bytes(int position, const void* bytes, std::size_t size) {
  if (statement_) sqlite3_bind_blob(statement_.get(), position, bytes, static_cast<int>(size), leave_alone);
  return *this;
}

Statement& Statement::bind_nothing(int position) {
  if (statement_) sqlite3_bind_null(statement_.get(), position);
  return *this;
}

bool Statement::step() {
  if (!statement_ || !trouble_->empty()) return false;
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) *trouble_ = sqlite3_errmsg(sqlite3_db_handle(statement_.get()));
  return code == SQLITE_ROW;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::number(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

bool Statement::is_nothing(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Statement::reset() {
  if (!statement_) return;
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

bool Database::is_available() {
  return sqlite.is_there();
}

Database Database::open(const std::string& path, DatabaseUse use) {
  Database out;
  if (!sqlite.is_there()) {
    *out.trouble_ = "SQLite is not installed";
    return out;
  }
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (use == DatabaseUse::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(path.c_str(), &database, flags, static_cast<const char*>(nullptr));
  out.database_.reset(database);
  if (code != SQLITE_OK) {
    *out.trouble_ = database == nullptr ? "no memory" : sqlite3_errmsg(database);
    out.database_.reset();
    return out;
  }
  sqlite3_busy_timeout(database, busy_ms);
  if (!extend(database)) *out.trouble_ = "this SQLite has no FTS5";
  return out;
}

void Database::run(const std::string& sql) {
  if (!database_ || !trouble_->empty()) return;
  if (sqlite3_exec(database_.get(), sql.c_str(), static_cast<int (*)(void*, int, char**, char**)>(nullptr),
                   static_cast<void*>(nullptr), static_cast<char**>(nullptr)) != SQLITE_OK)
    *trouble_ = sqlite3_errmsg(database_.get());
}

Statement Database::prepare(std::string_view sql) {
  if (!database_ || !trouble_->empty()) return {};
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement,
                         static_cast<const char**>(nullptr)) != SQLITE_OK)
    *trouble_ = sqlite3_errmsg(database_.get());
  return Statement(statement, trouble_.get());
}

}  // namespace afterword
