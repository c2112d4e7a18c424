#include "workspace/search_archive.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <span>
#include <thread>
#include <unordered_map>

#include "base/hash_bytes.h"
#include "check/nearest.h"
#include "postmortem/read_together.h"
#include "search/terms.h"
#include "workspace/cache_folder.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/version.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

constexpr std::size_t batch_max = 16'384;  // reports that wait in memory, some 100 MB of large ones
constexpr double waste_max = 0.34;
constexpr std::size_t changed_share = 3;  // a third of all files changed: making the index anew costs less

/// A path as the index keeps it: seen from the archive, so that the index serves whatever the folder is called.
std::string inside(const std::string& folder, const std::string& path) {
  const std::string root = normalize_path(folder);
  const std::string prefix = root == "." ? "" : root == "/" ? "/" : root + "/";
  const std::string plain = normalize_path(path);
  return plain.starts_with(prefix) ? plain.substr(prefix.size()) : plain;
}

struct ReadEntry {
  IndexedFile file;
  SearchEntry entry;
  std::optional<Error> error;
};

/// What is known of a file before it is read as a report; its bytes, or nothing where they can't be had.
std::optional<std::string> take_file(const Disk& disk, const std::string& folder, const std::string& path,
                                     ReadEntry& out) {
  out.file.path = inside(folder, path);
  if (const auto stamp = disk.stamp_of(path)) {
    out.file.size = stamp->size;
    out.file.changed_ns = stamp->changed_ns;
  }
  Result<std::string> bytes = disk.read_file(path);
  if (!bytes) {
    out.error = bytes.error();
    return std::nullopt;
  }
  out.file.hash = hash_bytes(*bytes);
  return std::move(*bytes);
}

/// Reads the first of some files, and those behind it that go together with it; returns how many.
std::size_t read_some(const Disk& disk, const std::string& folder, std::span<const std::string> paths,
                      std::span<ReadEntry> out) {
  std::size_t count = 0, bytes = 0;
  std::vector<std::shared_ptr<const Document>> documents;
  std::vector<ReadEntry*> read;
  for (; count < std::min(paths.size(), documents_together) && bytes < bytes_together; ++count) {
    std::optional<std::string> text = take_file(disk, folder, paths[count], out[count]);
    if (!text) continue;
    bytes += text->size();
    documents.push_back(std::make_shared<const Document>(Document::read(std::move(*text), out[count].file.path)));
    read.push_back(&out[count]);
  }
  const std::vector<Postmortem> postmortems = read_postmortems(std::move(documents), {});
  for (std::size_t i = 0; i < read.size(); ++i)
    read[i]->entry = make_search_entry(postmortems[i], keep_record(postmortems[i], read[i]->file.path));
  return count;
}

constexpr std::string_view reader_note = "reader";  // the program that read what the index holds

/// The index if this program filled it; else none.
SearchIndex open_own(const std::string& path, DatabaseUse use) {
  SearchIndex out = SearchIndex::open(path, use);
  if (out.is_sound() && out.note(reader_note) != static_cast<std::int64_t>(program_hash())) return {};
  return out;
}

/// Brings one index up to date.
class IndexKeeper {
 public:
  IndexKeeper(const Disk& disk, const IndexedArchive& archive) : disk_(disk), archive_(archive) {}

  Result<FreshIndex> open() {
    FreshIndex kept;
    if (!archive_.index_file.empty()) kept.index = open_own(archive_.index_file, DatabaseUse::read);
    if (kept.index.is_sound() && !is_look_due(kept.index)) return kept;
    const std::int64_t began = clock_ns();
    WalkOptions options;
    options.working_folder = archive_.working_folder;
    WalkResult walk = find_files(disk_, {archive_.folder}, options);
    if (const Result<void> found = found_any(walk, archive_.folder); !found) return std::unexpected(found.error());
    files_ = std::move(walk.files);
    Result<FreshIndex> out = open_looked_at(std::move(kept));
    if (!out) return out;
    if (!archive_.index_file.empty()) {
      for (std::string& folder : walk.folders) folder = absolute_path(archive_.working_folder, folder);
      remember_look(archive_.index_file, walk.folders, began);
    }
    out->errors.insert(out->errors.begin(), walk.errors.begin(), walk.errors.end());
    return out;
  }

 private:
  [[nodiscard]] bool is_look_due(SearchIndex& index) const {
    if (archive_.look != LookAtFiles::when_due) return archive_.look == LookAtFiles::now;
    return index.size() < large_archive_files || !was_just_looked_at(archive_.index_file);
  }

