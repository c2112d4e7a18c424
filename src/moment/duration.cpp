#include "moment/duration.h"

#include <array>
#include <cstdlib>

namespace afterword {

namespace {

struct Unit {
  std::uint64_t seconds;
  const char *letter, *one, *many;
};
constexpr std::array<Unit, 4> units = {{{86400, " d", " day", " days"},
                                        {3600, " h", " hour", " hours"},
                                        {60, " min", " minute", " minutes"},
                                        {1, " s", " second", " seconds"}}};

/// The two largest units that are not zero: nobody reads "2 d 3 h 14 min 7 s".
template <class Print>
std::string join_units(std::int64_t seconds, const char* joint, Print print) {
  std::string out = seconds < 0 ? "-" : "";
  std::uint64_t rest = seconds < 0 ? 0 - static_cast<std::uint64_t>(seconds) : static_cast<std::uint64_t>(seconds);
  int parts = 0;
  for (const Unit& unit : units) {
    const std::uint64_t count = rest / unit.seconds;
    rest %= unit.seconds;
    if (count == 0 && !(parts == 0 && unit.seconds == 1)) {
      if (parts > 0) break;
      continue;
    }
    if (parts > 0) out += joint;
    out += std::to_string(count) + print(unit, count);
    if (++parts == 2) break;
  }
  return out;
}

}  // namespace

std::string duration_text(std::int64_t seconds) {
  return join_units(seconds, " ", [](const Unit& unit, std::uint64_t) { return unit.letter; });
}

std::string duration_words(std::int64_t seconds) {
  return join_units(seconds, " and ",
                    [](const Unit& unit, std::uint64_t count) { return count == 1 ? unit.one : unit.many; });
}

}  // namespace afterword
