#pragma once
#include <cstdint>

#include "cli/door.h"

namespace afterword {

/// How far reading has got, its rate and the time left: on a terminal only, and not before half a second has passed.
class ReadingProgress {
 public:
  explicit ReadingProgress(Door& door);
  [[nodiscard]] bool is_on() const { return on_; }
  /// By one thread at a time.
  void show(std::uint64_t read, std::uint64_t all);
  void clear();

 private:
  Door& door_;
  bool on_, shown_ = false;
  std::uint64_t began_, last_ = 0;
};

}  // namespace afterword
