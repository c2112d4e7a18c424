#include "diagnosis/circumstances.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "diagnosis/wording.h"
#include "diagnosis/words.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr Instant minute = 60 * one_second;

double count_within(const LogTable& logs, const LogRow& row, const Symptoms& symptoms) {
  double count = 0;
  for (const LogCell& cell : row.cells) {
    const Instant at = cell.bucket * logs.bucket;
    if (at + logs.bucket > symptoms.onset && at < symptoms.end) {
      count += cell.count;
    }
  }
  return count;
}

/// Rows that tell of failures and are new or more with the outage.
std::vector<const LogRow*> failing_rows(const Evidence& evidence, const Symptoms& symptoms) {
  std::vector<const LogRow*> rows;
  for (const ChangedRow& changed : symptoms.changed) {
    const LogRow& row = evidence.logs.rows[changed.row];
    if (is_error(evidence.logs, row) || row.level == LogLevel::warning) {
      rows.push_back(&row);
    }
  }
  return rows;
}

/// A message less what a web server writes of itself and of its client: `server: shop.example`, `host: "…"`.
std::string without_own(std::string_view message) {
  std::string kept(message);
  for (const std::string_view own : {"server: ", "host: ", "referrer: "}) {
    if (const std::size_t at = kept.find(own); at != std::string::npos) {
      kept.erase(at, kept.find(',', at) - at);
    }
  }
  return kept;
}

