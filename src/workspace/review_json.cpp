// `afterword.review/1` (docs/formats/review.md).
#include <nlohmann/json.hpp>

#include "check/change_words.h"
#include "workspace/json_text.h"
#include "workspace/review_report.h"

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

Json day_or_null(const std::optional<Date>& date) {
  if (!date) return nullptr;
  std::string out;
  append_date(out, *date);
  return out;
}

Json person_of(const ReviewPerson& person) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"name", or_null(person.name)}, {"email", or_null(person.email)}};
}

Json people_of(const std::vector<ReviewPerson>& people) {
  Json out = Json::array();
  for (const ReviewPerson& person : people) out.push_back(person_of(person));
  return out;
}

Json remark_of(const ReviewRemark& remark) {
  return {
      {"id", remark.id}, {"by", person_of(remark.by)}, {"at", write_event_time(remark.at_s)}, {"text", remark.text}};
}

Json comment_of(const OpenComment& open) {
  constexpr const char* fits[] = {"document", "exact", "changed", "lost"};
  Json out = remark_of(open.remark);
  out["line"] = open.place.line == 0 ? Json() : Json(open.place.line);
  out["fit"] = fits[static_cast<std::size_t>(open.place.fit)];
  out["quote"] = open.anchor.quote.empty() ? open.anchor.text : open.anchor.quote;
  out["replies"] = Json::array();
  for (const ReviewRemark& reply : open.replies) out["replies"].push_back(remark_of(reply));
  return out;
}

Json reviewer_of(const ReviewerState& each) {
  Json out = person_of(each.person);
  out["asked"] = each.asked;
  out["fallback"] = each.fallback;
  out["author"] = each.is_author;
  out["verdict"] = name_of(each.verdict);
  if (each.verdict == ReviewVerdict::none) return out;
  out["at"] = write_event_time(each.at_s);
  out["stale"] = each.stale;
  out["text"] = each.text;
  out["revision"] = each.revision.sha256;
  if (each.verdict != ReviewVerdict::approved) return out;
  out["answers"] = Json::object();
  for (std::size_t i = 0; i < rubric_size; ++i)
    if (const auto& answer = each.answers[i])
      out["answers"][std::string(rubric[i].key)] = {{"answer", answer->yes ? "yes" : "no"}, {"words", answer->words}};
  return out;
}

Json review_of(const ReviewedFile& file) {
  const ReviewState& state = file.state;
  Json out = {{"path", file.path},
              {"state", name_of(state.phase)},
              {"summary", describe_phase(state)},
              {"revision", revision_of(file.postmortem->document->text().original()).sha256},
              {"authors", people_of(state.authors)},
              {"requested", day_or_null(state.requested)},
              {"deadline", day_or_null(state.deadline)},
              {"ticked_off", state.ticked_off}};
  out["reviewers"] = Json::array();
  for (const ReviewerState& each : state.reviewers) out["reviewers"].push_back(reviewer_of(each));
  if (state.phase == ReviewPhase::stale && state.change.known)
    out["change"] = {{"added", state.change.added},
                     {"removed", state.change.removed},
                     {"sections", changed_sections(*file.postmortem, state.change)}};
  out["comments"] = Json::array();
  for (const OpenComment& open : state.comments) out["comments"].push_back(comment_of(open));
  out["settled"] = state.settled;
  out["faults"] = Json::array();
  for (const ReviewFault& fault : state.faults) out["faults"].push_back({{"line", fault.line}, {"why", fault.why}});
  return out;
}

}  // namespace

std::string reviews_json(const std::vector<ReviewedFile>& files) {
  Json out = {{"schema", "afterword.review/1"}, {"day", nullptr}, {"reviews", Json::array()}};
  if (!files.empty()) out["day"] = day_or_null(files.front().state.today);
  for (const ReviewedFile& file : files) out["reviews"].push_back(review_of(file));
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace afterword
