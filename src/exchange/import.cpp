#include "exchange/import.h"

#include <set>

#include "exchange/markdown_import.h"
#include "exchange/sources.h"
#include "exchange/sql_dump.h"
#include "render/html.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr int wrappers_max = 6;  ///< how deep records may lie in lists and envelopes

Error input_error(const std::string& path, std::string message, std::string help = {}) {
  return {ErrorKind::input, std::move(message), path, std::move(help)};
}

/// "export.json:12:5".
std::string place_in(const std::string& path, std::string_view text, std::size_t byte) {
  byte = std::min(byte, text.size());
  const std::string_view before = text.substr(0, byte);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t begin = before.rfind('\n');
  const std::size_t column = byte - (begin == std::string_view::npos ? 0 : begin + 1) + 1;
  return path + ":" + std::to_string(line) + ":" + std::to_string(column);
}

class Importer {
 public:
  explicit Importer(std::span<const ImportInput> inputs) {
    for (const ImportInput& input : inputs)
      for (int folders = 0; folders <= folders_max; ++folders) {
        const std::string_view tail = tail_of(input.path, folders);
        ++tails_[std::string(tail)];
        if (tail.size() == input.path.size()) break;
      }
  }

  void add(const ImportInput& input) {
    incidents_.enter_input(input.path);
    std::string_view bytes = input.bytes;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.size() > input_bytes_max)
      return fail(input_error(input.path, "the input is larger than 512 MB", "export it in parts"));
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return fail(input_error(input.path, "the input is empty"));
    if (bytes[first] == '{' || bytes[first] == '[') return add_json(input, bytes);
    if (looks_like_sql_dump(bytes)) {
      Result<std::string> json = sql_dump_as_json(bytes);
      if (!json) {
        Error error = json.error();
        error.where = input.path + (error.where.empty() ? "" : ":" + error.where);
        return fail(std::move(error));
      }
      return add_json(input, *json);
    }
    if (!is_markdown(input.path, bytes))
      return leave_out(input, "`afterword import --help` names what can; a text is imported as .md");
    ReadInput read;
    read.path = input.path;
    read.source = import_markdown(name_of(input.path), bytes, incidents_, read.unplaced);
    if (read.source.empty())
      result_.left_out.push_back({input.path, "it tells of no incident"});
    else
      result_.inputs.push_back(std::move(read));
  }

  ImportResult finish() {
    std::set<std::string> names;
    for (const ImportedIncident& incident : incidents_.finish()) {
      ImportedReport report;
      report.source = incident.source;
      report.id = incident.id;
      report.title = incident.title;
      report.bytes = write_imported(incident);
      const std::string name = name_of_report(incident);
      report.name = name;
      const std::string ending = slug_of(incident.id, 3, 12);
      if (names.contains(report.name) && !ending.empty()) report.name = name + "-" + ending;
      for (int n = 2; names.contains(report.name); ++n) report.name = name + "-" + std::to_string(n);
      names.insert(report.name);
      report.name += ".md";
      result_.reports.push_back(std::move(report));
    }
    std::sort(result_.reports.begin(), result_.reports.end(),
              [](const ImportedReport& a, const ImportedReport& b) { return a.name < b.name; });
    return std::move(result_);
  }

 private:
  void fail(Error error) { result_.errors.push_back(std::move(error)); }

  /// What is no incident of anybody's: wrong where somebody named it.
  void leave_out(const ImportInput& input, std::string help) {
    constexpr std::string_view why = "nothing in it is an incident that can be imported";
    if (input.named)
      fail(input_error(input.path, std::string(why), std::move(help)));
    else
      result_.left_out.push_back({input.path, std::string(why)});
  }

  void add_json(const ImportInput& input, std::string_view text) {
    const std::string& path = input.path;
    Payload payload(text);
    const JsonDocument& document = payload.document();
    if (document.fault())
      fail(input_error(place_in(path, text, document.fault()->at),
                       "the JSON is wrong here: " + std::string(document.fault()->what)));
    if (document.wrong_lines() > 0)
      fail(input_error(path, group_digits(document.wrong_lines()) +
                                 (document.wrong_lines() == 1 ? " line is" : " lines are") +
                                 " no JSON; the others were read"));
    ReadInput read;
    read.path = path;
    const RecordReading reading{payload, incidents_, path};
    std::set<std::string_view> sources;
    for (const Json value : document.values()) read_value(value, {}, reading, sources, 0);
    for (const std::string_view source : sources)
      read.source += (read.source.empty() ? "" : ", ") + std::string(source);
    if (sources.empty()) {
      if (!document.fault()) leave_out(input, "`afterword import --help` names the programs whose exports are read");
      return;
    }
    read.unplaced = payload.unplaced();
    result_.inputs.push_back(std::move(read));
  }

  /// A record, or what holds records.
  void read_value(Json value, std::string_view key, const RecordReading& reading, std::set<std::string_view>& sources,
                  int depth) {
    if (value.is_object()) {
      for (const RecordKind& kind : all_record_kinds()) {
        if (!kind.recognise(value, key)) continue;
        sources.insert(kind.source);
        kind.read(value, reading);
        return;
      }
    }
    if (depth >= wrappers_max || (!value.is_object() && !value.is_array())) return;
    for (const Json child : value) {
      if (!child.is_object() && !child.is_array()) continue;
      const std::string own = value.is_object() ? child.key() : std::string(key);
      read_value(child, own, reading, sources, depth + 1);
    }
  }

  static constexpr int folders_max = 8;

  /// The end of a path with so many folders before the file's name.
  static std::string_view tail_of(std::string_view path, int folders) {
    std::size_t at = path.size();
    for (int i = 0; i <= folders && at != std::string_view::npos; ++i)
      at = at == 0 ? std::string_view::npos : path.find_last_of("/!", at - 1);
    return at == std::string_view::npos ? path : path.substr(at + 1);
  }

  /// The shortest end of a path that no other input has.
  [[nodiscard]] std::string_view name_of(std::string_view path) const {
    for (int folders = 0; folders <= folders_max; ++folders) {
      const std::string_view tail = tail_of(path, folders);
      const auto found = tails_.find(tail);
      if (found != tails_.end() && found->second == 1) return tail;
    }
    return path;
  }

  std::map<std::string, int, std::less<>> tails_;  ///< how many inputs end so
  Incidents incidents_;
  ImportResult result_;
};

}  // namespace

ImportResult import_incidents(std::span<const ImportInput> inputs) {
  Importer importer(inputs);
  for (const ImportInput& input : inputs) importer.add(input);
  return importer.finish();
}

}  // namespace afterword
