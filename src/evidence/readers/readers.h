#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "evidence/evidence.h"
#include "moment/zone.h"

namespace afterword {

/// What a reader is told about an input besides its bytes.
struct ReaderContext {
  std::uint32_t input = 0;       ///< goes into every Place
  std::string_view path;         ///< as given, or "archive.zip!member"; helps where content leaves a choice
  std::int64_t modified = 0;     ///< seconds since 1970; 0 = unknown
  std::optional<ZoneName> zone;  ///< of times that state none (--zone); none: UTC, with a note "zone-assumed"
  std::optional<Instant> since = std::nullopt;  ///< --since: dates what states no day
};

/// Reads inputs of one notation that are taken whole (metrics, alerts, changes, chat, traces, status): not logs, which
/// are streamed. Pure functions of the bytes; several inputs are read at once, each into an Evidence of its own, which
/// are then put together in the order of the inputs and sorted by time.
struct Reader {
  std::string_view name;  ///< becomes Input::format: "prometheus-json"
  InputKind kind = InputKind::other;

  /// How surely this is what the input holds, 0–100, by its first 64 KB (all of it if it is shorter). 0 = no;
  /// logs of a known notation have 50, so say more than 50 where the notation can't be meant as a log, and 90 where it
  /// names itself. The highest wins; of equals the first in the table. Cheap: every reader is asked about every input.
  int (*recognise)(std::string_view head, std::string_view path) = nullptr;

  /// Appends what the input says to `evidence`, and sets records, unread, zone and zone_from of `input` (path, kind,
  /// format, bytes and hash stand there already; first and last are found by the caller where they are left empty).
  /// What can't be read is a note with its place and a count, never an early return without one.
  void (*read)(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) = nullptr;
};

/// Every reader there is, in order of preference. To add one: a file here with its two functions, a row in readers.cpp.
[[nodiscard]] std::span<const Reader> all_readers();

/// The reader that knows this input best, with how surely; null if none says more than 0.
struct Recognised {
  const Reader* reader = nullptr;
  int score = 0;
};
[[nodiscard]] Recognised recognise_payload(std::string_view head, std::string_view path);

/// Bytes of the head that recognisers are shown.
inline constexpr std::size_t head_bytes = 64 << 10;

}  // namespace afterword
