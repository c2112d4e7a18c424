#include "draft/gather_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence/instant.h"
#include "moment/zone.h"

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  Writer(const Gathered& gathered, const Cite& cite) : gathered_(gathered), cite_(cite) {}

  Json write() const {
    const Evidence& evidence = gathered_.evidence;
    Json out;
    out["schema"] = "afterword.gather/1";
    out["onset"] = instant(gathered_.outage.onset);
    out["detected"] = instant(gathered_.outage.detected);
    out["end"] = instant(gathered_.outage.end);
    out["cause"] = cause();
    out["suspects"] = suspects();
    out["services"] = Json::array();
    for (const RankedService& service : gathered_.diagnosis.services)
      out["services"].push_back({{"name", service.name}, {"score", service.score}});
    out["timeline"] = timeline();
    const auto& changed = gathered_.diagnosis.changed;
    const auto fresh = std::count_if(changed.begin(), changed.end(), [](const ChangedRow& row) { return row.is_new; });
    out["templates"] = {
        {"count", evidence.logs.templates.size()}, {"new", fresh}, {"changed", changed.size() - std::size_t(fresh)}};
    out["inputs"] = Json::array();
    for (const Input& input : evidence.inputs) out["inputs"].push_back(of(input));
    out["findings"] = Json::array();
    for (const ReadingNote& note : evidence.notes) out["findings"].push_back(of(note));
    return out;
  }

 private:
  Json citations(const std::vector<Place>& places) const {
    Json out = Json::array();
    for (const Place& place : places)
      out.push_back({{"source", gathered_.evidence.inputs[place.input].path},
                     {"line", place.line},
                     {"span", {place.begin, place.begin + place.size}},
                     {"sha256_16", cite_(place).sha256_16}});
    return out;
  }

  Json instant(const std::optional<FoundInstant>& found) const {
    if (!found) return nullptr;
    return {{"instant", write_instant(found->at)}, {"why", found->why}, {"citations", citations(found->citations)}};
  }

  Json change(const std::optional<std::uint32_t>& index) const {
    if (!index) return nullptr;
    const Change& change = gathered_.evidence.changes[*index];
    return {{"kind", name_of(change.kind)}, {"id", change.id}, {"service", change.service}};
  }

  Json cause() const {
    constexpr std::string_view kinds[] = {"change", "no_change", "unknown"};
    const Cause& cause = gathered_.diagnosis.cause;
    return {{"kind", kinds[static_cast<std::size_t>(cause.kind)]},
            {"change", change(cause.change)},
            {"service", cause.service},
            {"confidence", cause.confidence},
            {"reason", cause.reason},
            {"citations", citations(cause.citations)}};
  }

  Json suspects() const {
    constexpr std::string_view kinds[] = {"change", "service", "template", "metric", "host", "external"};
    Json out = Json::array();
    for (const Suspect& suspect : gathered_.diagnosis.suspects)
      out.push_back({{"rank", out.size() + 1},
                     {"kind", kinds[static_cast<std::size_t>(suspect.kind)]},
                     {"id", suspect.id},
                     {"service", suspect.service},
                     {"score", suspect.score},
                     {"reason", suspect.reason},
                     {"citations", citations(suspect.citations)}});
    return out;
  }

  Json timeline() const {
    Json out = Json::array();
    for (const DraftEntry& entry : gathered_.timeline)
      out.push_back({{"instant", write_instant(entry.at)},
                     {"as_written", entry.as_written},
                     {"text", entry.text},
                     {"kinds", entry.kinds},
                     {"citations", citations(entry.citations)}});
    return out;
  }

  static Json time_of(const std::optional<Instant>& at) { return at ? Json(write_instant(*at)) : Json(nullptr); }

  static Json of(const Input& input) {
    return {{"path", input.path},           {"sha256", input.sha256},
            {"bytes", input.bytes},         {"kind", name_of(input.kind)},
            {"format", input.format},       {"zone", input.zone},
            {"zone_from", input.zone_from}, {"records", input.records},
            {"unread", input.unread},       {"first", time_of(input.first)},
            {"last", time_of(input.last)}};
  }

  Json of(const ReadingNote& note) const {
    return {{"file", gathered_.evidence.inputs[note.place.input].path},
            {"rule", note.code},
            {"severity", "info"},
            {"message", note.message},
            {"line", note.place.line},
            {"span", {note.place.begin, note.place.begin + note.place.size}},
            {"help", note.help}};
  }

  const Gathered& gathered_;
  const Cite& cite_;
};

}  // namespace

std::string write_gather_json(const Gathered& gathered, const Cite& cite) {
  return Writer(gathered, cite).write().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace afterword
