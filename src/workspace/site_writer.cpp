#include "workspace/site_writer.h"

#include "base/hash_bytes.h"
#include "postmortem/read_together.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"

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

std::vector<FreshReport> read_reports(std::vector<SourceBytes> texts, const SiteSources& sources,
                                      const SiteOptions& options) {
  std::vector<FreshReport> out(texts.size());
  std::vector<std::shared_ptr<const Document>> documents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out[i].source_hash = hash_bytes(texts[i].bytes);
    documents.push_back(
        std::make_shared<const Document>(Document::read(std::move(texts[i].bytes), sources.files[texts[i].place])));
  }
  const std::vector<Postmortem> postmortems = read_postmortems(std::move(documents), options.reading);
  std::vector<ReportSource> reports;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string &file = sources.files[texts[i].place], &address = sources.addresses[texts[i].place];
    reports.push_back({postmortems[i], file, address, look_around(sources, file, options, out[i].source_hash)});
  }
  std::vector<std::optional<MadeReport>> made = make_reports(reports, options, keep_report);
  for (std::size_t i = 0; i < made.size(); ++i) out[i].made = std::move(made[i]);
  if (options.audience == Audience::public_) return out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!out[i].made) continue;
    const std::string &file = sources.files[texts[i].place], &address = sources.addresses[texts[i].place];
    const Record& record = out[i].made->card.record;
    out[i].sketch = sketch_postmortem(postmortems[i], SketchTerms::names);
    out[i].compared = hash_bytes(record.title + "\n" + record.cause,
                                 hash_bytes(file, hash_bytes(address)) ^ hash_of_sketch(out[i].sketch, record.date));
  }
  return out;
}

FreshReport read_report(std::string bytes, const SiteSources& sources, std::size_t place, const SiteOptions& options) {
  std::vector<SourceBytes> one;
  one.push_back({place, std::move(bytes)});
  return std::move(read_reports(std::move(one), sources, options).front());
}

void write_beside(SiteWriter& writer, SiteEntry& entry, const ReportFiles& files, std::string_view picture) {
  const std::string& address = entry.card.address;
  writer.put_if_changed(address + ".json", files.json, entry.json);
  writer.put_if_changed(address + ".md", files.markdown, entry.md);
  writer.put_if_changed(address + ".png", picture, entry.picture);
  writer.put_if_changed(address + ".search.js", files.search, entry.search);
}

std::uint64_t hash_of_page(std::string_view page, std::string_view address) {
  return hash_bytes(page, hash_bytes(address));
}

}  // namespace afterword
