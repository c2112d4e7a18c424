#include "evidence/input_set.h"

#include <algorithm>
#include <cstring>

#include "evidence/log_reader.h"
#include "evidence/service_names.h"
#include "evidence/unpack.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr std::uint64_t held_bytes_max = 8 << 20;       ///< a member of an archive up to this size is held in memory
constexpr std::uint64_t held_bytes_total = 64 << 20;    ///< and all of them together
constexpr std::uint64_t payload_bytes_max = 512 << 20;  ///< of inputs that are taken whole
constexpr int depth_max = 3;                            ///< of archives within archives
constexpr int log_score = 50;                           ///< what readers.h says logs have

std::string format_bytes(std::uint64_t bytes) {
  return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MB";
}

Result<std::string> read_whole(const ByteSource& source) {
  std::string bytes(source.size(), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto read = source.read_at(done, {bytes.data() + done, bytes.size() - done});
    if (!read) return std::unexpected(read.error());
    if (*read == 0) break;
    done += *read;
  }
  bytes.resize(done);
  return bytes;
}

Result<std::string> hash_source(const ByteSource& source) {
  Sha256 hash;
  std::string buffer(1 << 20, '\0');
  for (std::uint64_t at = 0;;) {
    const auto read = source.read_at(at, buffer);
    if (!read) return std::unexpected(read.error());
    if (*read == 0) return hash.finish();
    hash.add({buffer.data(), *read});
    at += *read;
  }
}

/// Opens what was named and decides what each is.
class Recogniser {
 public:
  explicit Recogniser(const GatherOptions& options) : options_(options) {}

  void add(const NamedSource& source) {
    const OnDisk disk{source.bytes->size(), {}};
    add_source(source.path, source.modified, source.bytes, disk, 0);
  }
  InputSet finish() { return std::move(set_); }

 private:
  /// The file that an input lies in: for members of archives not the same as the input.
  struct OnDisk {
    std::uint64_t bytes = 0;
    std::string sha256;  ///< empty: is still to be found
  };

  std::uint32_t add_input(const std::string& path, const OnDisk& disk) {
    Input input;
    input.path = path;
    input.bytes = disk.bytes;
    input.sha256 = disk.sha256;
    set_.evidence.inputs.push_back(std::move(input));
    return static_cast<std::uint32_t>(set_.evidence.inputs.size() - 1);
  }

  void add_note(std::uint32_t input, std::string code, std::string message, std::string help = {}) {
    set_.evidence.notes.push_back({Place{input, 0, 0, 0}, std::move(code), std::move(message), std::move(help)});
  }

  void add_source(const std::string& path, std::int64_t modified, const std::shared_ptr<const ByteSource>& source,
                  const OnDisk& disk, int depth);
  void add_packed(const std::string& path, std::int64_t modified, const std::shared_ptr<const ByteSource>& source,
                  const OnDisk& disk, int depth);
  void add_payload(std::uint32_t number, const std::string& path, std::int64_t modified, const Reader& reader,
                   std::string_view bytes);
  void add_log(std::uint32_t number, const std::string& path, std::int64_t modified, LogForm form,
               std::string_view sample);
  bool decide(std::uint32_t number, const std::string& path, std::string_view head, std::string_view sample,
              LogForm& form, const Reader*& reader);

  const GatherOptions& options_;
  InputSet set_;
  std::uint64_t held_ = 0;
};

/// Whether the input is a log (`form`) or for a reader (`reader`); false: neither.
bool Recogniser::decide(std::uint32_t number, const std::string& path, std::string_view head, std::string_view sample,
                        LogForm& form, const Reader*& reader) {
  const Recognised payload = recognise_payload(head, path);
  if (payload.score <= log_score) form = learn_log_form(sample);
  Input& input = set_.evidence.inputs[number];
  if (payload.reader != nullptr && (payload.score > log_score || form.kind == FormKind::none)) {
    reader = payload.reader;
    input.kind = reader->kind;
    input.format = reader->name;
    return true;
  }
  if (form.kind == FormKind::none) return false;
  input.kind = InputKind::log;
  input.format = form.name;
  return true;
}

