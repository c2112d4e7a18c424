#include "workspace/read_archive.h"
#include "workspace/on_threads.h"

#include <algorithm>

#include "render/measure_words.h"
#include "workspace/paths.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

struct Read {
  Record report;
  Sketch sketch;
  std::optional<Error> error;
};

/// Without the mark that says when it was done: it must not change what the measure is called.
std::string words_to_show(const Measure& measure) {
  const auto mark = find_done_mark(measure.text);
  if (!mark) return words_of_measure(measure);
  Measure bare = measure;
  bare.text.resize(mark->begin);
  while (bare.text.ends_with(' ')) bare.text.pop_back();
  return words_of_measure(bare);
}

Read read_one(const Disk& disk, const std::string& file, const ReadingOptions& reading) {
  Read out;
  Result<std::string> bytes = disk.read_file(file);
  if (!bytes) {
    out.error = bytes.error();
    return out;
  }
  const auto postmortem = read(std::move(*bytes), file, reading);
  out.sketch = sketch_postmortem(*postmortem);
  out.report = keep_report(*postmortem, file);
  return out;
}

}  // namespace

std::vector<EarlierReport> find_earlier_reports(const Archive& archive, const Postmortem& postmortem,
                                                const std::string& path) {
  const Record own = keep_record(postmortem, path);
  std::vector<EarlierReport> out;
  for (const Match& match : archive.find_similar(sketch_postmortem(postmortem))) {
    if (match.verdict != Verdict::same) break;
    const Record& other = archive.report(match.report);
    const bool itself = normalize_path(other.path) == normalize_path(own.path) ||
                        (other.title == own.title && other.date == own.date && other.cause == own.cause);
    if (itself || (own.date && other.date && *other.date >= *own.date)) continue;
    EarlierReport earlier{show_path(other.path), other.title, {}, describe_follow_up(other, own.date), {}};
    if (other.date) append_date(earlier.day, *other.date);
    for (const KeptMeasure& measure : other.measures)
      if (!measure.done) earlier.undone.push_back(measure.text);
    out.push_back(std::move(earlier));
  }
  return out;
}

std::string archive_folder(const Settings& settings) {
  if (settings.archive.empty() || settings.origin.empty() || settings.archive.starts_with('/')) return settings.archive;
  return join_path(folder_of(settings.origin), settings.archive);
}

Record keep_report(const Postmortem& postmortem, std::string path) {
  Record out = keep_record(postmortem, std::move(path));
  for (std::size_t i = 0; i < out.measures.size(); ++i) out.measures[i].words = words_to_show(postmortem.measures[i]);
  return out;
}

ReadArchive read_archive(const Disk& disk, const std::vector<std::string>& files, const ReadArchiveOptions& options) {
  constexpr std::size_t batch_max = 512;
  ReadArchive out;
  std::vector<Read> batch;
  for (std::size_t begin = 0; begin < files.size(); begin += batch_max) {
    const std::size_t count = std::min(batch_max, files.size() - begin);
    batch.assign(count, {});
    for_each_number(count, options.threads,
                    [&](std::size_t i) { batch[i] = read_one(disk, files[begin + i], options.reading); });
    for (Read& one : batch) {
      if (one.error) {
        out.errors.push_back(std::move(*one.error));
        continue;
      }
      out.archive.add(std::move(one.report), one.sketch);
      if (options.keep_sketches) out.sketches.push_back(std::move(one.sketch));
    }
  }
  out.archive.finish();
  return out;
}

}  // namespace afterword
