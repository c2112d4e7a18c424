#include "evidence/readers/series_kind.h"

#include <cmath>

#include "evidence/readers/reading.h"

namespace afterword {
namespace {

/// The words of a name: at underlines, dots, dashes, and where camel case begins a new one; joined by single blanks,
/// with a blank at both ends, so that " p99 " finds a whole word and " err" one that begins so.
std::string words_of(std::string_view name) {
  std::string out = " ";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    const bool after_lower = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (upper && after_lower && out.back() != ' ') out += ' ';
    if (letter || (c >= '0' && c <= '9') || c == '%') {
      out += upper ? static_cast<char>(c + 32) : c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool has_any(const std::string& words, std::initializer_list<std::string_view> parts) {
  for (std::string_view part : parts) {
    if (words.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

SeriesKind guess_series_kind(std::string_view name) {
  const std::string words = words_of(name);
  const bool share = has_any(words, {" ratio ", " rate ", " pct ", " percent", " share ", " fraction ", "%"}) &&
                     !has_any(words, {" per sec", " per min", " rps "});
  const bool faulty =
      has_any(words, {" err",        " fail",      " 5xx ",          " 500 ",    " 502 ",      " 503 ",
                      " 4xx ",       " 401 ",      " unauthorized ", " fault",   " exception", " panic",
                      " timeout",    " dropped ",  " reject",        " throttl", " retries ",  " retry ",
                      " exhausted ", " servfail ", " nxdomain ",     " cancel",  " abort",     " crash",
                      " restart",    " deadlock",  " oom ",          " evict",   " unhealthy "});
  if (has_any(words,
              {" availability ", " success ", " up ", " uptime ", " healthy ", " sla ", " slo ", " probe success "}))
    return SeriesKind::availability;
  const bool timed = words.find(" seconds ") != std::string::npos &&
                     has_any(words, {" request ", " response ", " query ", " rpc ", " handler ", " http "});
  if (faulty) return share ? SeriesKind::error_share : SeriesKind::errors;
  // How far a consumer or a replica is behind is a length of time only where the name says so.
  const bool behind = words.find(" lag ") != std::string::npos;
  const bool behind_time = behind && has_any(words, {" seconds ", " second ", " secs ", " s ", " ms ", " time ",
                                                     " milliseconds ", " millis ", " ns ", " us ", " minutes "});
  if (behind && !behind_time) return SeriesKind::saturation;
  if (timed || behind_time ||
      has_any(words, {" latenc", " duration ", " durations ", " response time ", " responsetime ", " elapsed ", " rtt ",
                      " delay ", " age ", " wait ", " p50 ", " p90 ", " p95 ", " p99 ", " p999 ", " quantile "}))
    return SeriesKind::latency;
  if (has_any(words, {" queue", " pending ", " backlog ", " waiting ", " saturation ", " inflight ", " in flight ",
                      " depth ", " pool ", " connections ", " open files ", " fds ", " full "}))
    return SeriesKind::saturation;
  if (has_any(words, {" cpu",       " mem",   " memory", " disk ",       " load ",       " load1 ",   " load5 ",
                      " rss ",      " heap ", " swap ",  " filesystem ", " bytes ",      " network ", " receive ",
                      " transmit ", " io ",   " iops ",  " threads ",    " goroutines ", " gc "}))
    return SeriesKind::resource;
  if (has_any(words, {" request", " rps ", " qps ", " ops ", " hits ", " throughput ", " calls ", " queries ",
                      " transactions ", " tps ", " workload ", " visits ", " per sec", " per min"}))
    return SeriesKind::requests;
  return SeriesKind::other;
}

bool is_counter(const Series& series) {
  const std::string words = words_of(series.name);
  const bool named = words.ends_with(" total ") || words.ends_with(" count ") || words.ends_with(" sum ") ||
                     words.ends_with(" bucket ");
  if (!named || (series.values.size() < 3 && !words.ends_with(" total "))) return false;
  double last = -INFINITY;
  std::size_t falls = 0, rises = 0;
  for (double value : series.values) {
    if (std::isnan(value)) continue;
    if (value < last) {
      if (value > last * 0.5) return false;
      ++falls;
    }
    if (value > last) ++rises;
    last = value;
  }
  return falls * 4 <= rises;
}

}  // namespace afterword
