#include "workspace/touch_site.h"

#include <algorithm>
#include <utility>

#include "search/site_index.h"
#include "workspace/paths.h"
#include "workspace/site_recurrence.h"

namespace afterword {
namespace {

/// The newest reports, in the order of the archive.
std::vector<const Card*> newest_of(const SiteMemory& memory) {
  std::vector<const Card*> out;
  for (const SiteEntry& entry : memory.entries)
    if (entry.is_report) out.push_back(&entry.card);
  const std::size_t count = std::min(out.size(), feed_entries_max);
  const auto newer = [](const Card* a, const Card* b) {
    const Date x = a->record.date.value_or(Date()), y = b->record.date.value_or(Date());
    return x != y ? x > y : a < b;  // they stand in one row
  };
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count), out.end(), newer);
  out.resize(count);
  return out;
}

}  // namespace

bool SiteTouch::touch(std::size_t place) {
  SiteEntry& entry = memory_.entries[place];
  const std::string& file = memory_.files[place];
  const auto stamp = disk_.stamp_of(file);
  Result<std::string> bytes = disk_.read_file(file);
  if (!bytes) return false;
  FreshReport fresh = read_report(std::move(*bytes),
                                  {disk_, request_.folder, request_.working_folder, memory_.files, memory_.addresses},
                                  place, request_.options);
  if (fresh.source_hash != entry.source_hash && (entry.is_report || fresh.made)) {
    if (entry.is_report && fresh.made && !write_page(entry, fresh.made->files.html)) return false;
    if (!entry.is_report || !fresh.made || !shows_the_same(fresh.made->card, entry.card)) return false;
    if (fresh.compared != entry.compared && !fails_the_same(place, fresh)) return false;
    std::vector<SiteFile> parts;
    if (!make_search_parts(place, fresh.made->search_terms, parts)) return false;
    for (const SiteFile& part : parts) put_listed(part);
    if (!parts.empty()) memory_.parts.words = 0;
    entry.card = std::move(fresh.made->card);
    entry.sketch = std::move(fresh.sketch);
    entry.compared = fresh.compared;
    entry.search_terms = std::move(fresh.made->search_terms);
    write_beside(writer_, entry, fresh.made->files, draw_preview(entry.card, request_.options));
    changed_ = true;
  }
  entry.source_hash = fresh.source_hash;
  if (stamp) entry.stamp = *stamp;
  return true;
}

bool SiteTouch::write_page(SiteEntry& entry, const std::string& page) {
  const std::uint64_t html = hash_of_page(page, entry.card.address);
  if (html == entry.html) return true;
  const std::string path = entry.card.address + ".html";
  const Result<std::string> before = disk_.read_file(join_path(request_.output, path));
  if (!before) return false;
  writer_.put(path, with_repeat(page, repeat_of(*before)));
  entry.html = html;
  if (shown_) shown_();
  return true;
}

bool SiteTouch::fails_the_same(std::size_t source, const FreshReport& fresh) {
  SiteEntry& entry = memory_.entries[source];
  if (memory_.candidates.empty() || !Archive::is_found_alike(entry.sketch, fresh.sketch)) return false;
  std::vector<std::size_t> places;
  std::uint32_t own = 0;
  for (std::size_t i = 0; i < memory_.entries.size(); ++i) {
    if (i == source) own = static_cast<std::uint32_t>(places.size());
    if (memory_.entries[i].is_report) places.push_back(i);
  }
  entry.sketch = fresh.sketch;
  entry.compared = fresh.compared;
  const Archive archive = archive_of(memory_.entries);
  const auto entry_of = [&](std::uint32_t place) -> const SiteEntry& { return memory_.entries[places[place]]; };
  memory_.candidates[own] = candidates_of(archive, own, fresh.sketch);
  std::vector<Again> agains;
  auto known = memory_.agains.begin();
  bool same = true;
  for (std::uint32_t place = 0; place < places.size(); ++place) {
    const bool was = known != memory_.agains.end() && known->report == place;
    const std::vector<std::uint32_t> told = was ? std::move(known++->earlier) : std::vector<std::uint32_t>();
    const std::vector<std::uint32_t>& its = memory_.candidates[place];
    const bool asked = place == own || std::find(its.begin(), its.end(), own) != its.end();
    std::vector<std::uint32_t> now = asked ? find_earlier(archive, place, its, entry_of) : told;
    same = same && now == told;
    if (!now.empty()) agains.push_back({place, std::move(now)});
  }
  memory_.agains = std::move(agains);
  memory_.compared = hash_of_compared(memory_.entries);
  memory_.pages_due = !same;
  return same;
}

bool SiteTouch::make_search_parts(std::size_t place, std::string_view terms, std::vector<SiteFile>& out) const {
  const std::string& before = memory_.entries[place].search_terms;
  if (terms == before) return true;
  const std::vector<std::string> keys = keys_of_words(memory_.outputs);
  std::vector<std::string_view> all;
  for (const SiteEntry& entry : memory_.entries)
    if (entry.is_report) all.push_back(&entry == &memory_.entries[place] ? terms : entry.search_terms);
  return remake_site_terms(all, keys, before, terms, [&](std::string path, std::string bytes) {
    out.push_back({std::move(path), std::move(bytes)});
  });
}

void SiteTouch::put_listed(const SiteFile& file) {
  writer_.put_if_changed(file.path, file.bytes, memory_.outputs[file.path]);
}

void SiteTouch::finish() {
  if (!changed_) return;
  memory_.compared = request_.options.audience == Audience::public_ ? 0 : hash_of_compared(memory_.entries);
  make_feeds(
      newest_of(memory_), request_.options,
      [&](const Card& card) { return writer_.read(card.address + ".html").value_or(std::string()); },
      [&](const SiteFile& file) { put_listed(file); });
}

}  // namespace afterword
