#include "evidence/readers/spans.h"

#include <map>
#include <unordered_map>

#include "evidence/readers/reading.h"

namespace afterword {

void AttributeText::add(std::string_view key, std::string_view value) {
  constexpr std::size_t bytes_max = 1024;
  if (value.empty() || text_.size() + key.size() + 4 >= bytes_max) return;
  if (!text_.empty()) text_ += ',';
  text_ += std::string(key) + "=\"" + cut_text(value, bytes_max - text_.size() - key.size() - 3) + "\"";
}

void add_calls(Evidence& evidence, std::size_t first) {
  std::unordered_map<std::string, std::size_t> by_id;
  for (std::size_t i = first; i < evidence.spans.size(); ++i)
    by_id.try_emplace(evidence.spans[i].trace + '/' + evidence.spans[i].id, i);
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (std::size_t i = first; i < evidence.spans.size(); ++i) {
    const TraceSpan& span = evidence.spans[i];
    if (span.parent.empty()) continue;
    const auto found = by_id.find(span.trace + '/' + span.parent);
    if (found == by_id.end()) continue;
    const std::string& caller = evidence.spans[found->second].service;
    if (!caller.empty() && !span.service.empty() && caller != span.service) ++counts[{caller, span.service}];
  }
  for (const auto& [pair, count] : counts) evidence.calls.push_back({pair.first, pair.second, count});
}

}  // namespace afterword
