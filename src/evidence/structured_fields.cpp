#include "evidence/structured_fields.h"

#include <charconv>

#include "evidence/log_level.h"
#include "evidence/service_names.h"

namespace afterword {
namespace {

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "250ms", "1.5s", "83µs" as Go prints them; a bare number is in `unit` seconds.
std::optional<double> seconds_of(std::string_view text, double unit) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || number < 0) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  // A request that takes eleven days is a number of nanoseconds, as Go writes durations.
  constexpr double longest = 1e6;
  if (rest.empty()) return number * unit > longest ? number / 1e9 : number * unit;
  if (rest == "s") return number;
  if (rest == "ms") return number / 1e3;
  if (rest == "us" || rest == "µs") return number / 1e6;
  if (rest == "ns") return number / 1e9;
  return std::nullopt;
}

std::optional<LogLevel> level_of_value(std::string_view value) {
  if (const auto level = level_of_word(value)) return level;
  if (value.size() == 1 && !(value[0] >= '0' && value[0] <= '9')) return level_of_letter(value[0]);
  const auto number = number_of(value);
  if (!number) return std::nullopt;
  return *number < 10 ? level_of_syslog(static_cast<int>(*number)) : level_of_tens(static_cast<int>(*number));
}

}  // namespace

void StructuredFields::fill(LogFields& out, std::string& scratch) const {
  const StructuredFields& f = *this;
  if (!f[FieldRole::level].empty()) out.level = level_of_value(f[FieldRole::level]);
  out.service = f[FieldRole::service];
  out.host = f[FieldRole::host];
  constexpr std::uint8_t container_rank = 8;  // what a container is called in its pod says less than the pod ("server")
  if (out.service.empty() || ranks_[static_cast<std::size_t>(FieldRole::service)] >= container_rank)
    if (const std::string_view service = service_of_pod(out.host); !service.empty()) out.service = service;
  if (const auto status = number_of(f[FieldRole::status]); status && *status >= 100 && *status < 600) {
    out.status = static_cast<int>(*status);
    out.is_request = true;
  }
  constexpr std::pair<FieldRole, double> lengths[] = {{FieldRole::seconds, 1},
                                                      {FieldRole::milliseconds, 1e-3},
                                                      {FieldRole::microseconds, 1e-6},
                                                      {FieldRole::nanoseconds, 1e-9}};
  for (const auto& [role, unit] : lengths)
    if (const auto seconds = seconds_of(f[role], unit); seconds && out.seconds < 0) out.seconds = *seconds;
  out.message = f[FieldRole::message];
  if (out.message.empty() && !f[FieldRole::path].empty()) {
    scratch.assign(f[FieldRole::method]);
    if (!scratch.empty()) scratch += ' ';
    scratch += f[FieldRole::path];
    out.message = scratch;
  }
  add_error(out, scratch);
}

/// "put object: operation error S3: …": without what went wrong all failures would look alike.
void StructuredFields::add_error(LogFields& out, std::string& scratch) const {
  constexpr std::size_t longest = 300;
  std::string_view error = (*this)[FieldRole::error];
  error = error.substr(0, std::min(error.find('\n'), longest));
  if (error.empty() || error == "null" || out.message.find(error) != std::string_view::npos) return;
  if (out.message.empty()) {
    out.message = error;
    return;
  }
  std::string joined(out.message.substr(0, out.message.find('\n')));
  joined.append(": ").append(error);
  scratch = std::move(joined);
  out.message = scratch;
}

}  // namespace afterword
