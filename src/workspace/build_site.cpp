#include "workspace/build_site.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "archive/board.h"
#include "base/hash_bytes.h"
#include "moment/duration.h"
#include "search/site_index.h"
#include "site/frame.h"
#include "site/lists.h"
#include "workspace/calendar.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/similar_report.h"
#include "workspace/site_memory.h"
#include "workspace/version.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

/// Pages that wait for what follows from other reports; more than this is written at once and mended later.
constexpr std::size_t waiting_bytes_max = std::size_t{128} << 20;

/// Runs `work` for each of `count` numbers on several threads.
void for_each_number(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> helpers;
  const std::size_t helping = std::min<std::size_t>(threads > 0 ? threads - 1 : 0, count / 8);
  for (std::size_t i = 0; i < helping; ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
}

std::uint64_t hash_of_settings(const SiteOptions& options) {
  std::uint64_t hash = hash_bytes(version_number(), hash_bytes(version_commit()));
  for (const std::string& text : {options.title, options.url}) hash = hash_bytes(text, hash);
  const auto order = static_cast<char>(options.reading.date_order);
  const char flags[] = {static_cast<char>(options.audience), order};
  return hash_bytes(std::string_view(flags, sizeof flags), hash);
}

/// A report as the site's search shows it, in plain text.
SiteSearchRow search_row(const Card& card) {
  SiteSearchRow out;
  const Record& record = card.record;
  out.address = card.address;
  out.title = card.headline;
  if (record.date) append_date(out.day, *record.date);
  out.verdict = card.verdict;
  const auto add = [&](const std::string& fact) {
    if (!fact.empty()) out.about += (out.about.empty() ? "" : " · ") + fact;
  };
  for (const std::string& service : card.services) add(service);
  if (record.duration_min && *record.duration_min > 0 && *record.duration_min < 1e7)
    add("lasted " + duration_text(static_cast<std::int64_t>(*record.duration_min * 60)));
  add(record.severity);
  if (!card.services.empty()) out.service = card.services.front();
  if (record.cause_class) out.cause_class = name_of(*record.cause_class);
  out.date = record.date;
  out.open_measures = std::any_of(record.measures.begin(), record.measures.end(),
                                  [](const KeptMeasure& measure) { return is_task(measure) && !measure.done; });
  return out;
}

std::uint64_t hash_of_sketch(const Sketch& sketch, const std::optional<Date>& date) {
  std::uint64_t hash = date ? static_cast<std::uint64_t>(days_of(*date)) : 0;
  const auto add = [&](std::uint64_t word) {
    hash = hash_bytes({reinterpret_cast<const char*>(&word), sizeof word}, hash);
  };
  for (const SketchTerm& term : sketch.terms)
    add(term.hash ^ (std::uint64_t{term.whole} << 8U | term.cause | std::uint64_t{term.title} << 17U));
  for (const ConceptShare& share : sketch.concepts)
    add(share.concept_number + (static_cast<std::uint64_t>(share.share * 1e6F) << 16U));
  add(sketch.cause_class ? static_cast<std::uint64_t>(*sketch.cause_class) + 1 : 0);
  return hash;
}

}  // namespace

struct SiteBuilder::Memory {
  SiteMemory kept;
  bool loaded = false;
};

/// One build. Steps in their order; each leaves what the next one needs.
class SiteBuilder::Run {
 public:
  Run(Disk& disk, const SiteRequest& request, SiteMemory& memory)
      : disk_(disk), request_(request), before_(memory), settings_(hash_of_settings(request.options)) {}

  Result<SiteOutcome> run() {
    if (Result<void> done = find_sources(); !done) return std::unexpected(done.error());
    read_reports();
    if (nothing_changed()) return describe_nothing();
    gather_site();
    write_pages();
    write_lists();
    if (trouble_) return std::unexpected(*trouble_);
    remove_leftovers();
    remember();
    if (trouble_) return std::unexpected(*trouble_);
    return std::move(outcome_);
  }

 private:
  Result<void> find_sources() {
    WalkOptions options;
    options.working_folder = request_.working_folder;
    WalkResult walk = find_files(disk_, {request_.folder}, options);
    if (!walk.errors.empty() && walk.files.empty()) return std::unexpected(walk.errors.front());
    outcome_.errors = std::move(walk.errors);
    const std::string output = absolute_path(request_.working_folder, request_.output) + "/";
    std::erase_if(walk.files, [&](const std::string& file) {
      return absolute_path(request_.working_folder, file).starts_with(output);
    });
    files_ = std::move(walk.files);
    const std::string root = normalize_path(request_.folder);
    std::unordered_map<std::string, int> taken;
    for (const std::string& file : files_) {
      std::string_view below = file;
      if (disk_.kind_of(root) == FileKind::folder && below.starts_with(root + "/"))
        below.remove_prefix(root.size() + 1);
      std::string address = address_of_path(below);
      if (const int number = ++taken[address]; number > 1) {
        address += "-" + std::to_string(number);
        ++taken[address];
      }
      addresses_.push_back(std::move(address));
    }
    return {};
  }

