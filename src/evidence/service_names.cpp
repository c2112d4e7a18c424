#include "evidence/service_names.h"

namespace afterword {
namespace {

/// Kubernetes makes its suffixes of these, so that no words come about.
constexpr std::string_view suffix_letters = "bcdfghjklmnpqrstvwxz0123456789";

bool is_suffix(std::string_view part, std::size_t least, std::size_t most) {
  return part.size() >= least && part.size() <= most &&
         part.find_first_not_of(suffix_letters) == std::string_view::npos;
}

bool has_digit(std::string_view part) {
  return part.find_first_of("0123456789") != std::string_view::npos;
}

/// Names of files that say what they hold, not who wrote it.
constexpr std::string_view plain_names[] = {
    "access", "error", "errors", "log",        "logs",      "messages", "syslog", "stdout",  "stderr",   "output",
    "out",    "app",   "server", "current",    "debug",     "info",     "main",   "console", "evidence", "tmp",
    "var",    "data",  "-",      "access_log", "error_log", "catalina", "system", "all"};

bool is_plain_name(std::string_view name) {
  for (std::string_view plain : plain_names)
    if (plain == name) return true;
  return name.empty();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Where a date of six digits or more begins at `at`, behind a point or a dash: its end. Else `at`.
std::size_t end_of_date(std::string_view name, std::size_t at) {
  constexpr std::size_t digits_least = 6;
  if (at == 0 || (name[at] != '.' && name[at] != '-' && name[at] != '_')) return at;
  std::size_t end = at + 1, digits = 0;
  while (end < name.size() && (is_digit(name[end]) || (digits > 0 && (name[end] == '-' || name[end] == '_')))) {
    digits += is_digit(name[end]) ? 1 : 0;
    ++end;
  }
  while (end > at && !is_digit(name[end - 1])) --end;
  const bool ends = end == name.size() || name[end] == '.' || name[end] == '-' || name[end] == '_';
  return digits >= digits_least && ends ? end : at;
}

/// "cart-2026-06-24.log" → "cart.log".
std::string without_date(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = end_of_date(name, at);
    if (end == at)
      out += name[at++];
    else
      at = end;
  }
  return out;
}

/// Everything from the first point that begins an ending: ".log", ".1", ".gz", ".2026-06-24".
std::string_view stem_of(std::string_view name) {
  const std::size_t point = name.find('.', 1);
  return point == std::string_view::npos ? name : name.substr(0, point);
}

}  // namespace

std::string_view service_of_pod(std::string_view pod) {
  const std::size_t last = pod.rfind('-');
  if (last == std::string_view::npos || last == 0) return {};
  const std::string_view end = pod.substr(last + 1), rest = pod.substr(0, last);
  if (is_suffix(end, 5, 5)) {
    const std::size_t before = rest.rfind('-');
    if (before != std::string_view::npos && before > 0 && is_suffix(rest.substr(before + 1), 6, 11) &&
        has_digit(rest.substr(before + 1)))
      return rest.substr(0, before);
    if (has_digit(end)) return rest;  // of a daemon set
  }
  if (end.size() <= 2 && !end.empty() && end.find_first_not_of("0123456789") == std::string_view::npos) return rest;
  return {};
}

std::string service_of_path(std::string_view path) {
  if (const std::size_t member = path.rfind('!'); member != std::string_view::npos) path.remove_prefix(member + 1);
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::string name = without_date(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
    std::string_view stem = stem_of(name);
    for (std::string_view ending : {"-access", "_access", "-error", "_error", "-logs", "_logs", "-log", "_log"})
      if (stem.size() > ending.size() && stem.ends_with(ending)) stem.remove_suffix(ending.size());
    if (const std::string_view service = service_of_pod(stem); !service.empty()) return std::string(service);
    if (!is_plain_name(stem)) return std::string(stem);
    if (slash == std::string_view::npos) break;
    path = path.substr(0, slash);
  }
  return {};
}

std::string log_of_path(std::string_view path) {
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2", ".lz4"})
    if (path.ends_with(ending)) path.remove_suffix(ending.size());
  const std::size_t point = path.find_last_not_of("0123456789");
  if (point != std::string_view::npos && path[point] == '.' && point + 1 < path.size() && path.size() - point <= 4)
    path = path.substr(0, point);
  const std::size_t folder = path.find_last_of("/!");
  const std::size_t begin = folder == std::string_view::npos ? 0 : folder + 1;
  return std::string(path.substr(0, begin)) + without_date(path.substr(begin));
}

}  // namespace afterword
