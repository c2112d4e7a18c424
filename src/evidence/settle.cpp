#include "evidence/settle.h"

#include <map>
#include <unordered_map>

namespace afterword {
namespace {

using Names = std::unordered_map<std::string, std::string>;

void name_people(Evidence& evidence) {
  Names names;
  for (const Person& person : evidence.people) names.try_emplace(person.id, person.name);
  if (names.empty()) return;
  for (Message& message : evidence.messages) {
    if (const auto found = names.find(message.author); found != names.end()) message.author = found->second;
    std::size_t at = message.text.find("<@");
    while (at != std::string::npos) {
      const std::size_t end = message.text.find('>', at);
      if (end == std::string::npos) break;
      const auto found = names.find(message.text.substr(at + 2, end - at - 2));
      if (found != names.end()) message.text.replace(at, end - at + 1, "@" + found->second);
      at = message.text.find("<@", at + 1);
    }
  }
}

std::optional<Instant> earlier_of(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

/// Notices of one alert come as files of their own: it fires, it still fires, it is over.
void join_alerts(std::vector<Alert>& alerts) {
  std::unordered_map<std::string, std::size_t> first_of;
  std::vector<Alert> kept;
  for (Alert& alert : alerts) {
    std::string key = std::to_string(alert.fired);
    for (const std::string* part : {&alert.name, &alert.service, &alert.host, &alert.severity})
      (key += '\x1F') += *part;
    const auto [found, is_new] = first_of.try_emplace(std::move(key), kept.size());
    if (is_new) {
      kept.push_back(std::move(alert));
      continue;
    }
    Alert& known = kept[found->second];
    known.ended = earlier_of(known.ended, alert.ended);
    known.acknowledged = earlier_of(known.acknowledged, alert.acknowledged);
    if (known.summary.empty()) known.summary = std::move(alert.summary);
    if (known.metric.empty()) known.metric = std::move(alert.metric);
    known.place = std::min(known.place, alert.place);
  }
  alerts = std::move(kept);
}

void join_calls(std::vector<Call>& calls) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (const Call& call : calls) counts[{call.caller, call.callee}] += call.count;
  calls.clear();
  for (const auto& [pair, count] : counts) calls.push_back({pair.first, pair.second, count});
}

}  // namespace

void settle_evidence(Evidence& evidence) {
  name_people(evidence);
  join_alerts(evidence.alerts);
  join_calls(evidence.calls);
}

}  // namespace afterword
