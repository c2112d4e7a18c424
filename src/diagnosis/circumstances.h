#pragma once
#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/symptoms.h"
#include "evidence/evidence.h"

namespace afterword {

/// What nobody here changed: a provider that failed, more traffic than ever, a disk that filled.
enum class CircumstanceKind : std::uint8_t {
  provider,
  name_resolution,
  surge,
  storage,
  memory,
  certificate,
  network,
  machine,
  clock
};

struct Circumstance {
  CircumstanceKind kind{};
  double weight = 0;    ///< 0–1: how much speaks for it
  std::string id;       ///< the host, the provider, "traffic", the service
  std::string service;  ///< that suffered first; may be empty
  std::string reason;   ///< one sentence
  std::vector<Place> citations;
  std::uint32_t index = 0;  ///< into Evidence::statuses for a provider with a status; else unused
};

/// Likeliest first.
[[nodiscard]] std::vector<Circumstance> find_circumstances(const Evidence& evidence, const Symptoms& symptoms);

/// All together as one number, 0–1: how much speaks for "no change of ours".
[[nodiscard]] double weigh_circumstances(const std::vector<Circumstance>& circumstances);

/// Hosts of others that a text names: full domain names, not those of a cluster or a local network.
[[nodiscard]] std::vector<std::string> hosts_in(std::string_view text);

}  // namespace afterword