  Result<FreshIndex> open_looked_at(FreshIndex kept) {
    if (archive_.index_file.empty()) return make(":memory:");
    if (kept.index.is_sound()) {
      const Changes changes = find_changes(kept.index);
      if (changes.empty() && kept.index.is_sound()) return kept;
    }
    kept.index = SearchIndex();  // closed: whoever changes it must not be held up by ourselves
    const FileLock lock(archive_.index_file + ".lock");
    return change();
  }

  struct Changes {
    std::vector<std::string> changed, gone;  ///< as files are called; as the index calls them
    [[nodiscard]] bool empty() const { return changed.empty() && gone.empty(); }
  };

  Changes find_changes(SearchIndex& index) const {
    Changes out;
    const std::vector<IndexedFile> all = index.files();
    std::unordered_map<std::string_view, const IndexedFile*> known;
    known.reserve(all.size());
    for (const IndexedFile& file : all) known.emplace(file.path, &file);
    for (const std::string& path : files_) {
      const auto at = known.find(inside(archive_.folder, path));
      if (at == known.end()) {
        out.changed.push_back(path);
        continue;
      }
      const IndexedFile& file = *at->second;
      const auto stamp = disk_.stamp_of(path);
      if (!stamp || stamp->size != file.size || stamp->changed_ns != file.changed_ns)
        if (const auto bytes = disk_.read_file(path); !bytes || hash_bytes(*bytes) != file.hash || stamp)
          out.changed.push_back(path);
      at->second = nullptr;
    }
    for (const IndexedFile& file : all)
      if (known[file.path] != nullptr) out.gone.push_back(file.path);
    return out;
  }

  /// Under the lock: another process may have done it meanwhile.
  Result<FreshIndex> change() {
    FreshIndex out{open_own(archive_.index_file, DatabaseUse::write), {}, 0};
    if (out.index.is_sound()) {
      const Changes changes = find_changes(out.index);
      const bool small = changes.changed.size() * changed_share < files_.size() + 64 && out.index.waste() < waste_max;
      if (out.index.is_sound() && small) {
        apply(out, changes);
        if (out.index.is_sound()) return out;
      }
    }
    out.index = SearchIndex();
    const std::string temporary = archive_.index_file + ".new";
    ::unlink(temporary.c_str());
    Result<FreshIndex> made = make(temporary);
    if (!made) {
      ::unlink(temporary.c_str());
      return made;
    }
    made->index = SearchIndex();
    if (::rename(temporary.c_str(), archive_.index_file.c_str()) != 0) {
      ::unlink(temporary.c_str());
      return make(":memory:");
    }
    for (const char* left : {"-journal", "-wal", "-shm"}) ::unlink((archive_.index_file + left).c_str());
    made->index = SearchIndex::open(archive_.index_file, DatabaseUse::read);
    return made;
  }

  void apply(FreshIndex& out, const Changes& changes) {
    if (changes.empty()) return;
    out.index.begin();
    for (const std::string& path : changes.gone) out.index.remove(path);
    for (const std::string& path : changes.changed) out.index.remove(inside(archive_.folder, path));
    add_files(out, changes.changed);
    out.index.commit();
  }

  Result<FreshIndex> make(const std::string& where) {
    FreshIndex out{SearchIndex::make(where), {}, 0};
    out.index.begin();
    out.index.keep_note(reader_note, static_cast<std::int64_t>(program_hash()));
    add_files(out, files_);
    out.index.commit();
    out.index.finish();
    if (out.index.is_sound()) return out;
    return std::unexpected(Error{Database::is_available() ? ErrorKind::output : ErrorKind::missing,
                                 "can't make the index of this archive: " + out.index.trouble(), archive_.index_file,
                                 "set XDG_CACHE_HOME to a folder with room, or give --no-cache"});
  }

