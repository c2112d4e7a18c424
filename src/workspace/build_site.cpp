#include "workspace/build_site.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "archive/board.h"
#include "base/hash_bytes.h"
#include "postmortem/read_together.h"
#include "search/site_index.h"
#include "site/frame.h"
#include "site/lists.h"
#include "workspace/calendar.h"
#include "workspace/on_threads.h"
#include "workspace/paths.h"
#include "workspace/site_people.h"
#include "workspace/site_recurrence.h"
#include "workspace/site_search_row.h"
#include "workspace/site_writer.h"
#include "workspace/touch_site.h"
#include "workspace/version.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

/// Pages that wait for what follows from other reports; more than this is written at once and mended later.
constexpr std::size_t waiting_bytes_max = std::size_t{128} << 20;

std::uint64_t hash_of_settings(const SiteOptions& options) {
  std::uint64_t hash = program_hash();
  for (const std::string& text : {options.title, options.url}) hash = hash_bytes(text, hash);
  const auto order = static_cast<char>(options.reading.date_order);
  const char flags[] = {static_cast<char>(options.audience), order};
  if (options.people) hash ^= options.people->hash();
  return hash_bytes(std::string_view(flags, sizeof flags), hash);
}

/// The rest of what there is to tell where only some files were looked at.
void count_touched(const SiteMemory& memory, const SiteWriter& writer, SiteOutcome& out) {
  constexpr std::size_t files_each = 5;
  out.reports = static_cast<std::size_t>(std::count_if(memory.entries.begin(), memory.entries.end(),
                                                       [](const SiteEntry& entry) { return entry.is_report; }));
  out.written = writer.written();
  out.unchanged = out.reports * files_each + memory.outputs.size() - out.written;
}

}  // namespace

struct SiteBuilder::Memory {
  SiteMemory kept;
  bool loaded = false;
  bool on_disk = true;  ///< what is kept
};

/// One build. Steps in their order; each leaves what the next one needs.
class SiteBuilder::Run {
 public:
  Run(Disk& disk, const SiteRequest& request, SiteMemory& memory)
      : disk_(disk),
        request_(request),
        before_(memory),
        settings_(hash_of_settings(request.options)),
        writer_(disk, request.output) {}

  Result<SiteOutcome> run() {
    if (Result<void> done = find_sources(); !done) return std::unexpected(done.error());
    if (request_.options.audience == Audience::public_) {
      request_.options.people = find_people(disk_, files_, request_.options, request_.threads);
      settings_ = hash_of_settings(request_.options);
    }
    if (touch_all()) return describe_touch();
    read_changed();
    if (nothing_changed()) return describe_nothing();
    gather_site();
    std::optional<Overview> all;
    run_together(request_.threads, {[&] { all.emplace(site_); }, [&] { write_pages(); }});
    write_lists(*all);
    if (writer_.trouble()) return std::unexpected(*writer_.trouble());
    remove_leftovers();
    remember();
    if (writer_.trouble()) return std::unexpected(*writer_.trouble());
    return std::move(outcome_);
  }

 private:
  Result<void> find_sources() {
    WalkOptions options;
    options.working_folder = request_.working_folder;
    WalkResult walk = find_files(disk_, {request_.folder}, options);
    if (const Result<void> found = found_any(walk, request_.folder); !found) return found;
    outcome_.errors = std::move(walk.errors);
    const std::string output = absolute_path(request_.working_folder, request_.output) + "/";
    std::erase_if(walk.files, [&](const std::string& file) {
      return absolute_path(request_.working_folder, file).starts_with(output);
    });
    files_ = std::move(walk.files);
    std::string root = normalize_path(request_.folder);
    if (disk_.kind_of(root) == FileKind::folder) root += '/';
    std::unordered_map<std::string, int> taken;
    for (const std::string& file : files_) {
      std::string_view below = file;
      if (root.ends_with('/') && below.starts_with(root)) below.remove_prefix(root.size());
      std::string address = address_of_path(below);
      if (const int number = ++taken[address]; number > 1) {
        address += "-" + std::to_string(number);
        ++taken[address];
      }
      // By where it stands in the archive, whatever the archive is called from where one is.
      path_hashes_.push_back(hash_bytes(address, hash_bytes(below)));
      addresses_.push_back(std::move(address));
    }
    return {};
  }

