// Which records speak of the same incident.
#include "exchange/imported.h"

namespace afterword {
namespace {

std::string joined(std::string_view a, std::string_view b) {
  return std::string(a) + '\n' + std::string(b);
}

std::string moments_of(const ImportedIncident& it) {
  return joined(it.source, std::to_string(it.start.at) + " " + std::to_string(it.end.at));
}

bool is_word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A number that could mean anything, such as "8" or "2024", names an incident only as a whole name of a path.
bool is_weak(std::string_view id) {
  return id.size() < 4 || id.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

/// Who may own records without a number: incidents that have one.
struct Incidents::Owners {
  std::map<std::string, std::vector<std::size_t>> by_input;    ///< of a source, told by an input
  std::map<std::string, std::vector<std::size_t>> by_moments;  ///< of a source, from when to when

  explicit Owners(const Incidents& incidents) {
    std::set<std::size_t> unnumbered;
    for (const auto& [key, one] : incidents.without_number_) unnumbered.insert(one.index);
    for (std::size_t i = 0; i < incidents.all_.size(); ++i) {
      if (incidents.merged_[i] || unnumbered.contains(i)) continue;
      const ImportedIncident& it = incidents.all_[i];
      for (const std::string& input : incidents.told_by_[i]) {
        by_input[joined(it.source, input)].push_back(i);
        by_input[joined(source_of_texts, input)].push_back(i);
      }
      if (it.start.at != 0 && it.end.at != 0) by_moments[moments_of(it)].push_back(i);
    }
  }

  static std::optional<std::size_t> only(const std::map<std::string, std::vector<std::size_t>>& all,
                                         const std::string& key) {
    const auto at = all.find(key);
    return at == all.end() || at->second.size() != 1 ? std::nullopt : std::optional(at->second.front());
  }
};

void Incidents::merge(std::size_t into, std::size_t from) {
  all_[into].absorb(std::move(all_[from]));
  told_by_[into].insert(told_by_[from].begin(), told_by_[from].end());
  merged_[from] = true;
  for (auto& [key, index] : by_id_)
    if (index == from) index = into;
}

ImportedIncident& Incidents::told_here(std::size_t index) {
  if (index == all_.size()) {
    all_.emplace_back();
    merged_.push_back(false);
    told_by_.emplace_back();
  }
  told_by_[index].insert(input_);
  return all_[index];
}

ImportedIncident& Incidents::find(std::string_view source, std::initializer_list<std::string> ids) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t found = none;
  for (const std::string& id : ids) {
    if (id.empty()) continue;
    const auto at = by_id_.find(joined(source, id));
    if (at == by_id_.end()) continue;
    if (found == none) {
      found = at->second;
    } else if (found != at->second) {  // two that turn out to be one
      const std::size_t first = std::min(found, at->second);
      merge(first, std::max(found, at->second));
      found = first;
    }
  }
  if (found == none) found = all_.size();
  ImportedIncident& out = told_here(found);
  out.source = source;
  for (const std::string& id : ids)
    if (!id.empty()) by_id_.emplace(joined(source, id), found);
  return out;
}

ImportedIncident& Incidents::find_of_input(std::string_view source, const std::string& own) {
  const std::string key = joined(joined(source, input_), own);
  const std::size_t index = without_number_.try_emplace(key, Unnumbered{all_.size(), input_}).first->second.index;
  ImportedIncident& out = told_here(index);
  out.source = source;
  out.id = own.empty() ? input_ : own;
  return out;
}

/// "PT4KHLK" in "export/PT4KHLK-notes.json": the longest number that stands there as a word. Asks for every run of
/// words of the path, so the number of incidents doesn't matter.
std::optional<std::size_t> Incidents::named_by(const std::string& source, std::string_view path) const {
  constexpr std::size_t id_bytes_max = 128;
  std::set<std::string> sources{source};
  if (source == source_of_texts)
    for (const ImportedIncident& it : all_) sources.insert(it.source);
  std::optional<std::size_t> out;
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < path.size(); ++begin) {
    if (!is_word_char(path[begin]) || (begin > 0 && is_word_char(path[begin - 1]))) continue;
    for (std::size_t end = begin + 1; end <= path.size() && end - begin <= id_bytes_max; ++end) {
      if (end < path.size() && is_word_char(path[end]) && is_word_char(path[end - 1])) continue;
      const std::string_view id = path.substr(begin, end - begin);
      const bool whole = (begin == 0 || path[begin - 1] == '/' || path[begin - 1] == '!') &&
                         (end == path.size() || path[end] == '/' || path[end] == '.');
      if (!is_word_char(id.back()) || id.size() < longest || (is_weak(id) && !whole)) continue;
      for (const std::string& one : sources) {
        const auto at = by_id_.find(joined(one, id));
        if (at == by_id_.end()) continue;
        out = id.size() == longest && out && *out != at->second ? std::nullopt : std::optional(at->second);
        longest = id.size();
      }
    }
  }
  return out;
}

void Incidents::adopt_records_without_number() {
  const Owners owners(*this);
  std::map<std::string, int> in_input;
  for (const auto& [key, one] : without_number_) ++in_input[joined(all_[one.index].source, one.input)];
  std::vector<std::pair<std::size_t, std::size_t>> adopted;  // into, from
  for (const auto& [key, one] : without_number_) {
    const ImportedIncident& it = all_[one.index];
    const std::string place = joined(it.source, one.input);
    const bool has_own = it.id != one.input;
    std::optional<std::size_t> owner;
    if (has_own && it.start.at != 0 && it.end.at != 0) owner = Owners::only(owners.by_moments, moments_of(it));
    if (!owner && (!has_own || in_input[place] == 1)) owner = Owners::only(owners.by_input, place);
    if (!owner && (!has_own || in_input[place] == 1)) owner = named_by(it.source, one.input);
    if (owner) adopted.emplace_back(*owner, one.index);
  }
  for (const auto& [into, from] : adopted) {
    all_[from].id.clear();
    all_[into].absorb(std::move(all_[from]));
    merged_[from] = true;
  }
}

bool Incidents::name_tag(std::string_view source, const std::string& number, std::string name) {
  const std::string key = joined(source, number);
  return tag_names_.emplace(key, std::move(name)).second && asked_tags_.contains(key);
}

void Incidents::refer_to_tag(ImportedIncident& incident, std::string number) {
  asked_tags_.insert(joined(incident.source, number));
  incident.tags.push_back(std::move(number));
}

std::vector<ImportedIncident> Incidents::finish() {
  adopt_records_without_number();
  std::vector<ImportedIncident> out;
  std::map<std::string, int> nameless;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (merged_[i]) continue;
    if (all_[i].id.empty()) {  // known again by where it stands
      const std::string& input = *told_by_[i].begin();
      const int n = ++nameless[input];
      all_[i].id = n == 1 ? input : input + ":" + std::to_string(n);
    }
    // What has no name of its own is called after the file, not after the whole path.
    if (all_[i].title.empty() && all_[i].id.find_first_of("/!") != std::string::npos)
      all_[i].title = all_[i].source + ", " + all_[i].id.substr(all_[i].id.find_last_of("/!") + 1);
    for (std::string& tag : all_[i].tags)
      if (const auto name = tag_names_.find(joined(all_[i].source, tag)); name != tag_names_.end()) tag = name->second;
    out.push_back(std::move(all_[i]));
  }
  return out;
}

}  // namespace afterword