  /// Reads on all threads while this one fills the index with the batch before.
  void add_files(FreshIndex& out, const std::vector<std::string>& files) {
    std::vector<ReadEntry> reading, filling;
    for (std::size_t begin = 0; begin < files.size() || !filling.empty(); begin += batch_max) {
      const std::size_t count = begin < files.size() ? std::min(batch_max, files.size() - begin) : 0;
      reading.assign(count, {});
      std::atomic<std::size_t> next{0};
      const auto work = [&] {
        for (std::size_t i = 0; (i = next.fetch_add(documents_together)) < count;) {
          const std::size_t end = std::min(i + documents_together, count);
          while (i < end)
            i += read_some(disk_, archive_.folder, std::span(files).subspan(begin + i, end - i),
                           std::span(reading).subspan(i, end - i));
        }
      };
      std::vector<std::thread> threads;
      const std::size_t helping = std::min<std::size_t>(archive_.threads, count / 8);
      for (std::size_t i = 0; i < helping; ++i) threads.emplace_back(work);
      fill(out, filling);
      work();
      for (std::thread& thread : threads) thread.join();
      filling = std::move(reading);
      if (archive_.progress) archive_.progress(std::min(begin + count, files.size()), files.size());
    }
  }

  static void fill(FreshIndex& out, std::vector<ReadEntry>& entries) {
    std::vector<std::pair<IndexedFile, SearchEntry>> batch;
    batch.reserve(entries.size());
    for (ReadEntry& one : entries) {
      if (one.error)
        out.errors.push_back(std::move(*one.error));
      else
        batch.emplace_back(std::move(one.file), std::move(one.entry));
    }
    out.read += batch.size();
    out.index.add(batch);
    entries.clear();
  }

  const Disk& disk_;
  const IndexedArchive& archive_;
  std::vector<std::string> files_;
};

/// The word that reports have most of those with a stem: "certificate" for "certificat".
std::string shown_word(const Disk& disk, SearchIndex& index, const std::string& folder, const std::string& stem) {
  SearchQuery query;
  query.clauses.push_back({{QueryWord{QueryField::text, {stem}, stem, false, {}}}, false});
  std::map<std::string, std::size_t> forms;
  for (const SearchHit& hit : index.search(query, {.hits_max = 3, .order = SearchOrder::relevance, .today = {}}).hits) {
    const Result<std::string> bytes = disk.read_file(join_path(folder, hit.path));
    if (!bytes) continue;
    for (const SearchTerm& term : split_terms(*bytes, Stemming::no))
      if (stem_term(term.letters) == stem) ++forms[term.letters];
  }
  std::string best = stem;
  std::size_t most = 0;
  for (const auto& [form, count] : forms)
    if (count > most) {
      most = count;
      best = form;
    }
  return best;
}

/// The query with unknown words replaced where a near one is known.
SearchQuery correct(const Disk& disk, SearchIndex& index, const std::string& folder, SearchQuery query,
                    std::vector<std::pair<std::string, std::string>>& unknown) {
  for (QueryClause& clause : query.clauses)
    for (QueryWord& word : clause.any) {
      if (clause.excluded || !is_text(word.field) || word.prefix) continue;
      for (std::string& term : word.terms) {
        if (index.count_holders(term) > 0) continue;
        const std::string near = index.find_nearest(term);
        unknown.emplace_back(word.terms.size() == 1 ? word.written : term,
                             near.empty() ? "" : shown_word(disk, index, folder, near));
        if (!near.empty()) term = near;
      }
    }
  return query;
}

/// Filters stay; of the words any one is enough.
SearchQuery ask_for_any(SearchQuery query) {
  QueryClause any;
  std::vector<QueryClause> others;
  for (QueryClause& clause : query.clauses) {
    const bool words = !clause.excluded && std::all_of(clause.any.begin(), clause.any.end(),
                                                       [](const QueryWord& word) { return is_text(word.field); });
    if (!words) {
      others.push_back(std::move(clause));
      continue;
    }
    for (QueryWord& word : clause.any) any.any.push_back(std::move(word));
  }
  query.clauses = std::move(others);
  if (any.any.size() > 1) query.clauses.insert(query.clauses.begin(), std::move(any));
  return query;
}

/// Filters that keep everything out by themselves.
std::vector<UnknownFact> find_unknown_facts(SearchIndex& index, const SearchQuery& query) {
  constexpr std::size_t values_max = 500, shown_max = 6;
  std::vector<UnknownFact> out;
  for (const QueryClause& clause : query.clauses) {
    const QueryWord& word = clause.any.front();
    if (clause.excluded || clause.any.size() > 1 || is_text(word.field)) continue;
    SearchQuery alone;
    alone.clauses.push_back(clause);
    if (index.search(alone, {.hits_max = 0, .order = SearchOrder::date, .today = {}}).matches > 0) continue;
    const std::string field = std::string(name_of(word.field)) + ":";
    UnknownFact& fact = out.emplace_back(UnknownFact{word.field, field + word.written, {}, {}, false});
    if (word.field == QueryField::has) continue;  // all of its values are known, and was refused else
    fact.values = index.values_of(word.field, values_max);
    const std::string_view near = nearest_name(word.written, {fact.values.begin(), fact.values.end()});
    if (!near.empty()) fact.meant = field + std::string(near);
    fact.more = fact.values.size() > shown_max;
    fact.values.resize(std::min(fact.values.size(), shown_max));
  }
  return out;
}

