#include "evidence/readers/records.h"

#include "evidence/readers/reading.h"

namespace afterword {
namespace {

struct Name {
  std::string_view name;  ///< lower case, letters and digits only
  Role role;
};

/// In order of preference: of two names with one meaning in a record the earlier row wins.
constexpr Name names[] = {
    {"timestamp", Role::time},
    {"firedat", Role::time},
    {"triggeredat", Role::time},
    {"startsat", Role::time},
    {"deployedat", Role::time},
    {"changedat", Role::time},
    {"occurredat", Role::time},
    {"happenedat", Role::time},
    {"mergedat", Role::time},
    {"committeddate", Role::time},
    {"committedat", Role::time},
    {"commitdate", Role::time},
    {"startedat", Role::time},
    {"starttime", Role::time},
    {"starttimeunixnano", Role::time},
    {"starttimeutc", Role::time},
    {"start", Role::time},
    {"begin", Role::time},
    {"time", Role::time},
    {"datetime", Role::time},
    {"eventtime", Role::time},
    {"timestamputc", Role::time},
    {"timestampms", Role::time},
    {"unixtimestamp", Role::time},
    {"unixtime", Role::time},
    {"epoch", Role::time},
    {"epochms", Role::time},
    {"ts", Role::time},
    {"t", Role::time},
    {"when", Role::time},
    {"at", Role::time},
    {"creationdate", Role::time},
    {"createdat", Role::time},
    {"created", Role::time},
    {"createddate", Role::time},
    {"statechangetime", Role::time},
    {"authordate", Role::time},
    {"authoreddate", Role::time},
    {"publishedat", Role::time},
    {"activeat", Role::time},
    {"date", Role::time},
    {"insertedat", Role::time},
    {"updatedat", Role::time},
    {"endsat", Role::end_time},
    {"resolvedat", Role::end_time},
    {"endedat", Role::end_time},
    {"endtime", Role::end_time},
    {"endtimeunixnano", Role::end_time},
    {"finishedat", Role::end_time},
    {"completedat", Role::end_time},
    {"clearedat", Role::end_time},
    {"closedat", Role::end_time},
    {"end", Role::end_time},
    {"acknowledgedat", Role::acknowledged},
    {"ackat", Role::acknowledged},
    {"ackedat", Role::acknowledged},
    {"duration", Role::duration},
    {"durationms", Role::duration},
    {"durationus", Role::duration},
    {"durationns", Role::duration},
    {"durationnano", Role::duration},
    {"durations", Role::duration},
    {"durationseconds", Role::duration},
    {"durationmillis", Role::duration},
    {"durationmicros", Role::duration},
    {"elapsed", Role::duration},
    {"elapsedms", Role::duration},
    {"latencyms", Role::duration},
    {"service", Role::service},
    {"servicename", Role::service},
    {"microservice", Role::service},
    {"app", Role::service},
    {"application", Role::service},
    {"component", Role::service},
    {"workload", Role::service},
    {"deployment", Role::service},
    {"job", Role::service},
    {"system", Role::service},
    {"project", Role::service},
    {"repository", Role::service},
    {"repo", Role::service},
    {"entity", Role::service},
    {"host", Role::host},
    {"hostname", Role::host},
    {"pod", Role::host},
    {"podname", Role::host},
    {"instance", Role::host},
    {"node", Role::host},
    {"container", Role::host},
    {"server", Role::host},
    {"machine", Role::host},
    {"cmdbid", Role::host},
    {"commit", Role::commit},
    {"commitsha", Role::commit},
    {"commitid", Role::commit},
    {"commithash", Role::commit},
    {"sha", Role::commit},
    {"gitsha", Role::commit},
    {"gitcommit", Role::commit},
    {"githash", Role::commit},
    {"revision", Role::commit},
    {"headsha", Role::commit},
    {"hash", Role::commit},
    {"version", Role::version},
    {"newversion", Role::version},
    {"toversion", Role::version},
    {"release", Role::version},
    {"image", Role::version},
    {"imagetag", Role::version},
    {"tag", Role::version},
    {"build", Role::version},
    {"from", Role::from},
    {"fromversion", Role::from},
    {"oldversion", Role::from},
    {"previousversion", Role::from},
    {"prevversion", Role::from},
    {"oldvalue", Role::from},
    {"previousvalue", Role::from},
    {"previous", Role::from},
    {"before", Role::from},
    {"old", Role::from},
    {"to", Role::to},
    {"newvalue", Role::to},
    {"after", Role::to},
    {"new", Role::to},
    {"flag", Role::flag},
    {"flagkey", Role::flag},
    {"flagname", Role::flag},
    {"featureflag", Role::flag},
    {"feature", Role::flag},
    {"toggle", Role::flag},
    {"change", Role::change},
    {"action", Role::change},
    {"author", Role::author},
    {"actor", Role::author},
    {"authorname", Role::author},
    {"user", Role::author},
    {"username", Role::author},
    {"deployer", Role::author},
    {"deployedby", Role::author},
    {"changedby", Role::author},
    {"triggeredby", Role::author},
    {"createdby", Role::author},
    {"creator", Role::author},
    {"committer", Role::author},
    {"committername", Role::author},
    {"initiator", Role::author},
    {"by", Role::author},
    {"who", Role::author},
    {"owner", Role::author},
    {"authoremail", Role::author},
    {"title", Role::title},
    {"subject", Role::title},
    {"summary", Role::title},
    {"headline", Role::title},
    {"message", Role::message},
    {"msg", Role::message},
    {"commitmessage", Role::message},
    {"description", Role::message},
    {"body", Role::message},
    {"comment", Role::message},
    {"detail", Role::message},
    {"details", Role::message},
    {"note", Role::message},
    {"notes", Role::message},
    {"reason", Role::message},
    {"text", Role::message},
    {"fileschanged", Role::files},
    {"changedfiles", Role::files},
    {"filespaths", Role::files},
    {"files", Role::files},
    {"paths", Role::files},
    {"modified", Role::files},
    {"diff", Role::diff},
    {"patch", Role::diff},
    {"type", Role::kind},
    {"kind", Role::kind},
    {"changetype", Role::kind},
    {"eventtype", Role::kind},
    {"category", Role::kind},
    {"id", Role::id},
    {"deployid", Role::id},
    {"changeid", Role::id},
    {"deploymentid", Role::id},
    {"number", Role::id},
    {"setting", Role::setting},
    {"configkey", Role::setting},
    {"parameter", Role::setting},
    {"option", Role::setting},
    {"key", Role::setting},
    {"config", Role::setting},
    {"metric", Role::metric},
    {"metricname", Role::metric},
    {"measurement", Role::metric},
    {"kpi", Role::metric},
    {"kpiname", Role::metric},
    {"series", Role::metric},
    {"value", Role::value},
    {"val", Role::value},
    {"metricvalue", Role::value},
    {"observed", Role::value},
    {"observedvalue", Role::value},
    {"currentvalue", Role::value},
    {"threshold", Role::threshold},
    {"alertname", Role::alert},
    {"alert", Role::alert},
    {"monitor", Role::alert},
    {"monitorname", Role::alert},
    {"alarmname", Role::alert},
    {"rulename", Role::alert},
    {"rule", Role::alert},
    {"checkname", Role::alert},
    {"check", Role::alert},
    {"incidentkey", Role::alert},
    {"severity", Role::severity},
    {"severitytext", Role::severity},
    {"level", Role::severity},
    {"loglevel", Role::severity},
    {"priority", Role::severity},
    {"urgency", Role::severity},
    {"sentiment", Role::severity},
    {"status", Role::status},
    {"state", Role::status},
    {"statuscode", Role::status},
    {"newstatevalue", Role::status},
    {"result", Role::status},
    {"traceid", Role::trace},
    {"trace", Role::trace},
    {"spanid", Role::span},
    {"parentid", Role::parent},
    {"parentspanid", Role::parent},
    {"parentspan", Role::parent},
    {"parent", Role::parent},
    {"operation", Role::operation},
    {"operationname", Role::operation},
    {"spanname", Role::operation},
    {"name", Role::operation},
    {"error", Role::error},
    {"errormessage", Role::error},
    {"exception", Role::error},
    {"statusmessage", Role::error},
};

constexpr std::size_t value_bytes_max = 1 << 20;
constexpr int levels_max = 3;

std::string letters_and_digits(std::string_view name) {
  std::string out;
  for (char c : name.substr(0, 64)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

struct KnownName {
  Role role = Role::none;
  std::size_t rank = 0;
};

KnownName find_name(std::string_view name) {
  static const auto table = [] {
    std::unordered_map<std::string_view, KnownName> made;
    for (std::size_t i = 0; i < std::size(names); ++i) made.try_emplace(names[i].name, KnownName{names[i].role, i});
    return made;
  }();
  const auto found = table.find(letters_and_digits(name));
  return found == table.end() ? KnownName{} : found->second;
}

/// Members of these say who or what the object above them is.
bool stands_for_parent(std::string_view name) {
  const std::string plain = letters_and_digits(name);
  for (std::string_view word : {"name", "login", "username", "displayname", "email", "summary"}) {
    if (plain == word) return true;
  }
  return false;
}

class RecordBuilder {
 public:
  explicit RecordBuilder(Record& record) : record_(record) { ranks_.fill(0xFFFF); }

  void add(std::string_view name, std::string value, KnownName known, std::size_t depth) {
    if (value.empty()) return;
    const auto role = static_cast<std::size_t>(known.role);
    const std::size_t rank = known.rank + depth * std::size(names);
    if (known.role == Role::none || rank >= ranks_[role]) {
      if (record_.others.size() < 64) record_.others.emplace_back(name, std::move(value));
      return;
    }
    ranks_[role] = rank;
    record_.by_role[role] = std::move(value);
    record_.names[role] = std::string(name);
  }

  void add_object(Json object, const std::string& prefix, KnownName above, std::size_t depth) {
    for (const Json member : object) {
      const std::string name = member.key();
      KnownName known = find_name(name);
      if (known.role == Role::none && depth > 0) known = find_name(prefix + name);
      if (above.role != Role::none && stands_for_parent(name)) known = above;
      if (member.is_object()) {
        if (depth + 1 < levels_max) add_object(member, prefix + name + ".", known, depth + 1);
      } else if (member.is_array()) {
        add_list(member, name, known, depth);
      } else {
        add(prefix + name, cut_text(member.text(), value_bytes_max), known, depth);
      }
    }
  }

 private:
  void add_list(Json list, const std::string& name, KnownName known, std::size_t depth) {
    std::string joined;
    for (const Json element : list) {
      std::string text = element.text();
      if (element.is_object() && known.role == Role::files) {
        text = element["filename"].text() + element["path"].text() + element["new_path"].text();
        if (element["patch"].says_something()) diff_ += element["patch"].text() + "\n";
      }
      if (text.empty()) continue;
      if (known.role == Role::files) record_.files.push_back(text);
      if (joined.size() < 4096) joined += (joined.empty() ? "" : ", ") + text;
    }
    add(name, std::move(joined), known, depth);
    if (!diff_.empty() && !record_.has(Role::diff)) add("patch", cut_text(diff_, value_bytes_max), {Role::diff, 0}, 0);
  }

  Record& record_;
  std::array<std::size_t, static_cast<std::size_t>(Role::count_of_roles)> ranks_{};
  std::string diff_;
};

bool is_list_of_objects(Json value) {
  return value.is_array() && value.first().is_object();
}

void take_all(Json list, std::size_t records_max, std::vector<Json>& out) {
  for (const Json element : list) {
    if (out.size() >= records_max) return;
    if (element.is_object()) out.push_back(element);
  }
}

}  // namespace

Role role_of(std::string_view name) {
  return find_name(name).role;
}

std::string Record::first_of(std::initializer_list<Role> roles) const {
  for (Role role : roles) {
    if (has(role)) return (*this)[role];
  }
  return {};
}

Record read_record(Json object) {
  Record record;
  record.begin = object.begin_byte();
  record.end = object.end_byte();
  RecordBuilder(record).add_object(object, "", {}, 0);
  return record;
}

Record read_record(const CsvRow& row, const std::vector<std::string>& columns) {
  Record record;
  record.begin = row.begin;
  record.end = row.end;
  RecordBuilder builder(record);
  for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i)
    builder.add(columns[i], std::string(row.cells[i].substr(0, value_bytes_max)), find_name(columns[i]), 0);
  if (record.has(Role::files)) {
    std::string_view all = record[Role::files];
    while (!all.empty()) {
      const std::size_t end = std::min(all.find_first_of(",; "), all.size());
      if (end > 0) record.files.emplace_back(all.substr(0, end));
      all.remove_prefix(std::min(end + 1, all.size()));
    }
  }
  return record;
}

RecordList find_records(const JsonDocument& document, std::size_t records_max) {
  RecordList list;
  Json top = document.values();
  const Json root = document.root();
  const bool alone = root.kind() != JsonKind::absent && ++top.begin() == top.end();
  if (!alone) {
    take_all(top, records_max, list.records);
    return list;
  }
  if (root.is_array()) {
    take_all(root, records_max, list.records);
    return list;
  }
  if (!root.is_object()) return list;
  for (const Json member : root) {
    if (!is_list_of_objects(member)) continue;
    list.name = member.key();
    take_all(member, records_max, list.records);
    return list;
  }
  for (const Json member : root) {
    if (!member.is_object()) continue;
    for (const Json inner : member) {
      if (!is_list_of_objects(inner)) continue;
      list.name = inner.key();
      take_all(inner, records_max, list.records);
      return list;
    }
  }
  list.lone = true;
  list.records.push_back(root);
  return list;
}

void for_each_record(std::string_view bytes, const JsonDocument* document,
                     const std::function<bool(const Record&)>& each) {
  if (document != nullptr) {
    for (const Json object : find_records(*document).records) {
      if (!each(read_record(object))) return;
    }
    return;
  }
  const char separator = find_separator(bytes);
  if (separator == '\0') return;
  CsvReader reader(bytes, separator);
  CsvRow row;
  if (!reader.next(row)) return;
  const std::vector<std::string> columns(row.cells.begin(), row.cells.end());
  while (reader.next(row)) {
    if (!each(read_record(row, columns))) return;
  }
}

}  // namespace afterword
