#include <nlohmann/json.hpp>

#include "exchange/import_plan.h"
#include "text/ascii.h"

namespace afterword {
namespace {

using Out = nlohmann::ordered_json;

/// Values without a place that stand at the same place of like records.
struct UnplacedGroup {
  std::string pattern;  ///< `incidents[*].components[*].position`
  std::string_view why;
  std::vector<const Unplaced*> values;
};

std::string pattern_of(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    out += path[i];
    if (path[i] != '[' || i + 1 >= path.size() || path[i + 1] < '0' || path[i + 1] > '9') continue;
    const std::size_t end = path.find(']', i);
    if (end == std::string_view::npos) continue;
    out += "*]";
    i = end;
  }
  return out;
}

std::vector<UnplacedGroup> group(const std::vector<Unplaced>& all) {
  std::vector<UnplacedGroup> out;
  std::map<std::pair<std::string, std::string_view>, std::size_t> known;
  for (const Unplaced& value : all) {
    std::string pattern = pattern_of(value.path);
    const auto [at, added] = known.emplace(std::pair(pattern, value.why), out.size());
    if (added) out.push_back({std::move(pattern), value.why, {}});
    out[at->second].values.push_back(&value);
  }
  return out;
}

std::string count_of(std::size_t n, std::string_view one, std::string_view many) {
  return group_digits(n) + " " + std::string(n == 1 ? one : many);
}

/// What only the source's own programs need: its numbers, kinds, addresses and counters. Counted, not listed, so that
/// what a person would miss stands out; `--json` lists all.
bool is_bookkeeping(std::string_view pattern) {
  while (pattern.ends_with("[*]")) pattern.remove_suffix(3);
  const std::string_view key = pattern.substr(pattern.find_last_of('.') + 1);
  constexpr std::string_view keys[] = {
      "id",        "uuid",      "type",       "self",  "html_url",  "url",          "avatar_url",  "icon_url",  "color",
      "slug",      "position",  "rank",       "limit", "offset",    "more",         "total",       "page",      "pages",
      "items",     "count",     "next",       "prev",  "first",     "last",         "updated_at",  "updatedAt", "took",
      "requestId", "page_size", "metadataId", "after", "requestID", "itemsPerPage", "object_type", "icon"};
  return std::find(std::begin(keys), std::end(keys), key) != std::end(keys) || key.ends_with("_id") ||
         key.ends_with("_ids") || key.ends_with("Id") || key.ends_with("_color");
}

/// A value's beginning on one line.
std::string shown_value(std::string_view value) {
  constexpr std::size_t characters_max = 60;
  std::string out;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if ((byte & 0xC0) != 0x80 && ++characters > characters_max) return out + "…";
    out += byte < ' ' || byte == 0x7f ? ' ' : value[i];
  }
  return out;
}

/// The inputs of one source together: what has no place in one report has none in the others.
void append_unplaced(std::string& out, const std::string& source, const std::vector<const ReadInput*>& inputs) {
  std::vector<Unplaced> all;
  for (const ReadInput* input : inputs) all.insert(all.end(), input->unplaced.begin(), input->unplaced.end());
  if (all.empty()) return;
  const std::vector<UnplacedGroup> groups = group(all);
  out += "\n" + (inputs.size() == 1 ? inputs.front()->path : count_of(inputs.size(), "input", "inputs")) + " (" +
         source + "): " + count_of(all.size(), "value has", "values have") + " no place in a report\n";
  std::size_t width = 0;
  const auto is_counted = [](const UnplacedGroup& one) { return one.why.empty() && is_bookkeeping(one.pattern); };
  for (const UnplacedGroup& one : groups)
    if (!is_counted(one)) width = std::max(width, std::min<std::size_t>(one.pattern.size(), 56));
  std::size_t counted = 0;
  for (const UnplacedGroup& one : groups) {
    if (is_counted(one)) {
      counted += one.values.size();
      continue;
    }
    const std::string count = group_digits(one.values.size());
    out += "  " + std::string(count.size() < 5 ? 5 - count.size() : 0, ' ') + count + "  " + one.pattern +
           std::string(one.pattern.size() < width ? width - one.pattern.size() : 0, ' ') + "  " +
           shown_value(one.values.front()->value);
    if (!one.why.empty()) out += " (" + std::string(one.why) + ")";
    out += "\n";
  }
  if (counted == 0) return;
  const std::string count = group_digits(counted);
  out += "  " + std::string(count.size() < 5 ? 5 - count.size() : 0, ' ') + count +
         (counted == 1 ? "  number, kind or address for the source's own programs (--json tells it)\n"
                       : "  numbers, kinds and addresses for the source's own programs (--json lists them)\n");
}

}  // namespace

