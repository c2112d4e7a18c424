#include "labels.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace afterword::train {

namespace {

using Json = nlohmann::json;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void add_lines(const Json& value, std::set<std::uint32_t>& out) {
  if (value.is_null()) return;
  if (value.contains("lines") && value["lines"].is_array())
    for (const Json& line : value["lines"]) out.insert(line.get<std::uint32_t>());
  else if (value.contains("line") && value["line"].is_number())
    out.insert(value["line"].get<std::uint32_t>());
}

template <class Name>
std::optional<std::size_t> index_of(const Json& value, std::size_t count, Name name) {
  if (!value.is_string()) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i)
    if (name(i) == value.get<std::string>()) return i;
  return std::nullopt;
}

/// Kinds by the letters that tools/train/invented.txt uses.
EntryKind kind_lettered(char letter) {
  constexpr std::string_view letters = "DIAMECFRVXO";
  const std::size_t at = letters.find(letter);
  return at == std::string_view::npos ? EntryKind::other : static_cast<EntryKind>(1u << at);
}

constexpr std::string_view field_names[] = {"service",           "experience",        "root_cause_summary",
                                            "root_cause_detail", "resolution_detail", "misleading",
                                            "escalated_to",      "detected_how"};

/// "2024-04-18T09:30", "T20:00", "2024-04-18".
std::optional<Reader::Moment> read_moment(const Json& json) {
  if (!json.is_object() || !json["value"].is_string()) return std::nullopt;
  Reader::Moment out;
  if (json.contains("line") && json["line"].is_number()) out.line = json["line"].get<std::uint32_t>();
  const std::string value = json["value"].get<std::string>();
  const std::size_t at = value.find('T');
  if (at != std::string::npos && at + 6 <= value.size())
    out.minutes = std::atoi(value.c_str() + at + 1) * 60 + std::atoi(value.c_str() + at + 4);
  return out;
}

Reader read_reader(const Json& json) {
  Reader out;
  const auto get = [&](std::string_view key) { return json.contains(key) ? json[std::string(key)] : Json(); };
  out.is_postmortem = get("is_postmortem") == true;
  const Json timeline = get("timeline");
  if (timeline.is_array()) {
    for (const Json& entry : timeline) {
      EntryKind kinds = EntryKind::none;
      for (const Json& kind : entry["kinds"]) kinds = kinds | kind_named(kind.get<std::string>());
      out.entries[entry["line"].get<std::uint32_t>()] = kinds;
    }
  }
  for (std::size_t f = 0; f < out.passages.size(); ++f) add_lines(get(field_names[f]), out.passages[f]);
  add_lines(get("improvements"), out.improvements);
  add_lines(get("tasks"), out.tasks);
  out.cause_class = index_of(get("cause_class"), 11, [](std::size_t i) { return name_of(static_cast<CauseClass>(i)); });
  out.start = read_moment(get("start"));
  out.end = read_moment(get("end"));
  const Json how = get("detected_how");
  if (how.is_object())
    out.detected_how = index_of(how["value"], 4, [](std::size_t i) { return name_of(static_cast<DetectedHow>(i)); });
  return out;
}

void read_document(Labelled& labelled, std::string bytes) {
  auto document = std::make_shared<const Document>(Document::read(std::move(bytes), labelled.file));
  labelled.postmortem = std::make_shared<Postmortem>(read_postmortem(std::move(document)));
  labelled.reading = std::make_shared<ClassifyReading>(*labelled.postmortem);
}

