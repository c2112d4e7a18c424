#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "evidence/bytes.h"
#include "evidence/line_blocks.h"
#include "evidence/sha256.h"
#include "evidence/utf16.h"

namespace afterword {

/// Whether these bytes begin what is unpacked: gzip, zstd, xz, bzip2, lz4, zip, tar, 7z; text in UTF-16 too, into
/// UTF-8.
[[nodiscard]] bool is_packed(std::string_view head);

/// Unpacks a source as a stream, member by member (libarchive); nothing is ever written. Names of members are names,
/// never paths to write to. Bombs end with an error: more than unpacked_ratio_max times the packed bytes.
class Unpacker : public ByteStream {
 public:
  struct Member {
    std::string name;           ///< empty: the one in a file that is only compressed
    std::int64_t modified = 0;  ///< seconds since 1970; 0 = unknown
    bool is_foreign = false;    ///< a link, or its path climbs out of the archive: there is nothing to read
  };
  /// `hash` is fed with the packed bytes in order, if they are read in order to their end; may be null.
  [[nodiscard]] static Result<std::unique_ptr<Unpacker>> open(const ByteSource& source);
  ~Unpacker() override;

  /// Goes on to the next member that is no folder and not hidden. False: there is none.
  [[nodiscard]] Result<bool> next(Member& member);
  [[nodiscard]] Result<std::size_t> read(std::span<char> out) override;

 private:
  struct State;
  explicit Unpacker(std::unique_ptr<State> state);
  explicit Unpacker(Utf16Reader text);
  std::unique_ptr<State> state_;  ///< null: it is text
  std::optional<Utf16Reader> text_;
  bool is_taken_ = false;  ///< the one member that text is
};

inline constexpr std::uint64_t unpacked_ratio_max = 1100;  ///< gzip can't reach 1,032; what exceeds this is made to

}  // namespace afterword