std::string print_import(const ImportResult& result, const std::vector<PlannedReport>& plan, const std::string& folder,
                         bool dry_run) {
  constexpr std::string_view said[] = {
      "created",   "unchanged", "updated", "changed at the source", "changed at the source, and edited here",
      "name taken"};
  constexpr std::string_view would[] = {
      "would create", "unchanged", "would update", "changed at the source", "changed at the source, and edited here",
      "name taken"};
  std::string out;
  std::size_t counts[6] = {};
  for (const PlannedReport& planned : plan) {
    ++counts[static_cast<std::size_t>(planned.fate)];
    out += std::string((dry_run ? would : said)[static_cast<std::size_t>(planned.fate)]) + "  " + planned.path + "\n";
  }
  std::map<std::string, std::vector<const ReadInput*>> by_source;
  for (const ReadInput& input : result.inputs) by_source[input.source].push_back(&input);
  for (const auto& [source, inputs] : by_source) append_unplaced(out, source, inputs);
  for (const LeftOut& text : result.left_out) out += "left out  " + text.path + " (" + text.why + ")\n";
  if (!plan.empty()) {
    out += out.empty() ? "" : "\n";
    std::string parts;
    constexpr std::string_view words[] = {"created",
                                          "unchanged",
                                          "updated",
                                          "changed at the source",
                                          "kept because edited",
                                          "kept because the name is taken"};
    for (std::size_t i = 0; i < std::size(counts); ++i)
      if (counts[i] > 0) parts += (parts.empty() ? "" : ", ") + group_digits(counts[i]) + " " + std::string(words[i]);
    out += count_of(plan.size(), "incident", "incidents") + ": " + parts + (dry_run ? " (nothing was written)" : "") +
           "\n";
    if (counts[3] > 0) out += "help: --update writes what changed at the source\n";
    if (counts[0] > 0 && !dry_run) out += "help: `afterword check " + folder + "` tells what only a person can say\n";
  }
  return out;
}

std::string import_json(const ImportResult& result, const std::vector<PlannedReport>& plan, bool dry_run) {
  Out reports = Out::array(), inputs = Out::array(), errors = Out::array();
  for (const PlannedReport& planned : plan)
    reports.push_back({{"file", planned.path},
                       {"state", name_of(planned.fate)},
                       {"source", planned.report->source},
                       {"id", planned.report->id},
                       {"title", planned.report->title}});
  for (const ReadInput& input : result.inputs) {
    Out unplaced = Out::array();
    for (const UnplacedGroup& one : group(input.unplaced)) {
      Out values = Out::array();
      for (const Unplaced* value : one.values)
        values.push_back({{"at", value->path}, {"value", value->value}, {"bytes", value->bytes}});
      unplaced.push_back({{"path", one.pattern},
                          {"count", one.values.size()},
                          {"why", one.why.empty() ? std::string_view("no place") : one.why},
                          {"values", std::move(values)}});
    }
    inputs.push_back({{"path", input.path}, {"source", input.source}, {"unplaced", std::move(unplaced)}});
  }
  Out left_out = Out::array();
  for (const LeftOut& text : result.left_out) left_out.push_back({{"path", text.path}, {"why", text.why}});
  for (const Error& error : result.errors)
    errors.push_back({{"message", error.message}, {"where", error.where}, {"help", error.help}});
  const Out out = {{"schema", "afterword.import/1"},  {"dry_run", dry_run},
                   {"reports", std::move(reports)},   {"inputs", std::move(inputs)},
                   {"left_out", std::move(left_out)}, {"errors", std::move(errors)}};
  return out.dump(2, ' ', false, Out::error_handler_t::replace) + "\n";
}

}  // namespace afterword
