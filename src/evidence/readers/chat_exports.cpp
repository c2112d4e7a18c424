// Chats as they are exported: Slack's days and users, Mattermost's JSON lines, and plain records.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

bool is_slack_message(Json value) {
  return value["type"].text() == "message" && value["ts"].is_string() && value["text"].is_string();
}

bool is_slack_person(Json value) {
  return value["id"].is_string() && value["profile"].is_object() &&
         (value["name"].is_string() || value["real_name"].is_string());
}

/// The list of channels names them and says nothing more that matters here.
bool is_slack_channel(Json value) {
  return value["id"].is_string() && value["name"].is_string() && value["members"].is_array();
}

/// `&amp;` and the like, and what stands in < >: links with a label, channels, calls to all.
std::string read_slack_text(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      struct Entity {
        std::string_view written;
        char meant;
      };
      bool known = false;
      for (const Entity& entity : {Entity{"&amp;", '&'}, Entity{"&lt;", '<'}, Entity{"&gt;", '>'}}) {
        if (!text.substr(i).starts_with(entity.written)) continue;
        out += entity.meant;
        i += entity.written.size() - 1;
        known = true;
        break;
      }
      if (!known) out += '&';
      continue;
    }
    const std::size_t end = text[i] == '<' ? text.substr(i, 2048).find('>') : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[i];
      continue;
    }
    std::string_view inside = text.substr(i + 1, end - 1);
    const std::size_t bar = inside.find('|');
    if (inside.starts_with('!')) {
      out += '@' + std::string(inside.substr(1, bar == std::string_view::npos ? bar : bar - 1));
    } else if (inside.starts_with('#')) {
      out += '#' + std::string(bar == std::string_view::npos ? inside.substr(1) : inside.substr(bar + 1));
    } else if (inside.starts_with('@') && bar == std::string_view::npos) {
      out += '<' + std::string(inside) + '>';  // settle_evidence puts the name there
    } else {
      out += bar == std::string_view::npos ? inside : inside.substr(bar + 1);
    }
    i += end;
  }
  return out;
}

/// "export/incident/2026-03-14.json" → "incident".
std::string folder_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/!\\");
  if (slash == std::string_view::npos || slash == 0) return {};
  const std::size_t before = path.find_last_of("/!\\", slash - 1);
  return std::string(path.substr(before == std::string_view::npos ? 0 : before + 1,
                                 slash - (before == std::string_view::npos ? 0 : before + 1)));
}

std::string author_of(Json message) {
  const Json profile = message["user_profile"];
  for (Json name : {profile["display_name"], profile["real_name"], message["bot_profile"]["name"], message["username"],
                    message["user"], message["bot_id"]}) {
    if (name.says_something()) return name.text();
  }
  return {};
}

/// Comings and goings are no messages.
bool is_notice(Json message) {
  const std::string subtype = message["subtype"].text();
  return subtype.starts_with("channel_") || subtype.starts_with("group_");
}

Json list_of(Json value) {
  return value["messages"].is_array() ? value["messages"] : value;
}

struct Post {
  Json element, user, text, time;
  std::string channel;
};

void add_post(const Post& post, Reading& reading) {
  const Place place = reading.place(post.element);
  const auto at = reading.instants.read(post.time);
  if (!at) {
    reading.add_without_time(place);
    return;
  }
  reading.evidence.messages.push_back({*at, post.user.text(), post.channel, post.text.text(), place});
  reading.add_record();
}

bool is_mattermost_line(Json value) {
  const std::string type = value["type"].text();
  return (type == "post" && value["post"]["message"].is_string()) ||
         (type == "direct_post" && value["direct_post"]["message"].is_string());
}

bool is_chat_record(const PayloadRecord& record) {
  const bool said = record.has(PayloadRole::message) || record.has(PayloadRole::title);
  const bool other = record.has(PayloadRole::severity) || record.has(PayloadRole::commit) ||
                     record.has(PayloadRole::flag) || record.has(PayloadRole::version) ||
                     record.has(PayloadRole::metric) || record.has(PayloadRole::span) ||
                     record.has(PayloadRole::trace) || record.has(PayloadRole::service) || !record.files.empty();
  return record.has(PayloadRole::time) && record.has(PayloadRole::author) && said && !other;
}

}  // namespace

