// Commits, deploys, flags, packages and settings that changed, as records in JSON, JSON lines or CSV.
#include "evidence/readers/payload_readers.h"
#include "evidence/readers/reading.h"
#include "evidence/readers/records.h"
#include "text/ascii.h"

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
  const std::string lower = lower_ascii(text);
  for (const KindWord& word : kind_words) {
    if (lower.find(word.part) != std::string::npos) return word.kind;
  }
  return {};
}

/// What a record is by the members it has; nothing if it is no change.
std::optional<ChangeKind> kind_of(const PayloadRecord& record, std::optional<ChangeKind> by_place) {
  if (!record.has(PayloadRole::time)) return {};
  const bool measured =
      record.has(PayloadRole::metric) || record.has(PayloadRole::threshold) || record.has(PayloadRole::alert);
  const bool traced = record.has(PayloadRole::span) || record.has(PayloadRole::trace);
  if (measured || traced) return {};
  if (record.has(PayloadRole::flag)) return ChangeKind::flag;
  if (!record.files.empty() || record.has(PayloadRole::diff)) return ChangeKind::commit;
  // A line of a log has a level; a change has a priority at most.
  const std::string_view severity_name = record.name_of(PayloadRole::severity);
  const bool logged = record.has(PayloadRole::severity) && !severity_name.starts_with("prio");
  if (record.has(PayloadRole::commit)) {
    if (record.has(PayloadRole::version) || record.has(PayloadRole::service)) return ChangeKind::deploy;
    if (record.has(PayloadRole::author) && record.has(PayloadRole::message)) return ChangeKind::commit;
    if (record.has(PayloadRole::author) && record.has(PayloadRole::title)) return ChangeKind::commit;
    return by_place.value_or(ChangeKind::deploy);
  }
  if (const auto by_kind = kind_by_word(record[PayloadRole::kind]); by_kind && !logged) return by_kind;
  if (logged && !by_place) return {};
  if (by_place && *by_place != ChangeKind::other) return by_place;
  if (record.has(PayloadRole::version) && record.has(PayloadRole::service)) return ChangeKind::deploy;
  if (record.has(PayloadRole::setting) &&
      (record.has(PayloadRole::from) || record.has(PayloadRole::to) || record.has(PayloadRole::value)))
    return ChangeKind::config;
  if (record.has(PayloadRole::change) && record.has(PayloadRole::service)) return by_place.value_or(ChangeKind::other);
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

std::string join_texts(const PayloadRecord& record) {
  const std::string& title = record[PayloadRole::title];
  const std::string& message = record[PayloadRole::message];
  if (title.empty() || message.starts_with(title)) return message.empty() ? title : message;
  return message.empty() ? title : title + "\n\n" + message;
}

Change make_change(const PayloadRecord& record, ChangeKind kind) {
  Change change;
  change.kind = kind;
  change.service = record[PayloadRole::service];
  change.author = record[PayloadRole::author];
  change.message = join_texts(record);
  change.files = record.files;
  change.diff = cut_text(record[PayloadRole::diff], diff_bytes_max);
  change.from = record[PayloadRole::from];
  change.to = record[PayloadRole::to];
  switch (kind) {
    case ChangeKind::commit:
      change.id = record.first_of({PayloadRole::commit, PayloadRole::id, PayloadRole::version});
      break;
    case ChangeKind::flag:
      change.id = record.first_of({PayloadRole::flag, PayloadRole::setting, PayloadRole::operation, PayloadRole::id});
      if (change.to.empty()) change.to = record[PayloadRole::value];
      split_change(record.first_of({PayloadRole::change, PayloadRole::status}), change);
      break;
    case ChangeKind::config:
      change.id = record.first_of({PayloadRole::setting, PayloadRole::operation, PayloadRole::id});
      if (change.to.empty()) change.to = record[PayloadRole::value];
      split_change(record[PayloadRole::change], change);
      break;
    default:
      change.id = record.first_of({PayloadRole::version, PayloadRole::commit, PayloadRole::operation, PayloadRole::id});
      change.commit = record[PayloadRole::commit];
      if (change.to.empty()) change.to = record[PayloadRole::version];
      if (change.service.empty()) change.service = record[PayloadRole::operation];
      if (change.message.empty()) change.message = record[PayloadRole::change];
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
  for_each_record(json.empty() ? head : json, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    ++all;
    if (kind_of(record, by_place)) ++changes;
    if (instants.read(record[PayloadRole::time])) ++dated;
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
  for_each_record(bytes, document ? &*document : nullptr, [&](const PayloadRecord& record) {
    const Place place = reading.place(record.begin, record.end);
    const auto at = reading.instants.read(record[PayloadRole::time]);
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
