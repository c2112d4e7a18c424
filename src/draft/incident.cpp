#include "draft/incident.h"

#include <nlohmann/json.hpp>
#include <set>

#include "draft/gather_json.h"
#include "draft/merge.h"
#include "evidence/instant.h"

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

std::set<Place> cited_places(const Gathered& gathered) {
  std::set<Place> out;
  const auto add = [&out](const std::vector<Place>& places) { out.insert(places.begin(), places.end()); };
  for (const auto& found : {gathered.outage.onset, gathered.outage.detected, gathered.outage.end})
    if (found) add(found->citations);
  add(gathered.diagnosis.cause.citations);
  for (const Suspect& suspect : gathered.diagnosis.suspects) add(suspect.citations);
  for (const DraftEntry& entry : gathered.timeline) add(entry.citations);
  return out;
}

Json time_of(const std::optional<Instant>& at) {
  return at ? Json(write_instant(*at)) : Json(nullptr);
}

std::string write_manifest(const Gathered& gathered, const Cite& cite) {
  Json out;
  out["schema"] = "afterword.manifest/1";
  out["inputs"] = Json::array();
  for (const Input& input : gathered.evidence.inputs)
    out["inputs"].push_back({{"path", input.path},
                             {"sha256", input.sha256},
                             {"bytes", input.bytes},
                             {"kind", name_of(input.kind)},
                             {"format", input.format},
                             {"zone", input.zone},
                             {"zone_from", input.zone_from},
                             {"first", time_of(input.first)},
                             {"last", time_of(input.last)}});
  out["citations"] = Json::array();
  for (const Place& place : cited_places(gathered))
    out["citations"].push_back({{"input", place.input},
                                {"line", place.line},
                                {"span", {place.begin, place.begin + place.size}},
                                {"sha256_16", cite(place).sha256_16}});
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Error broken_manifest(std::string why) {
  return {ErrorKind::input, "the manifest can't be read: " + std::move(why), std::string(manifest_file),
          "run `afterword gather INPUT... -o FOLDER` again"};
}

}  // namespace

std::vector<IncidentFile> write_incident(const Gathered& gathered, const Cite& cite, const ReadStretch& read,
                                         const EarlierDraft& earlier) {
  const std::string draft = draft_postmortem(gathered, cite);
  std::string postmortem = draft;
  // A postmortem without the draft it was made from is somebody's own: every line of it counts as written by a person.
  if (earlier.edited) postmortem = merge_drafts(earlier.written.value_or(""), *earlier.edited, draft);
  return {{std::string(postmortem_file), std::move(postmortem)},
          {std::string(draft_file), draft},
          {"gather.json", write_gather_json(gathered, cite)},
          {"evidence.html", write_explorer(gathered, cite, read)},
          {std::string(manifest_file), write_manifest(gathered, cite)}};
}

Result<Manifest> read_manifest(std::string_view json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object()) return std::unexpected(broken_manifest("it is no JSON object"));
  if (parsed.value("schema", "") != "afterword.manifest/1")
    return std::unexpected(broken_manifest("its schema is not afterword.manifest/1"));
  Manifest out;
  try {
    for (const auto& input : parsed.at("inputs"))
      out.inputs.push_back({input.at("path"), input.at("sha256"), input.at("bytes")});
    for (const auto& citation : parsed.at("citations")) {
      ManifestCitation& each = out.citations.emplace_back();
      each.input = citation.at("input");
      if (each.input >= out.inputs.size()) return std::unexpected(broken_manifest("a citation names no input"));
      const std::uint64_t begin = citation.at("span").at(0), end = citation.at("span").at(1);
      if (end < begin || end - begin > UINT32_MAX) return std::unexpected(broken_manifest("a span is impossible"));
      each.place = {static_cast<std::uint32_t>(each.input), static_cast<std::uint32_t>(end - begin),
                    citation.at("line"), begin};
      each.sha256_16 = citation.at("sha256_16");
    }
  } catch (const nlohmann::json::exception& fault) {
    return std::unexpected(broken_manifest(fault.what()));
  }
  return out;
}

}  // namespace afterword
