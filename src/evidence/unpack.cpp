#include "evidence/unpack.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <utility>

#include "evidence/late_library.h"

namespace afterword {
namespace {

/// What is called of libarchive. It is loaded when the first packed file is met.
constinit const LateLibrary libarchive(AFTERWORD_LIBARCHIVE);
AFTERWORD_LATE(libarchive, archive_entry_filetype);
AFTERWORD_LATE(libarchive, archive_entry_mtime);
AFTERWORD_LATE(libarchive, archive_entry_mtime_is_set);
AFTERWORD_LATE(libarchive, archive_entry_pathname);
AFTERWORD_LATE(libarchive, archive_error_string);
AFTERWORD_LATE(libarchive, archive_format);
AFTERWORD_LATE(libarchive, archive_read_data);
AFTERWORD_LATE(libarchive, archive_read_free);
AFTERWORD_LATE(libarchive, archive_read_new);
AFTERWORD_LATE(libarchive, archive_read_next_header);
AFTERWORD_LATE(libarchive, archive_read_open1);
AFTERWORD_LATE(libarchive, archive_read_set_callback_data);
AFTERWORD_LATE(libarchive, archive_read_set_read_callback);
AFTERWORD_LATE(libarchive, archive_read_set_seek_callback);
AFTERWORD_LATE(libarchive, archive_read_support_filter_bzip2);
AFTERWORD_LATE(libarchive, archive_read_support_filter_gzip);
AFTERWORD_LATE(libarchive, archive_read_support_filter_lz4);
AFTERWORD_LATE(libarchive, archive_read_support_filter_xz);
AFTERWORD_LATE(libarchive, archive_read_support_filter_zstd);
AFTERWORD_LATE(libarchive, archive_read_support_format_7zip);
AFTERWORD_LATE(libarchive, archive_read_support_format_raw);
AFTERWORD_LATE(libarchive, archive_read_support_format_tar);
AFTERWORD_LATE(libarchive, archive_read_support_format_zip);

struct Magic {
  std::size_t at;
  std::string_view bytes;
};
constexpr Magic magics[] = {
    {0, "\x1f\x8b"},
    {0, "\x28\xb5\x2f\xfd"},
    {0, std::string_view("\xfd"
                         "7zXZ\0",
                         6)},
    {0, "BZh"},
    {0, "PK\x03\x04"},
    {257, "ustar"},
    {0, "7z\xbc\xaf\x27\x1c"},
    {0, "\x04\x22\x4d\x18"},
};

}  // namespace

bool is_packed(std::string_view head) {
  for (const Magic& magic : magics)
    if (head.size() > magic.at && head.substr(magic.at, magic.bytes.size()) == magic.bytes) return true;
  return find_utf16(head).has_value();
}

namespace {

/// Whether a path has a part "..". Nothing is ever written there, but what calls itself so is not of this archive.
bool climbs_out(std::string_view path) {
  return path == ".." || path.starts_with("../") || path.ends_with("/..") ||
         path.find("/../") != std::string_view::npos;
}

}  // namespace

struct Unpacker::State {
  const ByteSource* source = nullptr;
  struct archive* handle = archive_read_new();
  std::string buffer = std::string(256 << 10, '\0');
  std::uint64_t offset = 0, unpacked = 0;
  std::uint64_t packed_read = 0;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { archive_read_free(handle); }

  [[nodiscard]] Error error(std::string_view doing) const {
    const char* why = archive_error_string(handle);
    return {ErrorKind::input, std::string(doing) + ": " + (why != nullptr ? why : "it is damaged"), {}, {}};
  }