void Recogniser::add_log(std::uint32_t number, const std::string& path, std::int64_t modified, LogForm form,
                         std::string_view sample) {
  set_.sample_last.push_back(last_in_sample(form, sample));
  set_.modified.push_back(modified);
  LogInput log;
  log.input = number;
  log.form = std::move(form);
  log.context.zone = options_.zone;
  log.service = service_of_path(path);
  set_.logs.push_back(std::move(log));
}

void Recogniser::add_payload(std::uint32_t number, const std::string& path, std::int64_t modified, const Reader& reader,
                             std::string_view bytes) {
  const ReaderContext context{number, path, modified, options_.zone, options_.since};
  const std::size_t notes = set_.evidence.notes.size();
  reader.read(bytes, context, set_.evidence.inputs[number], set_.evidence);
  const bool guesses_day =
      !options_.since &&
      std::any_of(set_.evidence.notes.begin() + static_cast<std::ptrdiff_t>(notes), set_.evidence.notes.end(),
                  [](const ReadingNote& note) { return note.code == "date-inferred"; });
  set_.payloads.push_back({number, modified, guesses_day});
}

void Recogniser::add_source(const std::string& path, std::int64_t modified,
                            const std::shared_ptr<const ByteSource>& source, const OnDisk& disk, int depth) {
  std::string head(std::min<std::uint64_t>(source->size(), head_bytes), '\0');
  const auto read = source->read_at(0, head);
  if (!read) {
    add_note(add_input(path, disk), "unreadable", read.error().message, read.error().help);
    return;
  }
  head.resize(*read);
  if (is_packed(head)) {
    add_packed(path, modified, source, disk, depth);
    return;
  }
  const std::uint32_t number = add_input(path, disk);
  Input& input = set_.evidence.inputs[number];
  const bool hashes = input.sha256.empty();
  if (head.empty()) {
    if (hashes) input.sha256 = sha256_of({});
    add_note(number, "empty", "the input is empty");
    return;
  }
  LogForm form;
  const Reader* reader = nullptr;
  const std::string sample = sample_of(*source);
  const bool known = decide(number, path, head, sample, form, reader);
  if (known && reader == nullptr) {
    LogFeed feed;
    feed.source = source;
    feed.log = static_cast<std::uint32_t>(set_.logs.size());
    feed.hashes = hashes;
    set_.feeds.push_back(std::move(feed));
    add_log(number, path, modified, std::move(form), sample);
    return;
  }
  if (known && source->size() <= payload_bytes_max) {
    const auto bytes = read_whole(*source);
    if (!bytes) {
      add_note(number, "unreadable", bytes.error().message);
      return;
    }
    if (hashes) input.sha256 = sha256_of(*bytes);
    add_payload(number, path, modified, *reader, *bytes);
    return;
  }
  if (hashes)
    if (auto hash = hash_source(*source)) set_.evidence.inputs[number].sha256 = std::move(*hash);
  if (known)
    add_note(number, "too-large", "more than " + format_bytes(payload_bytes_max) + " can't be taken whole");
  else
    add_note(number, "not-recognised", "nothing in it was recognised: no line begins with a time");
}

