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
    const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
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

}  // namespace afterword
