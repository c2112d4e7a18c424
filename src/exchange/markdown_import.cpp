#include "exchange/markdown_import.h"

#include "document/document.h"
#include "document/front_matter.h"
#include "exchange/origin.h"
#include "postmortem/postmortem.h"
#include "text/ascii.h"

namespace afterword {
namespace {

struct MatterRow {
  std::string_view key;
  std::string ImportedIncident::* member;
};
constexpr MatterRow known_texts[] = {
    {"title", &ImportedIncident::title},           {"severity", &ImportedIncident::severity},
    {"status", &ImportedIncident::status},         {"service", &ImportedIncident::service},
    {"product", &ImportedIncident::service},       {"impact", &ImportedIncident::impact},
    {"root_cause", &ImportedIncident::root_cause},
};
struct TimeRow {
  std::string_view key;
  ImportedTime ImportedIncident::* member;
};
constexpr TimeRow known_times[] = {
    {"start_time", &ImportedIncident::start}, {"start", &ImportedIncident::start},
    {"end_time", &ImportedIncident::end},     {"end", &ImportedIncident::end},
    {"date", &ImportedIncident::created},
};
struct OriginRow {
  std::string_view key, label;
};
constexpr OriginRow known_origins[] = {
    {"uuid", "uuid"},
    {"url", "link"},
    {"archive_url", "archive link"},
    {"source_published_at", "published"},
    {"source_fetched_at", "fetched"},
};

std::string words_of_key(std::string_view key) {
  std::string out;
  for (const char c : key) out += c == '_' || c == '.' ? ' ' : c;
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

/// Front matter may begin with empty lines, which make a rule of its first line elsewhere.
std::string without_leading_lines(std::string_view bytes) {
  if (!bytes.starts_with("---\n\n")) return std::string(bytes);
  std::string_view rest = bytes.substr(4);
  while (rest.starts_with('\n')) rest.remove_prefix(1);
  const std::size_t key = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
  const bool is_matter = key != std::string_view::npos && key > 0 && rest[key] == ':';
  return is_matter && rest.find("\n---") != std::string_view::npos ? "---\n" + std::string(rest) : std::string(bytes);
}

bool place_entry(const FrontMatterEntry& entry, ImportedIncident& incident, std::vector<Unplaced>& unplaced) {
  for (const MatterRow& row : known_texts)
    if (entry.key == row.key) return incident.set(row.member, entry.value), true;
  for (const TimeRow& row : known_times) {
    if (entry.key != row.key) continue;
    ImportedTime time = read_imported_time(entry.value);
    if (time.fraction) unplaced.push_back({entry.key, entry.value, entry.value.size(), "fraction of a second"});
    if (time.empty() && !entry.value.empty()) return false;
    incident.set(row.member, std::move(time));
    return true;
  }
  for (const OriginRow& row : known_origins)
    if (entry.key == row.key) return incident.add_origin(std::string(row.label), entry.value), true;
  if (entry.key == "categories" || entry.key == "keywords" || entry.key == "tags")
    return incident.tags.push_back(entry.value), true;
  if (entry.key == "summary") return incident.add_part(ImportedPlace::summary, {}, entry.value + "\n"), true;
  incident.add_detail(words_of_key(entry.key), entry.value);
  return true;
}

/// Lines of YAML without the block `imported:`, and without carriage returns.
std::string without_origin(std::string_view yaml) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    std::string_view line = yaml.substr(at, end - at);
    at = end + 1;
    while (line.ends_with('\r')) line.remove_suffix(1);
    inside = line.starts_with("imported:") || (inside && line.starts_with(' '));
    if (!inside && (!line.empty() || !out.empty())) out.append(line).append("\n");
  }
  return out;
}

std::string without_returns(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  return out;
}

/// A report that is one already keeps its text; its front matter says where it comes from.
void keep_as_written(const Postmortem& pm, std::string_view yaml, std::string_view body, ImportedIncident& incident) {
  for (const FrontMatterEntry& entry : pm.front_matter.entries)
    if (entry.key == "title") incident.set(&ImportedIncident::title, entry.value);
  if (pm.title) incident.set(&ImportedIncident::title, *pm.title);
  if (pm.start) incident.set(&ImportedIncident::start, read_imported_time(pm.start->value));
  while (body.starts_with('\n') || body.starts_with('\r')) body.remove_prefix(1);
  incident.whole =
      stamp_report("---\n" + without_origin(yaml) + "imported:\n  from: markdown\n  id: " + yaml_text(incident.id) +
                   "\n---\n\n" + without_returns(body));
}

}  // namespace

bool is_markdown(std::string_view path, std::string_view bytes) {
  const std::string lower = lower_ascii(path);
  if (lower.ends_with(".md") || lower.ends_with(".markdown")) return bytes.find('\0') == std::string_view::npos;
  return bytes.starts_with("---\n") || bytes.starts_with("# ");
}

std::string import_markdown(std::string_view name, std::string_view bytes, Incidents& incidents,
                            std::vector<Unplaced>& unplaced) {
  const auto read = std::make_shared<const Document>(Document::read(without_leading_lines(bytes)));
  const Document& document = *read;
  const std::string_view yaml = document.front_matter();
  const FrontMatter matter = read_front_matter(yaml, 0);
  std::string uuid;
  bool dated = false;
  for (const FrontMatterEntry& entry : matter.entries) {
    if (entry.key == "uuid") uuid = entry.value;
    dated = dated || entry.key == "start_time" || entry.key == "start" || entry.key == "severity";
  }
  const Postmortem pm = uuid.empty() ? read_postmortem(read) : Postmortem{};
  if (uuid.empty() && !dated && !pm.is_postmortem) return {};
  const std::string source = uuid.empty() ? "markdown" : "icco";
  ImportedIncident& incident = incidents.find(source, {uuid.empty() ? std::string(name) : uuid});
  if (incident.id.empty()) incident.id = uuid.empty() ? std::string(name) : uuid;
  std::string_view body = document.text().content();
  for (const Node& node : document.nodes())
    if (node.kind == NodeKind::front_matter) body = body.substr(std::min<std::size_t>(node.span.end, body.size()));
  if (pm.is_postmortem) {
    keep_as_written(pm, yaml, body, incident);
    return source;
  }
  for (const FrontMatterEntry& entry : matter.entries) {
    if (entry.key == "uuid" || entry.value.empty()) continue;
    if (!place_entry(entry, incident, unplaced)) unplaced.push_back({entry.key, entry.value, entry.value.size(), {}});
  }
  if (!matter.fault.empty() && matter.entries.empty() && !yaml.empty()) {
    unplaced.push_back({"front matter", std::string(yaml.substr(0, 200)), yaml.size(), "it can't be read"});
  }
  incident.add_document(body);
  if (incident.title.empty()) {  // a third of icco's have none
    const auto said = [&](std::string_view key) {
      for (const FrontMatterEntry& entry : matter.entries)
        if (entry.key == key) return entry.value;
      return std::string();
    };
    const std::string company = said("company"), product = said("product");
    incident.title = product.starts_with(company) || company.empty() ? product : company;
    if (incident.title == company && !product.empty()) incident.title += ": " + product;
  }
  return source;
}

}  // namespace afterword