void Recogniser::add_packed(const std::string& path, std::int64_t modified,
                            const std::shared_ptr<const ByteSource>& source, const OnDisk& outer, int depth) {
  OnDisk disk = outer;
  if (disk.sha256.empty())
    if (auto hash = hash_source(*source)) disk.sha256 = std::move(*hash);
  const auto fail = [&](const Error& error) {
    add_note(add_input(path, disk), "unreadable", error.message, error.help);
  };
  if (depth >= depth_max) return fail({ErrorKind::input, "archives within archives, too many deep", {}, {}});
  auto opened = Unpacker::open(*source);
  if (!opened) return fail(opened.error());
  Unpacker& unpacker = **opened;
  Unpacker::Member member;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> streamed;  // number of the member, log
  std::uint64_t foreign = 0;
  std::string first_foreign;
  for (std::uint64_t index = 0;; ++index) {
    const Result<bool> more = unpacker.next(member);
    if (!more) return fail(more.error());
    if (!*more) break;
    const std::string name = member.name.empty() ? path : path + "!" + member.name;
    if (member.is_foreign) {
      if (foreign++ == 0) first_foreign = name;
      continue;
    }
    const std::int64_t changed = member.modified != 0 ? member.modified : modified;
    std::string bytes;
    Result<std::size_t> read = std::size_t{0};
    const auto fill = [&](std::uint64_t most) {
      while (bytes.size() < most) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min<std::uint64_t>(before + (1 << 20), most));
        read = unpacker.read({bytes.data() + before, bytes.size() - before});
        bytes.resize(before + (read ? *read : 0));
        if (!read || *read == 0) break;
      }
    };
    fill(held_bytes_max);
    if (!read) return fail(read.error());
    if (bytes.size() < held_bytes_max && held_ + bytes.size() <= held_bytes_total) {
      held_ += bytes.size();
      add_source(name, changed, std::make_shared<MemorySource>(std::move(bytes)), disk, depth + 1);
      continue;
    }
    const std::uint32_t number = add_input(name, disk);
    LogForm form;
    const Reader* reader = nullptr;
    if (!decide(number, name, std::string_view(bytes).substr(0, head_bytes), bytes, form, reader)) {
      add_note(number, "not-recognised", "nothing in it was recognised: no line begins with a time");
    } else if (reader == nullptr) {
      streamed.emplace_back(index, static_cast<std::uint32_t>(set_.logs.size()));
      add_log(number, name, changed, std::move(form), std::string_view(bytes).substr(0, 1 << 20));
    } else {
      fill(payload_bytes_max);
      if (!read) return fail(read.error());
      add_payload(number, name, changed, *reader, bytes);
    }
  }
  if (foreign != 0)
    add_note(add_input(first_foreign, disk), "left-out",
             group_digits(foreign) + (foreign == 1 ? " member is a link or climbs" : " members are links or climb") +
                 " out of the archive, and not read; this is the first",
             "unpack it yourself if it is what it should be");
  if (streamed.empty()) return;
  struct Walk {
    std::shared_ptr<const ByteSource> source;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> wanted;
    std::unique_ptr<Unpacker> unpacker;
    std::unique_ptr<LineStream> lines;
    std::uint64_t index = 0;
    std::size_t next = 0;
  };
  auto walk = std::make_shared<Walk>();
  walk->source = source;
  walk->wanted = std::move(streamed);
  LogFeed feed;
  feed.next = [walk](LineBlock& block, std::uint32_t& log) -> Result<bool> {
    Walk& w = *walk;
    if (!w.unpacker) {
      auto again = Unpacker::open(*w.source);
      if (!again) return std::unexpected(again.error());
      w.unpacker = std::move(*again);
    }
    while (true) {
      if (w.lines) {
        log = w.wanted[w.next - 1].second;
        const Result<bool> more = w.lines->next(block);
        if (!more || *more) return more;
        w.lines.reset();
      }
      if (w.next == w.wanted.size()) return false;
      Unpacker::Member skipped;
      log = w.wanted[w.next].second;
      do {
        const Result<bool> more = w.unpacker->next(skipped);
        if (!more || !*more) return more;
      } while (w.index++ < w.wanted[w.next].first);
      ++w.next;
      w.lines = std::make_unique<LineStream>(*w.unpacker);
    }
  };
  set_.feeds.push_back(std::move(feed));
}

}  // namespace

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<char> out) const {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t n = std::min<std::uint64_t>(out.size(), bytes_.size() - offset);
  std::memcpy(out.data(), bytes_.data() + offset, n);
  return n;
}