int recognise_slack(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  return is_slack_message(list_of(document.root()).first()) ? 92 : 0;
}

void read_slack(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for (const Json element : list_of(document.root())) {
    const Place place = reading.place(element);
    const auto at = reading.instants.read(element["ts"]);
    if (!at) {
      reading.add_without_time(place);
      continue;
    }
    reading.add_record();
    if (is_notice(element)) continue;
    std::string text = read_slack_text(element["text"].text());
    for (const Json attachment : element["attachments"]) {
      const std::string fallback = attachment["fallback"].text();
      if (!fallback.empty()) text += (text.empty() ? "" : "\n") + fallback;
    }
    evidence.messages.push_back({*at, author_of(element), folder_of(context.path), std::move(text), place});
  }
  reading.finish("messages");
}

int recognise_slack_people(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json first = document.root().first();
  return is_slack_person(first) || is_slack_channel(first) ? 90 : 0;
}

void read_slack_people(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for (const Json element : document.root()) {
    if (is_slack_channel(element)) {
      reading.add_record();
      continue;
    }
    if (!is_slack_person(element)) {
      reading.add_unreadable(reading.place(element));
      continue;
    }
    const Json profile = element["profile"];
    std::string name;
    for (Json said : {profile["display_name"], profile["real_name"], element["real_name"], element["name"]}) {
      if (name.empty()) name = said.text();
    }
    evidence.people.push_back({element["id"].text(), std::move(name)});
    reading.add_record();
  }
  reading.finish("people");
}

int recognise_mattermost(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  if (json.empty()) return 0;
  const JsonDocument document(json);
  const Json first = document.root();
  if (first["type"].text() == "version" && first["version"].is_number()) return 92;
  return is_mattermost_line(first) ? 90 : 0;
}

void read_mattermost(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  const JsonDocument document(bytes);
  reading.note_faults(document);
  for (const Json value : document.values()) {
    if (!is_mattermost_line(value)) continue;  // teams, channels, roles
    const bool direct = value["direct_post"].is_object();
    const Json post = direct ? value["direct_post"] : value["post"];
    const std::string channel = direct ? "direct" : post["channel"].text();
    add_post({post, post["user"], post["message"], post["create_at"], channel}, reading);
    for (const Json reply : post["replies"])
      add_post({reply, reply["user"], reply["message"], reply["create_at"], channel}, reading);
  }
  reading.finish("posts");
}

int recognise_chat_records(std::string_view head, std::string_view) {
  const std::string_view json = json_head(head);
  std::optional<JsonDocument> document;
  if (!json.empty()) document.emplace(json);
  if (json.empty() && find_separator(head) == '\0') return 0;
  int all = 0, messages = 0;
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    ++all;
    if (is_chat_record(record)) ++messages;
    return all < 20;
  });
  return messages < 1 || messages + 1 < all || messages * 10 < all * 8 ? 0 : 72;
}

void read_chat_records(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  std::optional<JsonDocument> document;
  std::string channel;
  if (!json_head(bytes).empty()) {
    document.emplace(bytes);
    reading.note_faults(*document);
    const Json root = document->root();
    channel = root["channel"].is_object() ? root["channel"]["name"].text() : root["channel"].text();
  }
  for_each_record(bytes, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[PayloadRole::time]);
    if (!at) {
      reading.add_without_time(place);
      return true;
    }
    std::string of = channel;
    for (const auto& [name, value] : record.others) {
      if (name == "channel" || name == "room") of = value;
    }
    evidence.messages.push_back({*at, record[PayloadRole::author], std::move(of),
                                 record.first_of({PayloadRole::message, PayloadRole::title}), place});
    reading.add_record();
    return true;
  });
  reading.finish("messages");
}

}  // namespace afterword