/// Failures that name a host of somebody else, by service: the share of them, and the host named most.
void find_failing_hosts(const Evidence& evidence, const Symptoms& symptoms, std::vector<Circumstance>& found) {
  struct Told {
    double all = 0;
    double external = 0;
    std::map<std::string, double> hosts;
    Place first;
  };
  std::map<std::string, Told> services;
  for (const LogRow* row : failing_rows(evidence, symptoms)) {
    if (!is_error(evidence.logs, *row)) {
      continue;
    }
    const double count = count_within(evidence.logs, *row, symptoms);
    Told& told = services[row->service];
    told.all += count;
    const std::vector<std::string> hosts = hosts_in(without_own(row->example));
    if (!hosts.empty()) {
      told.external += count;
      told.hosts[hosts.front()] += count;
      if (told.first.line == 0) {
        told.first = row->first;
      }
    }
  }
  for (const TraceSpan& span : evidence.spans) {
    if (!span.failed || span.start < symptoms.onset - minute || span.start > symptoms.end) {
      continue;
    }
    const std::vector<std::string> hosts = hosts_in(span.operation + " " + span.attributes);
    Told& told = services[span.service];
    told.all += hosts.empty() ? 0.5 : 1;
    if (!hosts.empty()) {
      told.external += 1;
      told.hosts[hosts.front()] += 1;
      if (told.first.line == 0) {
        told.first = span.place;
      }
    }
  }
  for (const auto& [service, told] : services) {
    if (told.external < 3 || told.external < 0.5 * told.all) {
      continue;
    }
    const auto most = std::max_element(told.hosts.begin(), told.hosts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    found.push_back({CircumstanceKind::provider,
                     0.5 * told.external / told.all,
                     most->first,
                     service,
                     write_number(told.external) + " of " + write_number(told.all) + " failures of " +
                         (service.empty() ? "the logs" : service) + " name " + most->first + ", which is not ours",
                     {told.first}});
  }
}

/// A provider that said itself that it had trouble then.
void find_statuses(const Evidence& evidence, const Symptoms& symptoms, std::vector<Circumstance>& found) {
  std::map<std::string, Circumstance> providers;
  for (std::uint32_t i = 0; i < evidence.statuses.size(); ++i) {
    const StatusEvent& status = evidence.statuses[i];
    if (status.at > symptoms.onset + 30 * minute || status.at < symptoms.onset - 120 * minute ||
        (status.ended && *status.ended < symptoms.onset)) {
      continue;
    }
    int shared = 0;
    std::set<std::string> seen;
    for (std::string& word : words_of(status.provider + " " + status.text)) {
      if (const auto it = symptoms.words.find(word);
          it != symptoms.words.end() && it->second >= 0.5 && seen.insert(word).second) {
        ++shared;
      }
    }
    Circumstance& circumstance = providers[status.provider];
    const double weight = shared >= 2 ? 0.6 : shared == 1 ? 0.45 : 0.2;
    if (weight > circumstance.weight) {
      const Place first = circumstance.citations.empty() ? status.place : circumstance.citations.front();
      circumstance = {CircumstanceKind::provider,
                      weight,
                      status.provider.empty() ? "status feed" : status.provider,
                      "",
                      (status.provider.empty() ? std::string("a status feed") : status.provider) + " reported: “" +
                          shorten(status.text.empty() ? status.state : status.text, 90) + "”",
                      {first},
                      i};
    }
  }
  for (auto& [name, circumstance] : providers) {
    found.push_back(std::move(circumstance));
  }
}

/// Requests rise at every entry, before or with the trouble.
void find_surge(const Evidence& evidence, const Symptoms& symptoms, std::vector<Circumstance>& found) {
  std::set<std::string> called;
  for (const Call& call : symptoms.calls) {
    if (call.caller != call.callee) {
      called.insert(call.callee);
    }
  }
  std::map<std::string, std::pair<int, double>> measured;  // service → series, greatest rise
  Place place;
  for (const Track& track : symptoms.tracks) {
    if (track.source == TrackSource::series && track.kind == SeriesKind::requests) {
      ++measured[track.service].first;
    }
  }
  bool saturated = false;
  for (const Episode& episode : symptoms.episodes) {
    const Track& track = symptoms.tracks[episode.track];
    if (track.source != TrackSource::series) {
      continue;
    }
    saturated = saturated || (track.kind == SeriesKind::saturation && episode.rises);
    if (track.kind == SeriesKind::requests && episode.rises && episode.from <= symptoms.onset + 5 * track.step) {
      double& rise = measured[track.service].second;
      rise = std::max(rise, episode.before > 0 ? episode.within / episode.before : 10);
      if (place.line == 0) {
        place = evidence.series[track.index].place;
      }
    }
  }
  std::size_t entries = 0;
  std::size_t risen_entries = 0;
  std::size_t risen = 0;
  double least = 1e9;
  std::string first;
  for (const auto& [service, rise] : measured) {
    const bool entry = !called.contains(service);
    entries += entry;
    if (rise.second >= 1.5) {
      ++risen;
      risen_entries += entry;
      least = std::min(least, rise.second);
      first = entry && first.empty() ? service : first;
    }
  }
  const bool everywhere = risen >= 2 && 2 * risen > measured.size();
  if (risen_entries == 0 || 2 * risen_entries <= entries || (!everywhere && entries != measured.size())) {
    return;
  }
  const double weight = (everywhere ? 0.6 : 0.45) + (saturated ? 0.15 : 0) + (least >= 3 ? 0.1 : 0);
  found.push_back({CircumstanceKind::surge,
                   weight,
                   "traffic",
                   first,
                   "requests rose at least " + write_number(least) + "-fold at " + std::to_string(risen) + " of " +
                       std::to_string(measured.size()) + " services, before or with the trouble",
                   {place}});
}

struct Telling {
  CircumstanceKind kind;
  std::string_view what;
  double weight;
  std::span<const std::string_view> parts;
};

constexpr auto resolution = std::to_array<std::string_view>(
    {"no such host", "enotfound", "name resolution", "nxdomain", "servfail", "could not resolve", "getaddrinfo",
     "name or service not known", "host not found", "name resolver error", "could not translate host name",
     "temporary failure in name", "server misbehaving", ":53: i/o timeout", "eai_again"});
constexpr auto storage = std::to_array<std::string_view>(
    {"no space left", "disk full", "disk quota exceeded", "read-only file system", "input/output error",
     "i/o error, dev", "enospc", "could not extend file", "insufficient system storage", "not enough free space",
     "filesystem full", "file system full", "disk is full"});
constexpr auto memory =
    std::to_array<std::string_view>({"out of memory", "oom-kill", "oomkilled", "cannot allocate memory", "oom killer",
                                     "outofmemoryerror", "killed process"});
constexpr auto certificate =
    std::to_array<std::string_view>({"certificate has expired", "certificate expired", "certificate is not yet valid",
                                     "certificate verify failed", "cert_has_expired", "certificate is expired"});
constexpr auto network = std::to_array<std::string_view>(
    {"no route to host", "network is unreachable", "link is down", "packet loss", "bgp"});
constexpr auto machine = std::to_array<std::string_view>(
    {"hardware error", "machine check", "nodenotready", "node not ready", "spot interruption", "instance retired",
     "thermal", "preempted", "uncorrectable", "nodelost", "host is down", "hardware failure"});

constexpr auto tellings =
    std::to_array<Telling>({{CircumstanceKind::name_resolution, "names that do not resolve (DNS)", 0.45, resolution},
                            {CircumstanceKind::storage, "storage that is full or fails", 0.45, storage},
                            {CircumstanceKind::memory, "memory that ran out", 0.3, memory},
                            {CircumstanceKind::certificate, "a certificate out of date", 0.5, certificate},
                            {CircumstanceKind::network, "a network that does not carry", 0.35, network},
                            {CircumstanceKind::machine, "a machine that failed", 0.45, machine}});

constexpr auto stepped = std::to_array<std::string_view>({"system clock was stepped", "system clock wrong by",
                                                          "time has been changed", "clock jumped", "time jumped",
                                                          "time jump", "step time server", "stepping system clock",
                                                          "clock stepped", "leap second", "system time has changed"});
constexpr auto out_of_time = std::to_array<std::string_view>(
    {"before issued", "in the future", "clock skew", "requesttimetooskewed", "not yet valid", "not valid before",
     "used too early", "time difference", "clock drift", "too far in the past"});

/// A clock that was set to another time: its keeper says so, in lines that bear either time, and what compares times
/// fails.
void find_clock(const Evidence& evidence, const Symptoms& symptoms, std::vector<Circumstance>& found) {
  const LogRow* step = nullptr;
  const LogCell* at_step = nullptr;
  for (const LogRow& row : evidence.logs.rows) {
    if (!contains_any(lower_ascii(row.example), stepped)) {
      continue;
    }
    for (const LogCell& cell : row.cells) {
      const Instant at = cell.bucket * evidence.logs.bucket;
      const bool near = at >= symptoms.onset - 10 * minute && at < symptoms.end;
      if (near && (at_step == nullptr || cell.bucket < at_step->bucket)) {
        step = &row;
        at_step = &cell;
      }
    }
  }
  const LogRow* refused = nullptr;
  for (const LogRow* row : failing_rows(evidence, symptoms)) {
    if (contains_any(lower_ascii(row->example), out_of_time) && (refused == nullptr || row->count > refused->count)) {
      refused = row;
    }
  }
  if (step == nullptr && refused == nullptr) {
    return;
  }
  const double weight = step != nullptr && refused != nullptr ? 0.65 : 0.4;
  Circumstance circumstance{CircumstanceKind::clock, weight, "a clock that is wrong", "", "", {}};
  if (step != nullptr) {
    circumstance.id = step->host.empty() ? circumstance.id : step->host;
    circumstance.reason = "the clock" + (step->host.empty() ? "" : " of " + step->host) +
                          " was set to another time: “" + shorten(step->example, 90) + "”";
    circumstance.citations.push_back(at_step->first);
  }
  if (refused != nullptr) {
    circumstance.service = refused->service;
    circumstance.reason += (step != nullptr ? "; " : "") +
                           (refused->service.empty() ? std::string("what failed") : refused->service) +
                           " finds times that can't be: “" + shorten(refused->example, 90) + "”";
    circumstance.citations.push_back(refused->first);
  }
  found.push_back(std::move(circumstance));
}

/// What nobody's program said, somebody may have written: a weaker witness.
void find_told_by_people(const Evidence& evidence, const Symptoms& symptoms, const Telling& telling,
                         std::vector<Circumstance>& found) {
  for (const Message& message : evidence.messages) {
    if (message.at < symptoms.onset || message.at > symptoms.end + 5 * minute ||
        !contains_any(lower_ascii(message.text), telling.parts)) {
      continue;
    }
    found.push_back(
        {telling.kind,
         0.3,
         std::string(telling.what),
         "",
         message.author + " wrote of " + std::string(telling.what) + ": “" + shorten(message.text, 90) + "”",
         {message.place}});
    return;
  }
}

/// What went wrong stands behind the ellipsis, where a record went over several lines.
std::string_view telling_part(std::string_view example, const Telling& telling) {
  const std::size_t behind = example.find(" … ");
  if (behind == std::string_view::npos) return example;
  const std::string_view last = example.substr(behind + std::string_view(" … ").size());
  return contains_any(lower_ascii(std::string(last)), telling.parts) ? last : example;
}

/// Failures that say of themselves what ran out or broke.
void find_tellings(const Evidence& evidence, const Symptoms& symptoms, std::vector<Circumstance>& found) {
  const std::vector<const LogRow*> rows = failing_rows(evidence, symptoms);
  for (const Telling& telling : tellings) {
    std::set<std::string> services;
    const LogRow* first = nullptr;
    for (const LogRow* row : rows) {
      if (contains_any(lower_ascii(row->example), telling.parts)) {
        services.insert(row->service);
        if (first == nullptr || row->first < first->first) {
          first = row;
        }
      }
    }
    if (first == nullptr) {
      find_told_by_people(evidence, symptoms, telling, found);
      continue;
    }
    const double weight = std::min(0.7, telling.weight + 0.1 * static_cast<double>(services.size() - 1));
    found.push_back({telling.kind,
                     weight,
                     first->service.empty() ? std::string(telling.what) : first->service,
                     first->service,
                     "messages of " + std::to_string(services.size()) +
                         (services.size() == 1 ? " service" : " services") + " tell of " + std::string(telling.what) +
                         ": “" + shorten(telling_part(first->example, telling), 90) + "”",
                     {first->first}});
  }
}

}  // namespace

