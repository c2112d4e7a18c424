#include "workspace/kept_archive.h"

#include <cstring>
#include <map>

#include "base/hash_bytes.h"
#include "workspace/cache_folder.h"
#include "workspace/on_threads.h"
#include "workspace/paths.h"
#include "workspace/version.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

constexpr std::size_t kept_files_min = 500;  // fewer are read faster than it takes to keep them in order

/// A source as it was read.
struct Source {
  FileStamp stamp;
  std::uint64_t hash = 0;
  std::uint32_t place = 0;  ///< of its report
};
using Sources = std::map<std::string, Source, std::less<>>;  // by path inside

void append_number(std::string& out, std::uint64_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string write_sources(const Sources& sources) {
  std::string out;
  append_number(out, program_hash());
  for (const auto& [path, source] : sources) {
    append_number(out, static_cast<std::uint64_t>(source.stamp.size));
    append_number(out, static_cast<std::uint64_t>(source.stamp.changed_ns));
    append_number(out, source.hash);
    append_number(out, source.place);
    append_number(out, path.size());
    out += path;
  }
  return out;
}

/// Whether what an image holds was read by this program.
bool is_own(std::string_view sources) {
  std::uint64_t program = 0;
  if (sources.size() < sizeof program) return false;
  std::memcpy(&program, sources.data(), sizeof program);
  return program == program_hash();
}

/// The bytes are as write_sources wrote them: an image gives no others.
Sources read_sources(std::string_view bytes) {
  Sources out;
  bytes.remove_prefix(std::min(bytes.size(), sizeof(std::uint64_t)));
  constexpr std::size_t numbers = 5, head = numbers * sizeof(std::uint64_t);
  while (bytes.size() >= head) {
    std::uint64_t values[numbers];
    std::memcpy(values, bytes.data(), head);
    const std::size_t size = std::min<std::size_t>(values[4], bytes.size() - head);
    out.emplace_hint(out.end(), std::string(bytes.substr(head, size)),
                     Source{{static_cast<std::int64_t>(values[0]), static_cast<std::int64_t>(values[1])},
                            values[2],
                            static_cast<std::uint32_t>(values[3])});
    bytes.remove_prefix(head + size);
  }
  return out;
}

/// What stands before a path inside to name the file.
std::string prefix_of(const std::string& folder) {
  const std::string root = normalize_path(folder);
  return root == "." ? "" : root == "/" ? "/" : root + "/";
}

class ArchiveKeeper {
 public:
  ArchiveKeeper(const Disk& disk, const KeptPlace& place, const ReadArchiveOptions& options)
      : disk_(disk), place_(place), options_(options) {}

  Result<ReadArchive> open() {
    std::optional<Archive> kept = place_.file.empty() ? std::nullopt : open_kept();
    if (kept && kept->size() >= large_archive_files && was_just_looked_at(place_.file)) return done(std::move(*kept));
    const std::int64_t began = clock_ns();
    WalkOptions walking;
    walking.working_folder = place_.working_folder;
    WalkResult walk = find_files(disk_, {place_.folder}, walking);
    if (!walk.errors.empty() && walk.files.empty()) return std::unexpected(walk.errors.front());
    errors_ = std::move(walk.errors);
    for (const std::string& folder : walk.folders) folders_.push_back(absolute_path(place_.working_folder, folder));
    if (place_.file.empty() || walk.files.size() < kept_files_min) {
      ReadArchive read = read_archive(disk_, walk.files, options_);
      read.errors.insert(read.errors.begin(), errors_.begin(), errors_.end());
      return read;
    }
    if (kept && !changed(*kept, walk.files) && kept->is_sound()) {
      remember_look(place_.file, folders_, began);
      return done(std::move(*kept));
    }
    const FileLock lock(place_.file + ".lock");
    return done(renew(walk.files, began));
  }

 private:
  ReadArchive done(Archive archive) {
    ReadArchive out;
    out.archive = std::move(archive);
    out.errors = std::move(errors_);
    return out;
  }

  [[nodiscard]] std::optional<Archive> open_kept() const {
    MappedFile file = map_file(place_.file);
    auto out = Archive::open(file.bytes, std::move(file.owner), prefix_of(place_.folder));
    if (out && !is_own(out->note())) out.reset();
    return out;
  }

  [[nodiscard]] bool changed(const Archive& kept, const std::vector<std::string>& files) const {
    const Sources sources = read_sources(kept.note());
    if (sources.size() != files.size()) return true;
    for (const std::string& path : files) {
      const auto at = sources.find(path_inside(place_.folder, path));
      if (at == sources.end() || disk_.stamp_of(path) != at->second.stamp) return true;
    }
    return false;
  }

  struct Read {
    Record record;
    Sketch sketch;
    Source source;
    std::optional<Error> error;
  };

  Read read_one(const std::string& path, const Archive* kept, const Sources& sources) const {
    Read out;
    const std::string inside = path_inside(place_.folder, path);
    if (const auto stamp = disk_.stamp_of(path)) out.source.stamp = *stamp;
    const auto at = sources.find(inside);
    const auto take_kept = [&] {
      out.record = kept->report(at->second.place);
      out.record.path = inside;
      out.sketch = kept->sketch_of(at->second.place);
      out.source.hash = at->second.hash;
    };
    if (at != sources.end() && out.source.stamp == at->second.stamp && out.source.stamp != FileStamp()) {
      take_kept();
      return out;
    }
    Result<std::string> bytes = disk_.read_file(path);
    if (!bytes) {
      out.error = bytes.error();
      return out;
    }
    out.source.hash = hash_bytes(*bytes);
    if (at != sources.end() && out.source.hash == at->second.hash) {
      take_kept();
      return out;
    }
    const auto postmortem = read(std::move(*bytes), inside, options_.reading);
    out.sketch = sketch_postmortem(*postmortem);
    out.record = keep_report(*postmortem, inside);
    return out;
  }

  /// Under the lock. What is kept serves as far as it is sound; another process may have renewed it meanwhile.
  Archive renew(const std::vector<std::string>& files, std::int64_t began) {
    std::optional<Archive> kept = open_kept();
    if (kept && !changed(*kept, files) && kept->is_sound()) return std::move(*kept);
    Archive made = gather(files, kept ? &*kept : nullptr);
    if (kept && !kept->is_sound()) made = gather(files, nullptr);
    auto image = std::make_shared<const std::string>(made.image(write_sources(sources_)));
    if (write(*image)) {
      remember_look(place_.file, folders_, began);
      if (std::optional<Archive> fresh = open_kept()) return std::move(*fresh);
    }
    const auto bytes = std::as_bytes(std::span(*image));
    std::optional<Archive> fresh = Archive::open(bytes, std::move(image), prefix_of(place_.folder));
    return fresh ? std::move(*fresh) : std::move(made);
  }

  Archive gather(const std::vector<std::string>& files, const Archive* kept) {
    constexpr std::size_t batch_max = 512;
    const Sources before = kept ? read_sources(kept->note()) : Sources();
    Archive out;
    sources_.clear();
    failed_.clear();
    std::vector<Read> batch;
    for (std::size_t begin = 0; begin < files.size(); begin += batch_max) {
      const std::size_t count = std::min(batch_max, files.size() - begin);
      batch.assign(count, {});
      for_each_number(count, options_.threads,
                      [&](std::size_t i) { batch[i] = read_one(files[begin + i], kept, before); });
      for (std::size_t i = 0; i < count; ++i) {
        if (batch[i].error) {
          failed_.push_back(std::move(*batch[i].error));
          continue;
        }
        batch[i].source.place = out.add(std::move(batch[i].record), batch[i].sketch);
        sources_.emplace(path_inside(place_.folder, files[begin + i]), batch[i].source);
      }
    }
    out.finish();
    errors_.insert(errors_.end(), failed_.begin(), failed_.end());
    return out;
  }

  /// In one step; false where there is no room.
  [[nodiscard]] bool write(const std::string& image) const {
    SystemDisk cache;
    return cache.write_file(place_.file, image, Overwrite::yes).has_value();
  }

  const Disk& disk_;
  const KeptPlace& place_;
  const ReadArchiveOptions& options_;
  std::vector<std::string> folders_;  ///< absolute
  std::vector<Error> errors_, failed_;
  Sources sources_;
};

}  // namespace

std::string path_inside(std::string_view folder, std::string_view path) {
  const std::string prefix = prefix_of(std::string(folder)), plain = normalize_path(path);
  return plain.starts_with(prefix) ? plain.substr(prefix.size()) : plain;
}

std::string_view kept_kind(const ReadingOptions& reading) {
  return reading.date_order == ReadingOptions().date_order ? "archive" : "archive-month-first";
}

Result<ReadArchive> open_archive(const Disk& disk, const KeptPlace& place, const ReadArchiveOptions& options) {
  return ArchiveKeeper(disk, place, options).open();
}

}  // namespace afterword
