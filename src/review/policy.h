#pragma once
#include <cstdint>
#include <string>

namespace afterword {

/// How a team reviews (docs/settings.md).
struct ReviewPolicy {
  std::string fallback;          ///< who reviews where no peer has by the deadline; empty: nobody is named
  std::uint32_t days = 7;        ///< from the request to the deadline
  std::uint32_t late_days = 14;  ///< after the outage's end a review should have been asked for
};

}  // namespace afterword
