#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "evidence/bytes.h"
#include "evidence/evidence.h"
#include "moment/zone.h"

namespace afterword {

struct GatherOptions {
  std::optional<Instant> since;  ///< records before are counted, not kept
  std::optional<Instant> until;
  std::optional<ZoneName> zone;       ///< of times that state none
  unsigned threads = 0;               ///< 0 = one a core
  std::uint64_t memory = 200u << 20;  ///< bytes that tables may take; buckets grow coarser beyond it
  /// Called now and then by one thread at a time with the bytes read so far and in all. May be empty.
  std::function<void(std::uint64_t read, std::uint64_t all)> progress;
};

/// Reads everything there is, each input as what its content says it is. An input that can't be read at all is a note,
/// not an error. Deterministic for any number of threads.
[[nodiscard]] Evidence gather(std::span<const NamedSource> sources, const GatherOptions& options);

/// The bytes of a place, read again from its input ("archive.zip!member" is unpacked again).
[[nodiscard]] Result<std::string> read_place(std::span<const NamedSource> sources, const Evidence& evidence,
                                             const Place& place);

}  // namespace afterword
