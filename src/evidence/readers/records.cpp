#include "evidence/readers/records.h"

#include "evidence/readers/reading.h"

namespace afterword {
namespace {

struct Name {
  std::string_view name;  ///< lower case, letters and digits only
  PayloadRole role;
};

/// In order of preference: of two names with one meaning in a record the earlier row wins.
constexpr Name names[] = {
    {"timestamp", PayloadRole::time},
    {"firedat", PayloadRole::time},
    {"triggeredat", PayloadRole::time},
    {"startsat", PayloadRole::time},
    {"deployedat", PayloadRole::time},
    {"changedat", PayloadRole::time},
    {"releasedat", PayloadRole::time},
    {"rolledoutat", PayloadRole::time},
    {"appliedat", PayloadRole::time},
    {"completedat", PayloadRole::time},
    {"finishedat", PayloadRole::time},
    {"occurredat", PayloadRole::time},
    {"happenedat", PayloadRole::time},
    {"mergedat", PayloadRole::time},
    {"committeddate", PayloadRole::time},
    {"committedat", PayloadRole::time},
    {"commitdate", PayloadRole::time},
    {"startedat", PayloadRole::time},
    {"starttime", PayloadRole::time},
    {"starttimeunixnano", PayloadRole::time},
    {"starttimeutc", PayloadRole::time},
    {"start", PayloadRole::time},
    {"begin", PayloadRole::time},
    {"time", PayloadRole::time},
    {"datetime", PayloadRole::time},
    {"eventtime", PayloadRole::time},
    {"timestamputc", PayloadRole::time},
    {"timestampms", PayloadRole::time},
    {"unixtimestamp", PayloadRole::time},
    {"unixtime", PayloadRole::time},
    {"epoch", PayloadRole::time},
    {"epochms", PayloadRole::time},
    {"ts", PayloadRole::time},
    {"t", PayloadRole::time},
    {"when", PayloadRole::time},
    {"at", PayloadRole::time},
    {"creationdate", PayloadRole::time},
    {"createdat", PayloadRole::time},
    {"created", PayloadRole::time},
    {"createddate", PayloadRole::time},
    {"statechangetime", PayloadRole::time},
    {"authordate", PayloadRole::time},
    {"authoreddate", PayloadRole::time},
    {"publishedat", PayloadRole::time},
    {"activeat", PayloadRole::time},
    {"date", PayloadRole::time},
    {"insertedat", PayloadRole::time},
    {"updatedat", PayloadRole::time},
    {"endsat", PayloadRole::end_time},
    {"resolvedat", PayloadRole::end_time},
    {"endedat", PayloadRole::end_time},
    {"endtime", PayloadRole::end_time},
    {"endtimeunixnano", PayloadRole::end_time},
    {"finishedat", PayloadRole::end_time},
    {"completedat", PayloadRole::end_time},
    {"clearedat", PayloadRole::end_time},
    {"closedat", PayloadRole::end_time},
    {"end", PayloadRole::end_time},
    {"acknowledgedat", PayloadRole::acknowledged},
    {"ackat", PayloadRole::acknowledged},
    {"ackedat", PayloadRole::acknowledged},
    {"duration", PayloadRole::duration},
    {"durationms", PayloadRole::duration},
    {"durationus", PayloadRole::duration},
    {"durationns", PayloadRole::duration},
    {"durationnano", PayloadRole::duration},
    {"durations", PayloadRole::duration},
    {"durationseconds", PayloadRole::duration},
    {"durationmillis", PayloadRole::duration},
    {"durationmicros", PayloadRole::duration},
    {"elapsed", PayloadRole::duration},
    {"elapsedms", PayloadRole::duration},
    {"latencyms", PayloadRole::duration},
    {"service", PayloadRole::service},
    {"servicename", PayloadRole::service},
    {"microservice", PayloadRole::service},
    {"app", PayloadRole::service},
    {"application", PayloadRole::service},
    {"component", PayloadRole::service},
    {"workload", PayloadRole::service},
    {"deployment", PayloadRole::service},
    {"job", PayloadRole::service},
    {"system", PayloadRole::service},
    {"project", PayloadRole::service},
    {"repository", PayloadRole::service},
    {"repo", PayloadRole::service},
    {"entity", PayloadRole::service},
    {"host", PayloadRole::host},
    {"hostname", PayloadRole::host},
    {"pod", PayloadRole::host},
    {"podname", PayloadRole::host},
    {"instance", PayloadRole::host},
    {"node", PayloadRole::host},
    {"container", PayloadRole::host},
    {"server", PayloadRole::host},
    {"machine", PayloadRole::host},
    {"cmdbid", PayloadRole::host},
    {"commit", PayloadRole::commit},
    {"commitsha", PayloadRole::commit},
    {"commitid", PayloadRole::commit},
    {"commithash", PayloadRole::commit},
    {"sha", PayloadRole::commit},
    {"gitsha", PayloadRole::commit},
    {"gitcommit", PayloadRole::commit},
    {"githash", PayloadRole::commit},
    {"revision", PayloadRole::commit},
    {"headsha", PayloadRole::commit},
    {"hash", PayloadRole::commit},
    {"version", PayloadRole::version},
    {"newversion", PayloadRole::version},
    {"toversion", PayloadRole::version},
    {"release", PayloadRole::version},
    {"image", PayloadRole::version},
    {"imagetag", PayloadRole::version},
    {"tag", PayloadRole::version},
    {"build", PayloadRole::version},
    {"from", PayloadRole::from},
    {"fromversion", PayloadRole::from},
    {"oldversion", PayloadRole::from},
    {"previousversion", PayloadRole::from},
    {"prevversion", PayloadRole::from},
    {"oldvalue", PayloadRole::from},
    {"previousvalue", PayloadRole::from},
    {"previous", PayloadRole::from},
    {"before", PayloadRole::from},
    {"old", PayloadRole::from},
    {"to", PayloadRole::to},
    {"newvalue", PayloadRole::to},
    {"after", PayloadRole::to},
    {"new", PayloadRole::to},
    {"flag", PayloadRole::flag},
    {"flagkey", PayloadRole::flag},
    {"flagname", PayloadRole::flag},
    {"featureflag", PayloadRole::flag},
    {"feature", PayloadRole::flag},
    {"toggle", PayloadRole::flag},
    {"change", PayloadRole::change},
    {"action", PayloadRole::change},
    {"author", PayloadRole::author},
    {"actor", PayloadRole::author},
    {"authorname", PayloadRole::author},
    {"user", PayloadRole::author},
    {"username", PayloadRole::author},
    {"deployer", PayloadRole::author},
    {"deployedby", PayloadRole::author},
    {"changedby", PayloadRole::author},
    {"triggeredby", PayloadRole::author},
    {"createdby", PayloadRole::author},
    {"creator", PayloadRole::author},
    {"committer", PayloadRole::author},
    {"committername", PayloadRole::author},
    {"initiator", PayloadRole::author},
    {"by", PayloadRole::author},
    {"who", PayloadRole::author},
    {"owner", PayloadRole::author},
    {"authoremail", PayloadRole::author},
    {"title", PayloadRole::title},
    {"subject", PayloadRole::title},
    {"summary", PayloadRole::title},
    {"headline", PayloadRole::title},
    {"message", PayloadRole::message},
    {"msg", PayloadRole::message},
    {"commitmessage", PayloadRole::message},
    {"description", PayloadRole::message},
    {"body", PayloadRole::message},
    {"comment", PayloadRole::message},
    {"detail", PayloadRole::message},
    {"details", PayloadRole::message},
    {"note", PayloadRole::message},
    {"notes", PayloadRole::message},
    {"reason", PayloadRole::message},
    {"text", PayloadRole::message},
    {"fileschanged", PayloadRole::files},
    {"changedfiles", PayloadRole::files},
    {"filespaths", PayloadRole::files},
    {"files", PayloadRole::files},
    {"paths", PayloadRole::files},
    {"modified", PayloadRole::files},
    {"diff", PayloadRole::diff},
    {"patch", PayloadRole::diff},
    {"type", PayloadRole::kind},
    {"kind", PayloadRole::kind},
    {"changetype", PayloadRole::kind},
    {"eventtype", PayloadRole::kind},
    {"category", PayloadRole::kind},
    {"id", PayloadRole::id},
    {"deployid", PayloadRole::id},
    {"changeid", PayloadRole::id},
    {"deploymentid", PayloadRole::id},
    {"number", PayloadRole::id},
    {"setting", PayloadRole::setting},
    {"configkey", PayloadRole::setting},
    {"parameter", PayloadRole::setting},
    {"option", PayloadRole::setting},
    {"key", PayloadRole::setting},
    {"config", PayloadRole::setting},
    {"metric", PayloadRole::metric},
    {"metricname", PayloadRole::metric},
    {"measurement", PayloadRole::metric},
    {"kpi", PayloadRole::metric},
    {"kpiname", PayloadRole::metric},
    {"series", PayloadRole::metric},
    {"value", PayloadRole::value},
    {"val", PayloadRole::value},
    {"metricvalue", PayloadRole::value},
    {"observed", PayloadRole::value},
    {"observedvalue", PayloadRole::value},
    {"currentvalue", PayloadRole::value},
    {"threshold", PayloadRole::threshold},
    {"alertname", PayloadRole::alert},
    {"alert", PayloadRole::alert},
    {"monitor", PayloadRole::alert},
    {"monitorname", PayloadRole::alert},
    {"alarmname", PayloadRole::alert},
    {"rulename", PayloadRole::alert},
    {"rule", PayloadRole::alert},
    {"checkname", PayloadRole::alert},
    {"check", PayloadRole::alert},
    {"incidentkey", PayloadRole::alert},
    {"severity", PayloadRole::severity},
    {"severitytext", PayloadRole::severity},
    {"level", PayloadRole::severity},
    {"loglevel", PayloadRole::severity},
    {"priority", PayloadRole::severity},
    {"urgency", PayloadRole::severity},
    {"sentiment", PayloadRole::severity},
    {"status", PayloadRole::status},
    {"state", PayloadRole::status},
    {"statuscode", PayloadRole::status},
    {"newstatevalue", PayloadRole::status},
    {"result", PayloadRole::status},
    {"traceid", PayloadRole::trace},
    {"trace", PayloadRole::trace},
    {"spanid", PayloadRole::span},
    {"parentid", PayloadRole::parent},
    {"parentspanid", PayloadRole::parent},
    {"parentspan", PayloadRole::parent},
    {"parent", PayloadRole::parent},
    {"operation", PayloadRole::operation},
    {"operationname", PayloadRole::operation},
    {"spanname", PayloadRole::operation},
    {"name", PayloadRole::operation},
    {"error", PayloadRole::error},
    {"errormessage", PayloadRole::error},
    {"exception", PayloadRole::error},
    {"statusmessage", PayloadRole::error},
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
  PayloadRole role = PayloadRole::none;
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
  explicit RecordBuilder(PayloadRecord& record) : record_(record) { ranks_.fill(0xFFFF); }

  void add(std::string_view name, std::string value, KnownName known, std::size_t depth) {
    if (value.empty()) return;
    const auto role = static_cast<std::size_t>(known.role);
    const std::size_t rank = known.rank + depth * std::size(names);
    if (known.role == PayloadRole::none || rank >= ranks_[role]) {
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
      if (known.role == PayloadRole::none && depth > 0) known = find_name(prefix + name);
      if (above.role != PayloadRole::none && stands_for_parent(name)) known = above;
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
      if (element.is_object() && known.role == PayloadRole::files) {
        text = element["filename"].text() + element["path"].text() + element["new_path"].text();
        if (element["patch"].says_something()) diff_ += element["patch"].text() + "\n";
      }
      if (text.empty()) continue;
      if (known.role == PayloadRole::files) record_.files.push_back(text);
      if (joined.size() < 4096) joined += (joined.empty() ? "" : ", ") + text;
    }
    add(name, std::move(joined), known, depth);
    if (!diff_.empty() && !record_.has(PayloadRole::diff))
      add("patch", cut_text(diff_, value_bytes_max), {PayloadRole::diff, 0}, 0);
  }

  PayloadRecord& record_;
  std::array<std::size_t, static_cast<std::size_t>(PayloadRole::count_of_roles)> ranks_{};
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

PayloadRole role_of(std::string_view name) {
  return find_name(name).role;
}

std::string PayloadRecord::first_of(std::initializer_list<PayloadRole> roles) const {
  for (PayloadRole role : roles) {
    if (has(role)) return (*this)[role];
  }
  return {};
}

PayloadRecord read_record(Json object) {
  PayloadRecord record;
  record.begin = object.begin_byte();
  record.end = object.end_byte();
  RecordBuilder(record).add_object(object, "", {}, 0);
  return record;
}

PayloadRecord read_record(const CsvRow& row, const std::vector<std::string>& columns) {
  PayloadRecord record;
  record.begin = row.begin;
  record.end = row.end;
  RecordBuilder builder(record);
  for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i)
    builder.add(columns[i], std::string(row.cells[i].substr(0, value_bytes_max)), find_name(columns[i]), 0);
  if (record.has(PayloadRole::files)) {
    std::string_view all = record[PayloadRole::files];
    while (!all.empty()) {
      const std::size_t end = std::min(all.find_first_of(",; "), all.size());
      if (end > 0) record.files.emplace_back(all.substr(0, end));
      all.remove_prefix(std::min(end + 1, all.size()));
    }
  }
  return record;
}

PayloadRecords find_records(const JsonDocument& document, std::size_t records_max) {
  PayloadRecords list;
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
                     const std::function<bool(const PayloadRecord&)>& each) {
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