Instant last_in_sample(const LogForm& form, std::string_view sample) {
  if (form.needs_year || form.needs_order || form.kind == FormKind::none) return 0;
  const TimeContext context;
  LogReader reader(form, context);
  Instant last = 0;
  while (!sample.empty()) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    LogFields fields;
    if (reader.read(sample.substr(0, end), fields)) last = std::max(last, fields.time.at);
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return last;
}

std::string sample_of(const ByteSource& source) {
  constexpr std::uint64_t piece = 48 << 10;
  const std::uint64_t size = source.size();
  std::string sample;
  const std::uint64_t places[] = {0, size / 2, size > piece ? size - piece : 0};
  for (const std::uint64_t at : places) {
    if (at != 0 && size <= 3 * piece) break;
    std::string bytes(size <= 3 * piece ? size : piece, '\0');
    const auto read = source.read_at(at, bytes);
    if (!read) break;
    bytes.resize(*read);
    const std::size_t begin = at == 0 ? 0 : bytes.find('\n') + 1;
    const std::size_t last = bytes.rfind('\n');
    std::string_view lines = std::string_view(bytes).substr(std::min(begin, bytes.size()));
    if (at + *read < size && last != std::string::npos && last + 1 > begin) lines = lines.substr(0, last + 1 - begin);
    if (size > 3 * piece) {  // some lines of each piece
      std::size_t end = 0;
      for (int n = 0; n < 100 && end < lines.size(); ++n) end = std::min(lines.find('\n', end), lines.size() - 1) + 1;
      lines = lines.substr(0, end);
    }
    if (!sample.empty() && !sample.ends_with('\n')) sample += '\n';  // the piece before was all one line
    sample += lines;
  }
  return sample;
}

InputSet recognise_inputs(std::span<const NamedSource> sources, const GatherOptions& options) {
  Recogniser recogniser(options);
  for (const NamedSource& source : sources) recogniser.add(source);
  return recogniser.finish();
}

Result<std::string> unpack_input(const NamedSource& source, std::string_view path, std::uint64_t most) {
  std::shared_ptr<const ByteSource> at = source.bytes;
  std::string here = source.path;
  for (int depth = 0; depth <= depth_max; ++depth) {
    std::string head(std::min<std::uint64_t>(at->size(), head_bytes), '\0');
    if (const auto read = at->read_at(0, head); !read) return std::unexpected(read.error());
    if (!is_packed(head)) {
      if (here != path) break;
      std::string bytes(std::min(at->size(), most), '\0');
      const auto read = at->read_at(0, bytes);
      if (!read) return std::unexpected(read.error());
      bytes.resize(*read);
      return bytes;
    }
    auto opened = Unpacker::open(*at);
    if (!opened) return std::unexpected(opened.error());
    Unpacker::Member member;
    bool found = false;
    while (!found) {
      const Result<bool> more = (*opened)->next(member);
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      const std::string name = member.name.empty() ? here : here + "!" + member.name;
      if (member.is_foreign) continue;
      found = name == path || path.starts_with(name + "!") || (member.name.empty() && path.starts_with(name));
      if (found) here = name;
    }
    if (!found) break;
    std::string bytes;
    while (bytes.size() < most) {
      const std::size_t before = bytes.size();
      bytes.resize(std::min<std::uint64_t>(before + (1 << 20), most));
      const auto read = (*opened)->read({bytes.data() + before, bytes.size() - before});
      if (!read) return std::unexpected(read.error());
      bytes.resize(before + *read);
      if (*read == 0) break;
    }
    at = std::make_shared<MemorySource>(std::move(bytes));
  }
  return std::unexpected(
      Error{ErrorKind::input, "the input is not there any more", std::string(path), "name the same inputs again"});
}

}  // namespace afterword