  static la_ssize_t read_some(struct archive*, void* self, const void** out) {
    State& s = *static_cast<State*>(self);
    const auto read = s.source->read_at(s.offset, s.buffer);
    if (!read) return -1;
    *out = s.buffer.data();
    s.offset += *read;
    s.packed_read += *read;
    return static_cast<la_ssize_t>(*read);
  }
  static la_int64_t seek(struct archive*, void* self, la_int64_t offset, int whence) {
    State& s = *static_cast<State*>(self);
    const auto size = static_cast<la_int64_t>(s.source->size());
    const la_int64_t to = whence == SEEK_SET   ? offset
                          : whence == SEEK_CUR ? static_cast<la_int64_t>(s.offset) + offset
                                               : size + offset;
    if (to < 0 || to > size) return ARCHIVE_FATAL;
    s.offset = static_cast<std::uint64_t>(to);
    return to;
  }
};

Unpacker::Unpacker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Unpacker::Unpacker(Utf16Reader text) : text_(std::move(text)) {}
Unpacker::~Unpacker() = default;

Result<std::unique_ptr<Unpacker>> Unpacker::open(const ByteSource& source) {
  std::string head(std::min<std::uint64_t>(source.size(), 512), '\0');
  const auto looked = source.read_at(0, head);
  if (!looked) return std::unexpected(looked.error());
  if (const auto form = find_utf16(std::string_view(head).substr(0, *looked)))
    return std::unique_ptr<Unpacker>(new Unpacker(Utf16Reader(source, *form)));
  if (!libarchive.is_there())
    return std::unexpected(Error{ErrorKind::missing,
                                 "can't unpack: libarchive is not installed",
                                 {},
                                 "install the package libarchive13, or unpack it yourself"});
  auto state = std::make_unique<State>();
  state->source = &source;
  struct archive* a = state->handle;
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_zstd(a);
  archive_read_support_filter_xz(a);
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_lz4(a);
  archive_read_support_format_zip(a);
  archive_read_support_format_tar(a);
  archive_read_support_format_7zip(a);
  archive_read_support_format_raw(a);
  archive_read_set_read_callback(a, State::read_some);
  archive_read_set_seek_callback(a, State::seek);
  archive_read_set_callback_data(a, state.get());
  if (archive_read_open1(a) != ARCHIVE_OK) return std::unexpected(state->error("can't unpack"));
  return std::unique_ptr<Unpacker>(new Unpacker(std::move(state)));
}

Result<bool> Unpacker::next(Member& member) {
  if (text_) {
    member = {};
    return !std::exchange(is_taken_, true);
  }
  while (true) {
    struct archive_entry* entry = nullptr;
    const int code = archive_read_next_header(state_->handle, &entry);
    if (code == ARCHIVE_EOF) return false;
    if (code < ARCHIVE_WARN) return std::unexpected(state_->error("can't unpack"));
    const bool is_raw = archive_format(state_->handle) == ARCHIVE_FORMAT_RAW;
    const auto type = archive_entry_filetype(entry);
    if (!is_raw && type != AE_IFREG && type != AE_IFLNK) continue;
    const char* name = archive_entry_pathname(entry);
    member.name = is_raw || name == nullptr ? "" : name;
    while (member.name.starts_with("./")) member.name.erase(0, 2);
    member.is_foreign = !is_raw && (type == AE_IFLNK || climbs_out(member.name));
    const bool is_hidden =
        member.name.find("/.") != std::string::npos || member.name.starts_with('.');  // as in folders
    if (is_hidden && !member.is_foreign) continue;
    member.modified = archive_entry_mtime_is_set(entry) != 0 ? archive_entry_mtime(entry) : 0;
    return true;
  }
}

Result<std::size_t> Unpacker::read(std::span<char> out) {
  if (text_) return text_->read(out);
  const la_ssize_t n = archive_read_data(state_->handle, out.data(), out.size());
  if (n < 0) return std::unexpected(state_->error("can't unpack"));
  state_->unpacked += static_cast<std::uint64_t>(n);
  constexpr std::uint64_t harmless = 256 << 20;
  if (state_->unpacked > harmless && state_->unpacked / unpacked_ratio_max > state_->packed_read)
    return std::unexpected(Error{ErrorKind::input,
                                 "unpacking stopped: the content is more than " + std::to_string(unpacked_ratio_max) +
                                     " times as large as the file",
                                 {},
                                 "unpack it yourself if it is what it should be"});
  return static_cast<std::size_t>(n);
}

}  // namespace afterword