/// Documents that share a third of their word pairs tell the same incident, often copied from each other.
void find_families(std::vector<Labelled>& all) {
  std::vector<std::set<Feature>> pairs;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    all[i].family = i;
    std::vector<Feature> features;
    const std::vector<Word>& words = all[i].postmortem->words;
    add_text_features(all[i].postmortem->plain(), words.data(), 0, static_cast<std::uint32_t>(words.size()), 0,
                      features);
    std::erase_if(features, [](Feature f) { return group_of(f) != FeatureGroup::pair; });
    pairs.emplace_back(features.begin(), features.end());
    for (std::uint32_t j = 0; j < i; ++j) {
      std::vector<Feature> both;
      std::set_intersection(pairs[i].begin(), pairs[i].end(), pairs[j].begin(), pairs[j].end(),
                            std::back_inserter(both));
      if (both.size() * 3 < std::min(pairs[i].size(), pairs[j].size())) continue;
      if (both.size() < 30) continue;
      const std::uint32_t old = all[i].family;
      for (std::uint32_t k = 0; k <= i; ++k)
        if (all[k].family == old) all[k].family = all[j].family;
    }
  }
}

}  // namespace

EntryKind kind_named(std::string_view name) {
  for (std::uint32_t bit = 0; bit < 11; ++bit)
    if (name_of(static_cast<EntryKind>(1u << bit)) == name) return static_cast<EntryKind>(1u << bit);
  return EntryKind::other;
}

std::vector<Labelled> read_labels(const std::vector<LabelSet>& sets) {
  std::vector<Labelled> out;
  for (const LabelSet& set : sets) {
    std::ifstream in(set.labels);
    for (std::string line; std::getline(in, line);) {
      if (line.empty()) continue;
      const Json json = Json::parse(line);
      Labelled labelled;
      labelled.file = json["file"].get<std::string>();
      labelled.readers.push_back(read_reader(json));
      if (json.contains("also") && json["also"].is_object()) labelled.readers.push_back(read_reader(json["also"]));
      read_document(labelled, read_file(set.corpus + "/" + labelled.file));
      out.push_back(std::move(labelled));
    }
  }
  find_families(out);
  return out;
}

std::vector<Labelled> read_invented(const std::string& path) {
  std::vector<Labelled> out;
  std::ifstream in(path);
  std::vector<std::pair<std::string, std::string>> block;
  const auto close = [&] {
    if (block.empty()) return;
    Labelled labelled;
    labelled.file = "invented " + std::to_string(out.size());
    labelled.invented = true;
    labelled.family = static_cast<std::uint32_t>(out.size());
    Reader reader;
    reader.is_postmortem = true;
    const bool is_timeline = block.front().first.find(':') == std::string::npos;
    std::string text = "# Incident report\n\n## Issue Summary\n\nThe service was down.\n\n";
    text += is_timeline ? "## Timeline\n\n" : "## Root cause\n\n";
    std::uint32_t line = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    int minute = 600;
    for (const auto& [label, sentence] : block) {
      if (is_timeline) {
        EntryKind kinds = EntryKind::none;
        for (const char letter : label) kinds = kinds | kind_lettered(letter);
        reader.entries[line] = kinds;
        text += "- " + std::to_string(minute / 60) + ":" + (minute % 60 < 10 ? "0" : "") + std::to_string(minute % 60) +
                " UTC - " + sentence + "\n";
        minute += 7;
      } else {
        const std::string what = label.substr(0, label.find(':')), value = label.substr(label.find(':') + 1);
        if (what == "cause") {
          reader.cause_class =
              index_of(Json(value), 11, [](std::size_t i) { return name_of(static_cast<CauseClass>(i)); });
          reader.passages[static_cast<std::size_t>(PassageField::root_cause_detail)].insert(line);
        } else {
          reader.detected_how =
              index_of(Json(value), 4, [](std::size_t i) { return name_of(static_cast<DetectedHow>(i)); });
          reader.passages[static_cast<std::size_t>(PassageField::detection)].insert(line);
        }
        text += sentence + "\n\n";
      }
      ++line;
    }
    labelled.readers.push_back(reader);
    read_document(labelled, text);
    out.push_back(std::move(labelled));
    block.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("//")) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) {
      close();
      continue;
    }
    block.push_back({line.substr(0, tab), line.substr(tab + 1)});
    if (block.back().first.find(':') != std::string::npos) close();
  }
  close();
  return out;
}

}  // namespace afterword::train
