// Etsy's Morgue: rows of a dump of its database.
#include "exchange/record_parts.h"
#include "exchange/rich_text.h"

namespace afterword {
namespace {

constexpr std::string_view source = "morgue";

bool is_postmortem(Json it, std::string_view) {
  return it["why_surprised"].kind() != JsonKind::absent && it["title"].kind() != JsonKind::absent;
}
bool is_below(Json it, std::string_view key, std::string_view table) {
  return key == table && it["postmortem_id"].kind() != JsonKind::absent;
}
bool is_jira(Json it, std::string_view key) {
  return is_below(it, key, "jira");
}
bool is_irc(Json it, std::string_view key) {
  return is_below(it, key, "irc");
}
bool is_slack(Json it, std::string_view key) {
  return is_below(it, key, "slack");
}
bool is_image(Json it, std::string_view key) {
  return is_below(it, key, "images");
}
bool is_forum(Json it, std::string_view key) {
  return is_below(it, key, "forum_links");
}
bool is_history(Json it, std::string_view key) {
  return is_below(it, key, "postmortem_history");
}
bool is_tag(Json it, std::string_view key) {
  return is_below(it, key, "postmortem_referenced_tags");
}

ImportedIncident& incident_of(Json it, const RecordReading& reading) {
  return incident_numbered(source, reading.payload.take(it["postmortem_id"]), reading);
}

/// Rows are not removed but marked. What was taken away does not come back as if it stood; it is told.
bool was_removed(Json it, Payload& payload) {
  if (it["deleted"].text() == "0") payload.take(it["deleted"]);
  return it["deleted"].says_something() && it["deleted"].text() != "0";
}

void read_postmortem_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  const std::string id = payload.take(it["id"]);
  ImportedIncident& out = reading.incidents.find(source, {id});
  out.set(&ImportedIncident::id, id);
  out.set(&ImportedIncident::title, payload.take(it["title"]));
  out.set(&ImportedIncident::severity, payload.take(it["severity"]));
  out.set(&ImportedIncident::start, payload.take_time(it["starttime"]));
  out.set(&ImportedIncident::end, payload.take_time(it["endtime"]));
  out.set(&ImportedIncident::detected, payload.take_time(it["detecttime"]));
  if (const ImportedTime told = payload.take_time(it["statustime"]); !told.empty())
    out.add_entry(told, "Communication", "status page updated");
  out.add_moment(out.start, "Incident started");
  out.add_moment(out.detected, "Detected");
  out.add_moment(out.end, "Resolved");
  out.set(&ImportedIncident::created, payload.take_time(it["created"]));
  if (std::string text = payload.take_prose(it["tldr"]); !text.empty())
    out.add_part(ImportedPlace::summary, {}, std::move(text));
  if (std::string text = payload.take_prose(it["summary"]); !text.empty()) out.add_document(text);
  if (std::string text = payload.take_prose(it["why_surprised"]); !text.empty())
    out.add_part(ImportedPlace::lessons, "Why we were surprised", std::move(text));
  out.set(&ImportedIncident::service, payload.take(it["subsystem"]));
  const std::pair<std::string_view, std::string_view> details[] = {
      {"owner_team", "Team"},
      {"problem_type", "Problem type"},
      {"impact_type", "Impact type"},
      {"incident_cause", "Cause"},
      {"contact", "Contact"},
      {"facilitator", "Facilitator"},
      {"facilitator_email", "Facilitator's address"},
      {"gcal", "Meeting"},
      {"meeting_notes_link", "Meeting notes"},
      {"modifier", "Last changed by"},
  };
  for (const auto& [member, label] : details) out.add_detail(std::string(label), payload.take(it[member]));
  if (const std::string deleted = payload.take(it["deleted"]); !deleted.empty() && deleted != "0")
    out.add_detail("Deleted in Morgue", deleted == "1" ? "yes" : deleted);
  if (const ImportedTime modified = payload.take_time(it["modified"]); !modified.empty())
    out.add_detail("Last changed", modified.shown());
}

void read_jira_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  ImportedMeasure measure;
  measure.text = reading.payload.take_first(it, {"ticket", "jira"});
  measure.tracker = measure.text;
  if (!measure.text.empty()) out.measures.push_back(std::move(measure));
}

void read_irc_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  out.add_detail("Channel", reading.payload.take(it["channel"]));
}

void read_slack_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  out.add_detail("Channel", reading.payload.take_first(it, {"channel_name", "channel_id"}));
  if (std::string text = reading.payload.take_prose(it["message"]); !text.empty())
    out.add_part(ImportedPlace::other, "Chat", std::move(text));
}

void read_image_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  Rich paragraph = make_rich(RichKind::paragraph);
  const std::string link = reading.payload.take(it["image_link"]);
  if (link.empty()) return;
  paragraph.children.push_back(make_rich(RichKind::image, "picture", link));
  out.add_part(ImportedPlace::other, "Pictures", write_rich_markdown(paragraph));
}

void read_forum_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  const std::string link = reading.payload.take_first(it, {"link", "forum_link"});
  const std::string comment = reading.payload.take(it["comment"]);
  out.add_detail("Forum", link + (comment.empty() ? "" : " – " + comment));
}

void read_history_record(Json it, const RecordReading& reading) {
  Payload& payload = reading.payload;
  ImportedIncident& out = incident_of(it, reading);
  const std::string who = payload.take(it["auth_username"]), what = payload.take(it["action"]);
  const ImportedTime when = payload.take_time(it["create_date"]);
  out.add_detail("History", what + (who.empty() ? "" : " by " + who) + (when.empty() ? "" : ", " + when.shown()));
}

void read_tag_record(Json it, const RecordReading& reading) {
  if (was_removed(it, reading.payload)) return;
  ImportedIncident& out = incident_of(it, reading);
  // The tag's name stands in another table, its number is what joins them.
  if (std::string tag = reading.payload.take(it["tag_id"]); !tag.empty())
    reading.incidents.refer_to_tag(out, "tag " + tag);
}

bool is_tag_name(Json it, std::string_view key) {
  return key == "tags" && it["title"].is_string() && it["id"].kind() != JsonKind::absent;
}
void read_tag_name_record(Json it, const RecordReading& reading) {
  // Dumps are in the order of their tables' names, so reports have asked by now; a name that nobody asked for is told.
  if (reading.incidents.name_tag(source, "tag " + it["id"].text(), it["title"].text())) {
    reading.payload.take(it["title"]);
    reading.payload.take(it["id"]);
  }
}

}  // namespace

std::span<const RecordKind> morgue_records() {
  static constexpr RecordKind kinds[] = {
      {source, "history", is_history, read_history_record},
      {source, "postmortem", is_postmortem, read_postmortem_record},
      {source, "ticket", is_jira, read_jira_record},
      {source, "channel", is_irc, read_irc_record},
      {source, "chat", is_slack, read_slack_record},
      {source, "picture", is_image, read_image_record},
      {source, "forum", is_forum, read_forum_record},
      {source, "tag", is_tag, read_tag_record},
      {source, "name of a tag", is_tag_name, read_tag_name_record},
  };
  return kinds;
}

}  // namespace afterword