FoundReport read_hit(const Disk& disk, const std::string& folder, const SearchHit& hit, const SearchQuery& query) {
  FoundReport out;
  out.path = join_path(folder, hit.path);
  if (normalize_path(folder) == ".") out.path = hit.path;
  out.score = hit.score;
  Result<std::string> bytes = disk.read_file(out.path);
  const auto postmortem = read(bytes ? std::move(*bytes) : std::string(), out.path);
  out.record = keep_report(*postmortem, out.path);
  out.title_marks = mark_words(out.record.title, query, QueryField::title);
  out.snippets = find_snippets(*postmortem, query);
  return out;
}

}  // namespace

Result<FreshIndex> open_index(const Disk& disk, const IndexedArchive& archive) {
  return IndexKeeper(disk, archive).open();
}

namespace {

/// Asks once more without each filter in turn.
std::vector<Loosened> loosen(SearchIndex& index, const SearchQuery& query, SearchOptions options) {
  options.hits_max = 1;
  std::vector<Loosened> out;
  const auto ask = [&](std::string filter, const SearchQuery& rest) {
    if (rest.empty()) return;
    if (const SearchAnswer answer = index.search(rest, options); answer.matches > 0)
      out.push_back({std::move(filter), answer.matches});
  };
  for (std::size_t i = 0; i < query.clauses.size(); ++i) {
    const QueryWord& word = query.clauses[i].any.front();
    if (is_text(word.field)) continue;
    SearchQuery rest = query;
    rest.clauses.erase(rest.clauses.begin() + static_cast<std::ptrdiff_t>(i));
    ask((query.clauses[i].excluded ? "-" : "") + std::string(name_of(word.field)) + ":" + word.written, rest);
  }
  const auto ask_without = [&](std::string filter, auto SearchQuery::* member) {
    if (!(query.*member)) return;
    SearchQuery rest = query;
    (rest.*member).reset();
    ask(std::move(filter), rest);
  };
  if (query.from && query.to) {
    SearchQuery rest = query;
    rest.from.reset();
    rest.to.reset();
    ask("the day", rest);
  } else {
    ask_without("after:", &SearchQuery::from);
    ask_without("before:", &SearchQuery::to);
  }
  ask_without("longer:", &SearchQuery::longer_min);
  ask_without("shorter:", &SearchQuery::shorter_min);
  ask_without("has:overdue", &SearchQuery::overdue);
  if (out.empty()) {
    SearchQuery words;
    for (const QueryClause& clause : query.clauses)
      if (is_text(clause.any.front().field)) words.clauses.push_back(clause);
    if (words.clauses.size() < query.clauses.size() || query.from || query.to) ask("the filters", words);
  }
  return out;
}

}  // namespace

FoundReports find_reports(const Disk& disk, SearchIndex& index, const std::string& folder, const SearchQuery& query,
                          const SearchOptions& options) {
  FoundReports out;
  out.query = query;
  out.answer = index.search(query, options);
  if (out.answer.matches == 0) {
    out.unknown_facts = find_unknown_facts(index, query);
    const SearchQuery corrected = correct(disk, index, folder, query, out.unknown);
    if (std::any_of(out.unknown.begin(), out.unknown.end(), [](const auto& word) { return !word.second.empty(); })) {
      out.answer = index.search(corrected, options);
      if (out.answer.matches > 0) {
        out.query = corrected;
        out.widened = FoundReports::Widened::corrected;
      }
    }
    if (out.answer.matches == 0) {
      const SearchQuery any = ask_for_any(corrected);
      if (any.clauses.size() < corrected.clauses.size() && !any.clauses.empty() && any.clauses.front().any.size() > 1) {
        out.answer = index.search(any, options);
        if (out.answer.matches > 0) {
          out.query = any;
          out.widened = FoundReports::Widened::any;
        }
      }
    }
  }
  if (out.answer.matches == 0) out.without = loosen(index, query, options);
  for (const SearchHit& hit : out.answer.hits) out.reports.push_back(read_hit(disk, folder, hit, out.query));
  return out;
}

}  // namespace afterword
