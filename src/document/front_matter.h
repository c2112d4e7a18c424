#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace afterword {

/// One key of the YAML front matter, flattened: `incident.start: …` has the key "incident.start"; a list gives one
/// entry an element with the same key.
struct FrontMatterEntry {
  std::string key;
  std::string value;
  Span span;  ///< of the value, in the text given to read_front_matter, shifted by `base`
};

struct FrontMatter {
  std::vector<FrontMatterEntry> entries;
  std::string fault;  ///< why it can't be read (also for duplicate keys), for a person; empty if it can
  Span fault_at;
};

/// Reads YAML. Never throws: what the YAML library throws is turned into `fault`.
[[nodiscard]] FrontMatter read_front_matter(std::string_view yaml, std::uint32_t base);

}  // namespace afterword
