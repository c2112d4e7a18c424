#include "cli/reading_progress.h"

namespace afterword {
namespace {

constexpr std::uint64_t second = 1'000'000'000, patience = second / 2, pause = second / 10;

std::string rounded(double value) {
  std::string out = std::to_string(value);
  return out.substr(0, out.find('.') + (value < 10 ? 2 : 0));
}

std::string size_text(double bytes) {
  return bytes >= 1e9 ? rounded(bytes / 1e9) + " GB" : rounded(bytes / 1e6) + " MB";
}

}  // namespace

ReadingProgress::ReadingProgress(Door& door)
    : door_(door), on_(door.terminal.err_is_terminal && !Door::variable("CI")), began_(now_ns()) {}

void ReadingProgress::show(std::uint64_t read, std::uint64_t all) {
  const std::uint64_t now = now_ns();
  if (!on_ || now - began_ < patience || now - last_ < pause || read == 0) return;
  last_ = now;
  shown_ = true;
  const double seconds = static_cast<double>(now - began_) / static_cast<double>(second);
  const double rate = static_cast<double>(read) / seconds;
  const auto left = static_cast<std::uint64_t>(static_cast<double>(all - read) / rate + 0.5);
  std::string line = "\r\x1b[Kreading " + size_text(static_cast<double>(read)) + " of " +
                     size_text(static_cast<double>(all)) + ", " + size_text(rate) + "/s";
  if (read < all) line += ", " + std::to_string(left) + " s left";
  door_.err.write(line);
  door_.err.flush();
}

void ReadingProgress::clear() {
  if (!shown_) return;
  door_.err.write("\r\x1b[K");
  door_.err.flush();
  shown_ = false;
}

}  // namespace afterword