  /// Reads what changed, on all threads; its own files are written at once, its page waits.
  void read_reports() {
    for (const SiteEntry& entry : before_.entries)
      if (entry.is_report) addresses_before_.push_back(entry.card.address);
    const bool same_settings = before_.settings == settings_ && !request_.anew;
    std::unordered_map<std::uint64_t, SiteEntry*> known;
    if (same_settings)
      for (SiteEntry& entry : before_.entries) known.emplace(entry.path_hash, &entry);
    entries_.resize(files_.size());
    waiting_.resize(files_.size());
    std::vector<std::size_t> dirty;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const std::uint64_t path_hash = hash_bytes(addresses_[i], hash_bytes(files_[i]));
      const auto at = known.find(path_hash);
      entries_[i].path_hash = path_hash;
      const auto stamp = disk_.stamp_of(files_[i]);
      if (at != known.end() && stamp && at->second->stamp == *stamp && !is_stale(*at->second)) {
        entries_[i] = std::move(*at->second);
        continue;
      }
      if (at != known.end()) entries_[i] = *at->second;
      if (stamp) entries_[i].stamp = *stamp;
      dirty.push_back(i);
    }
    for_each_number(dirty.size(), request_.threads, [&](std::size_t k) { read_one(dirty[k]); });
    outcome_.read = dirty.size();
  }

  /// The same sources, none of them touched, on the same day: every file stands as it would be written.
  [[nodiscard]] bool nothing_changed() const {
    return outcome_.read == 0 && !request_.anew && before_.settings == settings_ &&
           before_.day == request_.options.today && before_.entries.size() == entries_.size();
  }

  SiteOutcome describe_nothing() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].is_report) {
        ++outcome_.reports;
      } else {
        outcome_.skipped.push_back(files_[i]);
      }
    }
    constexpr std::size_t files_each = 5;
    outcome_.unchanged = outcome_.reports * files_each + before_.outputs.size();
    before_.entries = std::move(entries_);
    return std::move(outcome_);
  }

  [[nodiscard]] bool is_stale(const SiteEntry& entry) const {
    return entry.is_report && entry.card.depends_on_day && before_.day != request_.options.today;
  }

  void read_one(std::size_t i) {
    Result<std::string> bytes = disk_.read_file(files_[i]);
    SiteEntry& entry = entries_[i];
    if (!bytes) {
      const std::lock_guard lock(mutex_);
      outcome_.errors.push_back(bytes.error());
      entry.is_report = false;
      entry.source_hash = 0;
      return;
    }
    const std::uint64_t source_hash = hash_bytes(*bytes);
    if (source_hash == entry.source_hash && !is_stale(entry)) return;
    entry.source_hash = source_hash;
    const auto postmortem = read(std::move(*bytes), files_[i], request_.options.reading);
    std::optional<MadeReport> made = make_report(*postmortem, files_[i], addresses_[i], request_.options, keep_report);
    entry.is_report = made.has_value();
    if (!made) {
      entry.card = {};
      return;
    }
    entry.card = std::move(made->card);
    if (request_.options.audience != Audience::public_) {
      entry.sketch = sketch_postmortem(*postmortem, SketchTerms::names);
      entry.compared = hash_bytes(entry.card.record.title + "\n" + entry.card.record.cause,
                                  entry.path_hash ^ hash_of_sketch(entry.sketch, entry.card.record.date));
    }
    const std::string& address = entry.card.address;
    put_if_changed(address + ".json", made->files.json, entry.json);
    put_if_changed(address + ".md", made->files.markdown, entry.md);
    put_if_changed(address + ".png", draw_preview(entry.card, request_.options), entry.picture);
    put_if_changed(address + ".search.js", made->files.search, entry.search);
    entry.search_terms = std::move(made->search_terms);
    const std::uint64_t html = hash_bytes(made->files.html, hash_bytes(address));
    if (html == entry.html) return;
    entry.html = html;
    if (waiting_bytes_.fetch_add(made->files.html.size()) < waiting_bytes_max) {
      waiting_[i] = std::move(made->files.html);
    } else {
      put(address + ".html", made->files.html);
      entry.repeat_hash = hash_bytes({});
    }
  }

  void gather_site() {
    site_.options = request_.options;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!entries_[i].is_report) {
        outcome_.skipped.push_back(files_[i]);
        continue;
      }
      places_.push_back(i);
      site_.cards.push_back(entries_[i].card);
    }
    outcome_.reports = places_.size();
    if (request_.options.audience != Audience::public_) find_agains();
  }

  /// For each report the earlier ones of the same failure. Where nothing that is compared changed, the answers of the
  /// build before hold.
  void find_agains() {
    std::uint64_t compared = hash_bytes({});
    for (const std::size_t i : places_) compared = hash_bytes(what_is_compared(entries_[i]), compared);
    if (compared != before_.compared) {
      ask_all();
    } else {
      site_.agains = before_.agains;
    }
    compared_ = compared;
  }

  /// The path too, as places are counted by it.
  static std::string_view what_is_compared(const SiteEntry& entry) {
    static_assert(std::is_trivially_copyable_v<std::uint64_t>);
    return {reinterpret_cast<const char*>(&entry.compared), sizeof entry.compared};
  }

  void ask_all() {
    Archive archive;
    for (const std::size_t i : places_) archive.add(entries_[i].card.record, entries_[i].sketch);
    archive.finish();
    std::vector<std::vector<std::uint32_t>> earlier(places_.size());
    for_each_number(places_.size(), request_.threads, [&](std::size_t place) {
      const Record& own = archive.report(static_cast<std::uint32_t>(place));
      SimilarQuery query;
      query.leave_out = static_cast<std::uint32_t>(place);
      query.related_max = 0;
      for (const Match& match : archive.find_similar(entries_[places_[place]].sketch, query)) {
        if (match.verdict != Verdict::same) break;
        const Record& other = archive.report(match.report);
        if (other.title == own.title && other.date == own.date && other.cause == own.cause) continue;
        const std::string_view order = order_of(other.date, own.date);
        if (order == "earlier" || (order == "unknown" && match.report < place)) earlier[place].push_back(match.report);
      }
    });
    for (std::uint32_t place = 0; place < earlier.size(); ++place)
      if (!earlier[place].empty()) site_.agains.push_back({place, std::move(earlier[place])});
  }

  /// Pages with what they say of recurrence.
  void write_pages() {
    std::vector<const Again*> again(places_.size());
    std::vector<std::vector<std::uint32_t>> later(places_.size());
    for (const Again& one : site_.agains) {
      again[one.report] = &one;
      for (const std::uint32_t place : one.earlier) later[place].push_back(one.report);
    }
    for_each_number(places_.size(), request_.threads, [&](std::size_t place) {
      SiteEntry& entry = entries_[places_[place]];
      std::sort(later[place].begin(), later[place].end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(site_.cards[a].record.date, a) < std::pair(site_.cards[b].record.date, b);
      });
      const std::string markup = repeat_markup(site_, again[place], later[place]);
      const std::uint64_t hash = hash_bytes(markup);
      std::string page = std::move(waiting_[places_[place]]);
      waiting_[places_[place]].clear();
      const std::string path = entry.card.address + ".html";
      if (page.empty() && hash == entry.repeat_hash) {
        ++unchanged_;
        return;
      }
      if (page.empty()) {
        const Result<std::string> bytes = disk_.read_file(join_path(request_.output, path));
        if (!bytes) {
          fail(bytes.error());
          return;
        }
        page = *bytes;
      }
      entry.repeat_hash = hash;
      put(path, markup.empty() && page.find(repeat_begin) != std::string::npos ? with_repeat(page, {})
                                                                               : with_repeat(page, markup));
    });
  }

  void write_lists() {
    const TakeFile take = [&](const SiteFile& file) {
      std::uint64_t hash = 0;
      if (const auto at = before_.outputs.find(file.path); at != before_.outputs.end() && !request_.anew)
        hash = at->second;
      put_if_changed(file.path, file.bytes, hash);
      outputs_[file.path] = hash;
    };
    const Overview all(site_);
    make_lists(all, take);
    make_feeds(
        all,
        [&](const Card& card) {
          return disk_.read_file(join_path(request_.output, card.address + ".html")).value_or(std::string());
        },
        take);
    make_fixed_files(site_.options, take);
    take({"preview.png", draw_site_preview(site_.options, site_.cards.size())});
    write_search(take);
    take({"measures.ics", board_calendar(all.board, all.records)});
  }

  /// The page that searches, and the index in files below search/.
  void write_search(const TakeFile& take) {
    std::vector<SiteSearchRow> rows;
    std::vector<std::string_view> terms;
    for (const std::size_t i : places_) {
      rows.push_back(search_row(entries_[i].card));
      terms.emplace_back(entries_[i].search_terms);
    }
    make_site_index(rows, terms,
                    [&](std::string path, std::string bytes) { take({std::move(path), std::move(bytes)}); });
    const std::string body = site_search_body();
    const PageWords words = {
        .address = "search.html", .title = "Search", .about = {}, .picture = {}, .current = "search"};
    std::string page = page_around(words, body, site_.options);
    if (const std::size_t policy = page.find(site_policy); policy != std::string::npos)
      page.replace(policy, site_policy.size(), search_policy);
    take({"search.html", std::move(page)});
  }

  /// What an earlier build wrote and this one did not.
  void remove_leftovers() {
    std::unordered_set<std::string> stand;
    for (const std::size_t i : places_) stand.insert(entries_[i].card.address);
    const auto remove = [&](const std::string& path) {
      disk_.remove_derived(request_.output, join_path(request_.output, path));
      ++outcome_.removed;
    };
    for (const std::string& address : addresses_before_)
      if (!stand.contains(address))
        for (const std::string_view ending : {".html", ".json", ".md", ".search.js", ".png"})
          remove(address + std::string(ending));
    for (const auto& [path, hash] : before_.outputs)
      if (!outputs_.contains(path)) remove(path);
  }

  void remember() {
    SiteMemory now;
    now.settings = settings_;
    now.day = request_.options.today;
    now.entries = std::move(entries_);
    now.outputs = std::move(outputs_);
    now.compared = compared_;
    now.agains = site_.agains;
    const bool told = outcome_.written > 0 || outcome_.removed > 0 || before_.settings != settings_ ||
                      before_.day != now.day || outcome_.read > 0;
    if (told) put(std::string(site_memory_name), write_site_memory(now), false);
    before_ = std::move(now);
    outcome_.written = written_;
    outcome_.unchanged = unchanged_;
  }

  void put_if_changed(const std::string& path, const std::string& bytes, std::uint64_t& hash) {
    const std::uint64_t now = hash_bytes(bytes, hash_bytes(path));
    if (now == hash) {
      ++unchanged_;
      return;
    }
    hash = now;
    put(path, bytes);
  }

  void put(const std::string& path, std::string_view bytes, bool counts = true) {
    if (const Result<void> done = disk_.write_derived(join_path(request_.output, path), bytes); !done)
      fail(done.error());
    if (counts) ++written_;
  }

  void fail(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!trouble_) trouble_ = error;
  }

  Disk& disk_;
  const SiteRequest& request_;
  SiteMemory& before_;
  std::uint64_t settings_;
  SiteOutcome outcome_;
  std::vector<std::string> files_, addresses_;  ///< sources, and where their pages stand
  std::vector<std::string> addresses_before_;
  std::vector<SiteEntry> entries_;    ///< by source
  std::vector<std::string> waiting_;  ///< pages by source; empty: unchanged or written
  std::atomic<std::size_t> waiting_bytes_{0}, written_{0}, unchanged_{0};
  std::vector<std::size_t> places_;  ///< sources of cards
  std::uint64_t compared_ = 0;       ///< of all that recurrence is told from
  Site site_;
  std::unordered_map<std::string, std::uint64_t> outputs_;
  std::mutex mutex_;
  std::optional<Error> trouble_;
};

SiteBuilder::SiteBuilder(Disk& disk, SiteRequest request)
    : disk_(disk), request_(std::move(request)), memory_(std::make_unique<Memory>()) {}

SiteBuilder::~SiteBuilder() = default;

Result<SiteOutcome> SiteBuilder::build() {
  const std::string file = join_path(request_.output, site_memory_name);
  if (!std::exchange(memory_->loaded, true)) {
    const auto listed = disk_.list_folder(request_.output);
    const bool ours = disk_.kind_of(file) == FileKind::file;
    if (!ours && listed && !listed->empty())
      return std::unexpected(Error{ErrorKind::usage,
                                   show_path(request_.output) + " holds files that no build wrote",
                                   {},
                                   "name an empty folder, or one that does not exist yet: -o site"});
    if (ours)
      if (const Result<std::string> bytes = disk_.read_file(file))
        if (auto memory = read_site_memory(*bytes)) memory_->kept = std::move(*memory);
  }
  return Run(disk_, request_, memory_->kept).run();
}

}  // namespace afterword
