#include "workspace/site_writer.h"

#include "base/hash_bytes.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

std::uint64_t hash_of_sketch(const Sketch& sketch, const std::optional<Date>& date) {
  std::uint64_t hash = date ? static_cast<std::uint64_t>(days_of(*date)) : 0;
  const auto add = [&](std::uint64_t word) {
    hash = hash_bytes({reinterpret_cast<const char*>(&word), sizeof word}, hash);
  };
  for (const SketchTerm& term : sketch.terms) add(term.hash);
  for (const ConceptShare& share : sketch.concepts)
    add(share.concept_number + (static_cast<std::uint64_t>(share.share * 1e6F) << 16U));
  add(sketch.cause_class ? static_cast<std::uint64_t>(*sketch.cause_class) + 1 : 0);
  return hash;
}

}  // namespace

void SiteWriter::put_if_changed(const std::string& path, std::string_view bytes, std::uint64_t& hash) {
  const std::uint64_t now = hash_bytes(bytes, hash_bytes(path));
  if (now == hash) {
    ++unchanged_;
    return;
  }
  hash = now;
  put(path, bytes);
}

void SiteWriter::put(const std::string& path, std::string_view bytes) {
  put_aside(path, bytes);
  ++written_;
}

void SiteWriter::put_aside(const std::string& path, std::string_view bytes) {
  if (const Result<void> done = disk_.write_derived(join_path(output_, path), bytes); !done) fail(done.error());
}

Result<std::string> SiteWriter::read(const std::string& path) {
  Result<std::string> bytes = disk_.read_file(join_path(output_, path));
  if (!bytes) fail(bytes.error());
  return bytes;
}

void SiteWriter::fail(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (!trouble_) trouble_ = error;
}

FreshReport read_report(std::string bytes, const SiteSources& sources, std::size_t place, const SiteOptions& options) {
  const std::string &file = sources.files[place], &address = sources.addresses[place];
  FreshReport out;
  out.source_hash = hash_bytes(bytes);
  const Surroundings around = look_around(sources, file, options, out.source_hash);
  const auto postmortem = read(std::move(bytes), file, options.reading);
  out.made = make_report(*postmortem, file, address, options, around, keep_report);
  if (!out.made || options.audience == Audience::public_) return out;
  const Record& record = out.made->card.record;
  out.sketch = sketch_postmortem(*postmortem, SketchTerms::names);
  out.compared = hash_bytes(record.title + "\n" + record.cause,
                            hash_bytes(file, hash_bytes(address)) ^ hash_of_sketch(out.sketch, record.date));
  return out;
}

void write_beside(SiteWriter& writer, SiteEntry& entry, const ReportFiles& files, const SiteOptions& options) {
  const std::string& address = entry.card.address;
  writer.put_if_changed(address + ".json", files.json, entry.json);
  writer.put_if_changed(address + ".md", files.markdown, entry.md);
  writer.put_if_changed(address + ".png", draw_preview(entry.card, options), entry.picture);
  writer.put_if_changed(address + ".search.js", files.search, entry.search);
}

std::uint64_t hash_of_page(std::string_view page, std::string_view address) {
  return hash_bytes(page, hash_bytes(address));
}

}  // namespace afterword
