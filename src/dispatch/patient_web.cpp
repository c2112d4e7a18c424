#include "dispatch/patient_web.h"

#include <charconv>
#include <optional>

#include "moment/civil.h"

namespace afterword {
namespace {

constexpr std::int64_t day_s = 86400, hour_s = 3600, minute_s = 60;

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

/// "Wed, 21 Oct 2026 07:28:00 GMT" as seconds since 1970.
std::optional<std::int64_t> read_http_date(std::string_view text) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const std::size_t month = months.find(text.substr(8, 3));
  const auto day = number_in(text.substr(5, 2)), year = number_in(text.substr(12, 4)),
             hour = number_in(text.substr(17, 2)), minute = number_in(text.substr(20, 2)),
             second = number_in(text.substr(23, 2));
  if (month == std::string_view::npos || month % 3 != 0 || !day || !year || !hour || !minute || !second)
    return std::nullopt;
  const Date date{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(month / 3 + 1),
                  static_cast<std::uint8_t>(*day)};
  if (*year < 1970 || *year > 9999 || !is_valid(date)) return std::nullopt;
  return days_of(date) * day_s + *hour * hour_s + *minute * minute_s + *second;
}

bool is_server_fault(int status) {
  return status == 500 || status == 502 || status == 503 || status == 504;
}

bool only_reads(const WebRequest& request) {
  return request.method == "GET" || request.reads;
}

std::string clock_of(std::int64_t seconds) {
  std::string out;
  append_date(out, next_day(Date{1970, 1, 1}, static_cast<int>(seconds / day_s)));
  out += ' ';
  append_clock(out, static_cast<int>(seconds % day_s / hour_s), static_cast<int>(seconds % hour_s / minute_s));
  return out + " UTC";
}

WebError too_busy(const WebRequest& request, std::int64_t until_s) {
  return {Error{ErrorKind::input, "the server wants no more requests until " + clock_of(until_s),
                origin_of(request.url), "run the same again then; what is done stays done"},
          false};
}

}  // namespace

bool is_rate_refusal(const WebAnswer& answer) {
  if (answer.status == 429) return true;
  if (answer.status == 403)
    return !answer.header("retry-after").empty() || answer.header("x-ratelimit-remaining") == "0" ||
           answer.body.find("rate limit") != std::string::npos;
  return answer.status == 400 && answer.body.find("RATELIMITED") != std::string::npos;
}

std::optional<std::int64_t> wait_asked_for(const WebAnswer& answer, std::int64_t now_s) {
  if (const std::string_view after = answer.header("retry-after"); !after.empty()) {
    if (const auto seconds = number_in(after)) return seconds;
    if (const auto until = read_http_date(after)) return std::max<std::int64_t>(0, *until - now_s);
  }
  // Linear counts requests, requests of one kind and their weight apart: what is used up says until when.
  constexpr std::string_view limits[] = {"x-ratelimit-", "ratelimit-", "x-ratelimit-requests-",
                                         "x-ratelimit-endpoint-requests-", "x-ratelimit-complexity-"};
  std::optional<std::int64_t> out;
  for (const std::string_view limit : limits) {
    const auto reset = number_in(answer.header(std::string(limit) + "reset"));
    if (!reset) continue;
    constexpr std::int64_t milliseconds_from = 100'000'000'000, thousand = 1000;  // Linear counts milliseconds
    const std::int64_t at = *reset >= milliseconds_from ? *reset / thousand : *reset;
    const std::int64_t wait = std::max<std::int64_t>(0, at - now_s);
    if (answer.header(std::string(limit) + "remaining") == "0") return wait;
    if (!out) out = wait;
  }
  return out;
}

Asked<WebAnswer> PatientWeb::send(const WebRequest& request) {
  constexpr std::int64_t second_ms = 1000;
  std::int64_t pause_s = 1;
  for (int tried = 1;; ++tried, pause_s *= 2) {
    Asked<WebAnswer> answer = web_.send(request);
    const bool last = tried >= patience_.tries_max;
    std::int64_t wait_s = pause_s;
    if (!answer) {
      if (last || answer.error().lasting || !only_reads(request)) return answer;
    } else if (is_rate_refusal(*answer)) {
      // Without a word of when, GitHub asks for a minute after a 403.
      const std::int64_t unknown = answer->status == 403 ? minute_s : pause_s;
      const std::int64_t now = time_.now_s();
      wait_s = wait_asked_for(*answer, now).value_or(unknown);
      if (last || wait_s > patience_.wait_max_s)
        return std::unexpected(too_busy(request, now + std::min(wait_s, std::int64_t{365} * day_s)));
    } else if (is_server_fault(answer->status)) {
      if (!only_reads(request))
        return std::unexpected(
            WebError{Error{ErrorKind::input,
                           "the server answers " + std::to_string(answer->status) + ": " + shown_words(answer->body),
                           origin_of(request.url), "run the same again later; what is done stays done"},
                     true});
      if (last) return answer;
      wait_s = std::min(wait_asked_for(*answer, time_.now_s()).value_or(pause_s), patience_.wait_max_s);
    } else {
      return answer;
    }
    time_.wait_ms(wait_s * second_ms);
  }
}

}  // namespace afterword