  /// Where few sources changed, and nothing in them that other pages tell: true where the site is made then.
  bool touch_all() {
    if (before_.pages_due || request_.anew || before_.settings != settings_ || before_.day != request_.options.today ||
        before_.entries.size() != files_.size())
      return false;
    constexpr std::size_t touched_max = 16;
    std::vector<std::size_t> dirty;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const SiteEntry& entry = before_.entries[i];
      if (entry.path_hash != path_hashes_[i]) return false;
      if (const auto stamp = disk_.stamp_of(files_[i]); !stamp || entry.stamp != *stamp || entry.card.depends_on_files)
        dirty.push_back(i);
      if (dirty.size() > touched_max) return false;
    }
    if (dirty.empty()) return false;
    before_.files = files_;
    before_.addresses = addresses_;
    SiteTouch touch(disk_, request_, before_, writer_);
    for (const std::size_t place : dirty) {
      if (!touch.touch(place)) return false;
      ++outcome_.read;
    }
    touch.finish();
    return true;
  }

  Result<SiteOutcome> describe_touch() {
    writer_.put_aside(std::string(site_memory_name), write_site_memory(before_));
    if (writer_.trouble()) return std::unexpected(*writer_.trouble());
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (!before_.entries[i].is_report) outcome_.skipped.push_back(files_[i]);
    count_touched(before_, writer_, outcome_);
    return std::move(outcome_);
  }

  /// Reads what changed, on all threads; its own files are written at once, its page waits.
  void read_changed() {
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
      const std::uint64_t path_hash = path_hashes_[i];
      const auto at = known.find(path_hash);
      entries_[i].path_hash = path_hash;
      const auto stamp = disk_.stamp_of(files_[i]);
      if (at != known.end() && stamp && at->second->stamp == *stamp && !is_stale(*at->second)) {
        if (!at->second->card.depends_on_files) {
          entries_[i] = std::move(*at->second);
          continue;
        }
        ++asked_again_;
      }
      if (at != known.end()) entries_[i] = *at->second;
      if (stamp) entries_[i].stamp = *stamp;
      dirty.push_back(i);
    }
    const std::vector<std::span<const std::size_t>> batches = in_batches(dirty);
    for_each_number(batches.size(), request_.threads, [&](std::size_t k) { read_some(batches[k]); });
    outcome_.read += dirty.size();
  }

  /// The same sources, none of them touched, on the same day: every file stands as it would be written.
  [[nodiscard]] bool nothing_changed() const {
    return outcome_.read == asked_again_ && remade_ == 0 && !request_.anew && before_.settings == settings_ &&
           before_.day == request_.options.today && before_.entries.size() == entries_.size();
  }

  SiteOutcome describe_nothing() {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (!entries_[i].is_report) outcome_.skipped.push_back(files_[i]);
    before_.entries = std::move(entries_);
    count_touched(before_, writer_, outcome_);
    before_.files = std::move(files_);
    before_.addresses = std::move(addresses_);
    return std::move(outcome_);
  }

  [[nodiscard]] bool is_stale(const SiteEntry& entry) const {
    return entry.is_report && entry.card.depends_on_day && before_.day != request_.options.today;
  }

  /// Sources that are read together: few, where there are few in all, so that every thread has some.
  [[nodiscard]] std::vector<std::span<const std::size_t>> in_batches(std::span<const std::size_t> places) const {
    const std::size_t most =
        std::clamp<std::size_t>(places.size() / std::max(1U, request_.threads) / 8, 1, documents_together);
    std::vector<std::span<const std::size_t>> out;
    while (!places.empty()) {
      std::size_t count = 0, bytes = 0;
      for (; count < std::min(most, places.size()) && bytes < bytes_together; ++count)
        bytes += static_cast<std::size_t>(entries_[places[count]].stamp.size);
      out.push_back(places.first(count));
      places = places.subspan(count);
    }
    return out;
  }

  void read_some(std::span<const std::size_t> places) {
    std::vector<SourceBytes> texts;
    for (const std::size_t i : places) {
      Result<std::string> bytes = disk_.read_file(files_[i]);
      if (bytes)
        texts.push_back({i, std::move(*bytes)});
      else
        give_up(i, bytes.error());
    }
    std::vector<std::size_t> read;
    for (const SourceBytes& text : texts) read.push_back(text.place);
    std::vector<FreshReport> fresh = read_reports(
        std::move(texts), {disk_, request_.folder, request_.working_folder, files_, addresses_}, request_.options);
    std::vector<std::size_t> changed;
    for (std::size_t k = 0; k < read.size(); ++k)
      if (take_fresh(entries_[read[k]], fresh[k])) changed.push_back(k);
    std::vector<std::string> pictures;
    for (const std::size_t k : changed) pictures.push_back(draw_preview(entries_[read[k]].card, request_.options));
    for (std::size_t c = 0; c < changed.size(); ++c) {
      const std::size_t k = changed[c];
      write_beside(writer_, entries_[read[k]], fresh[k].made->files, pictures[c]);
      take_page(read[k], std::move(fresh[k].made->files.html));
    }
  }

  void give_up(std::size_t i, const Error& error) {
    const std::lock_guard lock(mutex_);
    outcome_.errors.push_back(error);
    ++remade_;
    entries_[i].is_report = false;
    entries_[i].source_hash = 0;
  }

  /// What is known of a report from now on; false where it is as it was, or none.
  bool take_fresh(SiteEntry& entry, FreshReport& fresh) {
    if (fresh.source_hash == entry.source_hash && !is_stale(entry)) return false;
    ++remade_;
    entry.source_hash = fresh.source_hash;
    entry.is_report = fresh.made.has_value();
    if (!fresh.made) {
      entry.card = {};
      return false;
    }
    entry.card = std::move(fresh.made->card);
    entry.sketch = std::move(fresh.sketch);
    entry.compared = fresh.compared;
    entry.search_terms = std::move(fresh.made->search_terms);
    return true;
  }

  void take_page(std::size_t i, std::string page) {
    SiteEntry& entry = entries_[i];
    const std::uint64_t html = hash_of_page(page, entry.card.address);
    if (html == entry.html) return;
    entry.html = html;
    if (waiting_bytes_.fetch_add(page.size()) < waiting_bytes_max) {
      waiting_[i] = std::move(page);
    } else {
      writer_.put(entry.card.address + ".html", page);
      entry.repeat_hash = hash_bytes({});
    }
  }

  void gather_site() {
    site_.options = request_.options;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].is_report)
        places_.push_back(i);
      else
        outcome_.skipped.push_back(files_[i]);
    }
    outcome_.reports = places_.size();
    if (request_.options.audience != Audience::public_) find_agains();
    // The site has the cards until all is written; `remember` puts them back.
    site_.cards.reserve(places_.size());
    for (const std::size_t i : places_) site_.cards.push_back(std::move(entries_[i].card));
  }

  /// For each report the earlier ones of the same failure. Where nothing that is compared changed, the answers of the
  /// build before hold.
  void find_agains() {
    const std::uint64_t compared = hash_of_compared(entries_);
    if (compared != before_.compared) {
      ask_all();
    } else {
      site_.agains = before_.agains;
      candidates_ = std::move(before_.candidates);
    }
    compared_ = compared;
  }

  void ask_all() {
    const Archive archive = archive_of(entries_);
    candidates_.resize(places_.size());
    std::vector<std::vector<std::uint32_t>> earlier(places_.size());
    for_each_number(places_.size(), request_.threads, [&](std::size_t place) {
      const auto own = static_cast<std::uint32_t>(place);
      candidates_[place] = candidates_of(archive, own, entries_[places_[place]].sketch);
      earlier[place] = find_earlier(archive, own, candidates_[place],
                                    [&](std::uint32_t other) -> const SiteEntry& { return entries_[places_[other]]; });
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
      const std::string path = site_.cards[place].address + ".html";
      if (page.empty() && hash == entry.repeat_hash) {
        writer_.keep();
        return;
      }
      if (page.empty()) {
        Result<std::string> bytes = writer_.read(path);
        if (!bytes) return;
        page = std::move(*bytes);
      }
      entry.repeat_hash = hash;
      // A page that was made just now tells of none yet.
      if (markup != repeat_of(page)) page = with_repeat(page, markup);
      writer_.put(path, page);
    });
  }

  void write_lists(const Overview& all) {
    const TakeFile take = [&](const SiteFile& file) { put_output(file); };
    const TakeFile take_page = [&](const SiteFile& file) {
      put_output(file);
      const std::lock_guard lock(mutex_);
      pages_.push_back(file.path);
    };
    run_together(request_.threads, {[&] { write_search(take); }, [&] { write_archive(all, take_page); },
                                    [&] { make_measure_pages(all, take_page); }, [&] { write_calendar(all, take); },
                                    [&] { make_statistics_page(all, take_page); },
                                    [&] { make_front_page(all, take_page); }, [&] { write_feeds(all, take); },
                                    [&] {
                                      make_fixed_files(site_.options, take);
                                      take({"preview.png", draw_site_preview(site_.options, site_.cards.size())});
                                    }});
    std::sort(pages_.begin(), pages_.end());                            // whichever was done first
    if (!site_.options.url.empty()) make_sitemap(pages_, site_, take);  // its protocol wants whole addresses
  }

  void write_feeds(const Overview& all, const TakeFile& take) {
    std::vector<const Card*> newest;
    for (std::size_t i = 0; i < std::min(all.newest.size(), feed_entries_max); ++i)
      newest.push_back(&site_.cards[all.newest[i]]);
    make_feeds(
        newest, site_.options,
        [&](const Card& card) { return writer_.read(card.address + ".html").value_or(std::string()); }, take);
  }

  void write_calendar(const Overview& all, const TakeFile& take) {
    const std::string root = site_.options.url.empty() ? std::string() : site_.options.url + "/";
    take({"measures.ics", board_calendar(all.board, all.records, [&](std::uint32_t report) {
            return root + site_.cards[report].address + ".html";
          })});
  }

  void put_output(const SiteFile& file) {
    std::uint64_t hash = 0;
    if (const auto at = before_.outputs.find(file.path); at != before_.outputs.end() && !request_.anew)
      hash = at->second;
    writer_.put_if_changed(file.path, file.bytes, hash);
    const std::lock_guard lock(mutex_);
    outputs_[file.path] = hash;
  }

  /// Where a part was made from the same before, on this day with these settings, its files stay.
  [[nodiscard]] bool keep_part(std::uint64_t now, std::uint64_t before,
                               std::initializer_list<std::string_view> beginnings) {
    if (now != before || request_.anew || before_.settings != settings_ || before_.day != request_.options.today)
      return false;
    const std::lock_guard lock(mutex_);
    for (const auto& [path, hash] : before_.outputs) {
      const auto is_in_part = [&](std::string_view beginning) { return path.starts_with(beginning); };
      if (std::none_of(beginnings.begin(), beginnings.end(), is_in_part)) continue;
      outputs_[path] = hash;
      writer_.keep();
      if (path.ends_with(".html")) pages_.push_back(path);
    }
    return true;
  }

  void write_archive(const Overview& all, const TakeFile& take) {
    std::uint64_t told = 1;
    for (const Card& card : site_.cards) told = hash_of_listed(card, told);
    for (const Again& one : site_.agains)
      told = hash_bytes({reinterpret_cast<const char*>(&one.report), sizeof one.report}, told);
    parts_.lists = told;
    if (!keep_part(told, before_.parts.lists, {"archive/", "causes/", "services/", "teams/", "years/"}))
      make_archive_pages(all, take);
  }

  /// The index of words; returns the keys of its parts.
  std::vector<std::string> write_words(const TakePart& take) {
    std::vector<std::string_view> terms;
    for (const std::size_t i : places_) terms.emplace_back(entries_[i].search_terms);
    std::uint64_t told = 1;
    for (const std::string_view list : terms) told = hash_bytes(list, told);
    parts_.words = told;
    return keep_part(told, before_.parts.words, {words_path}) ? keys_of_words(before_.outputs)
                                                              : make_site_terms(terms, take);
  }

  /// The page that searches, and the index in files below search/.
  void write_search(const TakeFile& take) {
    const TakePart take_part = [&](std::string path, std::string bytes) { take({std::move(path), std::move(bytes)}); };
    std::vector<SiteSearchRow> rows;
    for (const Card& card : site_.cards) rows.push_back(search_row(card));
    make_site_index(rows, write_words(take_part), take_part);
    const std::string body = site_search_body();
    const PageWords words = {.address = "search.html",
                             .title = "Search",
                             .about = "Find postmortems by their words, service, year, cause and length.",
                             .picture = {},
                             .current = "search"};
    std::string page = page_around(words, body, site_.options);
    if (const std::size_t policy = page.find(site_policy); policy != std::string::npos)
      page.replace(policy, site_policy.size(), search_policy);
    take({"search.html", std::move(page)});
  }

  /// What an earlier build wrote and this one did not.
  void remove_leftovers() {
    std::unordered_set<std::string> stand;
    for (const Card& card : site_.cards) stand.insert(card.address);
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
    for (std::size_t place = 0; place < places_.size(); ++place)
      entries_[places_[place]].card = std::move(site_.cards[place]);
    SiteMemory now;
    now.settings = settings_;
    now.day = request_.options.today;
    now.entries = std::move(entries_);
    now.outputs = std::move(outputs_);
    now.compared = compared_;
    now.agains = std::move(site_.agains);
    now.parts = parts_;
    now.candidates = std::move(candidates_);
    now.files = std::move(files_);
    now.addresses = std::move(addresses_);
    writer_.put_aside(std::string(site_memory_name), write_site_memory(now));
    before_ = std::move(now);
    outcome_.written = writer_.written();
    outcome_.unchanged = writer_.unchanged();
  }

  Disk& disk_;
  SiteRequest request_;
  SiteMemory& before_;
  std::uint64_t settings_;
  SiteOutcome outcome_;
  std::vector<std::string> files_, addresses_;  ///< sources, and where their pages stand
  std::vector<std::uint64_t> path_hashes_;      ///< of sources
  std::vector<std::string> addresses_before_;
  std::vector<SiteEntry> entries_;    ///< by source
  std::vector<std::string> waiting_;  ///< pages by source; empty: unchanged or written
  std::atomic<std::size_t> waiting_bytes_{0};
  std::vector<std::size_t> places_;  ///< sources of cards
  std::uint64_t compared_ = 0;       ///< of all that recurrence is told from
  std::vector<std::vector<std::uint32_t>> candidates_;
  Site site_;
  SiteParts parts_;
  std::vector<std::string> pages_;  ///< that tell of many reports
  std::unordered_map<std::string, std::uint64_t> outputs_;
  std::size_t asked_again_ = 0;  ///< sources that did not change, read for the sake of files beside them
  std::atomic<std::size_t> remade_{0};
  std::mutex mutex_;
  SiteWriter writer_;
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
  Result<SiteOutcome> outcome = Run(disk_, request_, memory_->kept).run();
  memory_->on_disk = outcome.has_value();
  return outcome;
}

