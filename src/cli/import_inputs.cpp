#include "cli/import_inputs.h"

#include <unistd.h>

#include "evidence/input_set.h"
#include "evidence/unpack.h"
#include "exchange/import.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr int folders_deep_max = 32;
constexpr std::uint64_t unpacked_bytes_max = 1u << 30;  ///< of one archive

class InputReader {
 public:
  InputReader(Disk& disk, std::string leave_out) : disk_(disk), leave_out_(std::move(leave_out)) {}

  void add(const std::string& path) {
    if (path == "-") {
      auto bytes = read_descriptor(STDIN_FILENO, "standard input");
      if (!bytes) return fail(bytes.error());
      return add_bytes("<stdin>", std::move(*bytes), 0, true);
    }
    if (disk_.kind_of(path) == FileKind::folder) return add_folder(path, 0);
    add_file(path, true);
  }
  ImportFiles finish() { return std::move(out_); }

 private:
  void fail(Error error) { out_.errors.push_back(std::move(error)); }

  void add_file(const std::string& path, bool named) {
    auto bytes = disk_.read_file(path);
    if (!bytes) return fail(bytes.error());
    add_bytes(path, std::move(*bytes), 0, named);
  }

  void add_folder(const std::string& path, int depth) {
    if (path == leave_out_ || path + "/" == leave_out_ || depth > folders_deep_max) return;
    auto listed = disk_.list_folder(path);
    if (!listed) return fail(listed.error());
    std::sort(listed->begin(), listed->end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    for (const FolderEntry& entry : *listed) {
      if (entry.name.starts_with('.') || entry.link) continue;
      const std::string below = path.ends_with('/') ? path + entry.name : path + "/" + entry.name;
      if (entry.kind == FileKind::folder) add_folder(below, depth + 1);
      if (entry.kind == FileKind::file) add_file(below, false);
    }
  }

  void add_bytes(const std::string& path, std::string bytes, int depth, bool named) {
    constexpr int archives_deep_max = 3;
    if (!is_packed(bytes)) {
      out_.files.push_back({path, std::move(bytes), named});
      return;
    }
    if (depth >= archives_deep_max)
      return fail({ErrorKind::input, "archives within archives, too many deep", path, {}});
    const MemorySource source(std::move(bytes));
    auto unpacker = Unpacker::open(source);
    const auto stop = [&](Error error) {
      error.where = path;
      fail(std::move(error));
    };
    if (!unpacker) return stop(unpacker.error());
    std::uint64_t unpacked = 0;
    while (true) {
      Unpacker::Member member;
      const Result<bool> more = (*unpacker)->next(member);
      if (!more) return stop(more.error());
      if (!*more) return;
      std::string inside;
      constexpr std::size_t step = 1 << 20;
      while (true) {
        const std::size_t before = inside.size();
        inside.resize(before + step);
        const Result<std::size_t> read = (*unpacker)->read({inside.data() + before, step});
        if (!read) return stop(read.error());
        inside.resize(before + *read);
        unpacked += *read;
        if (unpacked > unpacked_bytes_max)
          return stop({ErrorKind::input, "more than 1 GB lies in it", {}, "unpack it, and import it in parts"});
        if (*read == 0) break;
      }
      add_bytes(member.name.empty() ? path : path + "!" + member.name, std::move(inside), depth + 1,
                named && member.name.empty());
    }
  }

  Disk& disk_;
  std::string leave_out_;
  ImportFiles out_;
};

}  // namespace

ImportFiles read_import_files(Disk& disk, const std::vector<std::string>& paths, const std::string& leave_out) {
  InputReader reader(disk, leave_out);
  for (const std::string& path : paths) reader.add(path);
  return reader.finish();
}

}  // namespace afterword
