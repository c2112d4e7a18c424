// Commits, deploys, flags, packages and settings that changed, as records in JSON, JSON lines or CSV.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"

namespace afterword {
namespace {

constexpr std::size_t diff_bytes_max = 64 << 10;

struct KindWord {
  std::string_view part;
  ChangeKind kind;
};
constexpr KindWord kind_words[] = {
    {"deploy", ChangeKind::deploy},   {"rollout", ChangeKind::deploy},  {"rollback", ChangeKind::deploy},
    {"release", ChangeKind::deploy},  {"commit", ChangeKind::commit},   {"push", ChangeKind::commit},
    {"merge", ChangeKind::commit},    {"flag", ChangeKind::flag},       {"toggle", ChangeKind::flag},
    {"feature", ChangeKind::flag},    {"experiment", ChangeKind::flag}, {"package", ChangeKind::package},
    {"upgrade", ChangeKind::package}, {"install", ChangeKind::package}, {"config", ChangeKind::config},
    {"setting", ChangeKind::config},  {"scal", ChangeKind::scale},      {"replica", ChangeKind::scale},
    {"change", ChangeKind::other},
};

/// What a word of the records' own ("type": "rollout"), of the list or of the file's name says they are.
std::optional<ChangeKind> kind_by_word(std::string_view text) {
  const std::string lower = lower_case(text);
  for (const KindWord& word : kind_words) {
    if (lower.find(word.part) != std::string::npos) return word.kind;
  }
  return {};
}

/// What a record is by the members it has; nothing if it is no change.
std::optional<ChangeKind> kind_of(const Record& record, std::optional<ChangeKind> by_place) {
  if (!record.has(Role::time)) return {};
  const bool measured = record.has(Role::metric) || record.has(Role::threshold) || record.has(Role::alert);
  const bool traced = record.has(Role::span) || record.has(Role::trace);
  if (measured || traced) return {};
  if (record.has(Role::flag)) return ChangeKind::flag;
  if (!record.files.empty() || record.has(Role::diff)) return ChangeKind::commit;
  // A line of a log has a level; a change has a priority at most.
  const std::string_view severity_name = record.name_of(Role::severity);
  const bool logged = record.has(Role::severity) && !severity_name.starts_with("prio");
  if (record.has(Role::commit)) {
    if (record.has(Role::version) || record.has(Role::service)) return ChangeKind::deploy;
    if (record.has(Role::author) && record.has(Role::message)) return ChangeKind::commit;
    if (record.has(Role::author) && record.has(Role::title)) return ChangeKind::commit;
    return by_place.value_or(ChangeKind::deploy);
  }
  if (const auto by_kind = kind_by_word(record[Role::kind]); by_kind && !logged) return by_kind;
  if (logged && !by_place) return {};
  if (by_place && *by_place != ChangeKind::other) return by_place;
  if (record.has(Role::version) && record.has(Role::service)) return ChangeKind::deploy;
  if (record.has(Role::setting) && (record.has(Role::from) || record.has(Role::to) || record.has(Role::value)))
    return ChangeKind::config;
  if (record.has(Role::change) && record.has(Role::service)) return by_place.value_or(ChangeKind::other);
  return by_place;
}

/// "off->on", "1.2 → 1.3", "from a to b".
void split_change(std::string_view text, Change& change) {
  for (std::string_view arrow : {"->", "→", "=>"}) {
    const std::size_t at = text.find(arrow);
    if (at == std::string_view::npos) continue;
    if (change.from.empty()) change.from = std::string(trim_blanks(text.substr(0, at)));
    if (change.to.empty()) change.to = std::string(trim_blanks(text.substr(at + arrow.size())));
    return;
  }
  if (change.to.empty() && text.size() <= 32) change.to = std::string(text);
}

std::string join_texts(const Record& record) {
  const std::string& title = record[Role::title];
  const std::string& message = record[Role::message];
  if (title.empty() || message.starts_with(title)) return message.empty() ? title : message;
  return message.empty() ? title : title + "\n\n" + message;
}

Change make_change(const Record& record, ChangeKind kind) {
  Change change;
  change.kind = kind;
  change.service = record[Role::service];
  change.author = record[Role::author];
  change.message = join_texts(record);
  change.files = record.files;
  change.diff = cut_text(record[Role::diff], diff_bytes_max);
  change.from = record[Role::from];
  change.to = record[Role::to];
  switch (kind) {
    case ChangeKind::commit:
      change.id = record.first_of({Role::commit, Role::id, Role::version});
      break;
    case ChangeKind::flag:
      change.id = record.first_of({Role::flag, Role::setting, Role::operation, Role::id});
      if (change.to.empty()) change.to = record[Role::value];
      split_change(record.first_of({Role::change, Role::status}), change);
      break;
    case ChangeKind::config:
      change.id = record.first_of({Role::setting, Role::operation, Role::id});
      if (change.to.empty()) change.to = record[Role::value];
      split_change(record[Role::change], change);
      break;
    default:
      change.id = record.first_of({Role::version, Role::commit, Role::operation, Role::id});
      change.commit = record[Role::commit];
      if (change.to.empty()) change.to = record[Role::version];
      if (change.service.empty()) change.service = record[Role::operation];
      if (change.message.empty()) change.message = record[Role::change];
      break;
  }
  return change;
}

}  // namespace

int recognise_change_records(std::string_view head, std::string_view path) {
  const std::string_view json = json_head(head);
  std::optional<JsonDocument> document;
  if (!json.empty()) document.emplace(json);
  if (json.empty() && find_separator(head) == '\0') return 0;
  auto by_place = kind_by_word(file_name_of(path));
  if (document) {
    if (const auto by_list = kind_by_word(find_records(*document, 1).name)) by_place = by_list;
  }
  int all = 0, changes = 0, dated = 0;
  InstantReader instants({});
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const Record& record) {
    ++all;
    if (kind_of(record, by_place)) ++changes;
    if (instants.read(record[Role::time])) ++dated;
    return all < 20;
  });
  // The last record of a head may be cut.
  if (changes == 0 || dated == 0 || changes + 1 < all || changes * 10 < all * 8) return 0;
  return by_place ? 75 : 65;
}

void read_change_records(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence) {
  Reading reading(bytes, context, input, evidence);
  std::optional<JsonDocument> document;
  auto by_place = kind_by_word(file_name_of(context.path));
  if (!json_head(bytes).empty()) {
    document.emplace(bytes);
    if (const auto by_list = kind_by_word(find_records(*document, 1).name)) by_place = by_list;
    reading.note_faults(*document);
  }
  for_each_record(bytes, document ? &*document : nullptr, [&](const Record& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[Role::time]);
    if (!at) {
      reading.add_without_time(place);
      return true;
    }
    const auto kind = kind_of(record, by_place);
    if (!kind) {
      reading.add_unreadable(place);
      return true;
    }
    Change change = make_change(record, *kind);
    change.at = *at;
    change.place = place;
    evidence.changes.push_back(std::move(change));
    reading.add_record();
    return true;
  });
  reading.finish("records");
}

}  // namespace afterword