std::vector<std::string> hosts_in(std::string_view text) {
  static constexpr auto endings = std::to_array<std::string_view>(
      {"com", "net", "org", "io", "dev", "cloud", "co", "app", "ai",  "eu",      "us",   "uk",  "de", "fr",  "jp",
       "cn",  "in",  "au",  "ca", "ch",  "nl",    "se", "gov", "edu", "example", "info", "biz", "me", "xyz", "tech"});
  std::vector<std::string> hosts;
  const auto is_host_byte = [](char c) {
    return std::islower(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c)) || c == '-' ||
           c == '.';
  };
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_host_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_host_byte(text[end])) {
      ++end;
    }
    std::string_view host = text.substr(at, end - at);
    const bool inside_word =
        (end < text.size() &&
         (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_' || text[end] == '(')) ||
        (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == '_'));
    const bool address = at > 0 && text[at - 1] == '@';
    at = end;
    while (!host.empty() && (host.back() == '.' || host.back() == '-')) {
      host.remove_suffix(1);
    }
    const std::size_t dot = host.rfind('.');
    if (inside_word || address || dot == std::string_view::npos || dot < 2 ||
        std::find(endings.begin(), endings.end(), host.substr(dot + 1)) == endings.end()) {
      continue;
    }
    hosts.emplace_back(host);
  }
  return hosts;
}

std::vector<Circumstance> find_circumstances(const Evidence& evidence, const Symptoms& symptoms) {
  std::vector<Circumstance> found;
  find_failing_hosts(evidence, symptoms, found);
  find_statuses(evidence, symptoms, found);
  find_surge(evidence, symptoms, found);
  find_tellings(evidence, symptoms, found);
  find_clock(evidence, symptoms, found);
  std::sort(found.begin(), found.end(), [](const Circumstance& a, const Circumstance& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.reason < b.reason;
  });
  return found;
}

double weigh_circumstances(const std::vector<Circumstance>& circumstances) {
  std::map<CircumstanceKind, std::vector<double>> kinds;
  for (const Circumstance& circumstance : circumstances) {
    kinds[circumstance.kind].push_back(circumstance.weight);
  }
  double against = 1;
  for (const auto& [kind, weights] : kinds) {
    against *= 1 - weights.front();
    if (kind == CircumstanceKind::provider && weights.size() > 1) {
      against *= 1 - weights[1];  // what it says of itself and what our failures say of it are two witnesses
    }
  }
  return 1 - against;
}

}  // namespace afterword