Result<SiteOutcome> SiteBuilder::build_changed(const std::vector<std::string>& files, const PageShown& shown) {
  // Whom other reports name is asked of all of them.
  if (request_.options.audience == Audience::public_) return build();
  SiteMemory& kept = memory_->kept;
  std::vector<std::size_t> places;
  for (const std::string& file : files) {
    const auto at = std::find_if(kept.files.begin(), kept.files.end(), [&](const std::string& known) {
      return absolute_path(request_.working_folder, known) == file;
    });
    const bool stands = disk_.kind_of(file) == FileKind::file;
    if (at == kept.files.end() && !stands) continue;  // an editor's own, gone already
    if (at == kept.files.end() || !stands) return build();
    places.push_back(static_cast<std::size_t>(at - kept.files.begin()));
  }
  SiteWriter writer(disk_, request_.output);
  SiteTouch touch(disk_, request_, kept, writer, shown);
  SiteOutcome out;
  // What is on disk is no longer so. A memory that can't be read makes the next build make everything.
  if (std::exchange(memory_->on_disk, false)) writer.put_aside(std::string(site_memory_name), "being watched\n");
  for (const std::size_t place : places) {
    if (!touch.touch(place)) return build();
    ++out.read;
  }
  touch.finish();
  if (writer.trouble()) return std::unexpected(*writer.trouble());
  count_touched(kept, writer, out);
  return out;
}

Result<void> SiteBuilder::settle() {
  if (std::exchange(memory_->on_disk, true)) return {};
  SiteWriter writer(disk_, request_.output);
  writer.put_aside(std::string(site_memory_name), write_site_memory(memory_->kept));
  if (writer.trouble()) return std::unexpected(*writer.trouble());
  return {};
}

}  // namespace afterword
