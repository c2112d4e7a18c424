#include "evidence/template_rules.h"

#include <algorithm>

namespace afterword {

void TemplateRules::Cut::make(std::string_view fingerprint) {
  hashes.clear();
  form = hash = 0;
  bool first = true;
  for_each_token(fingerprint, [&](std::string_view token) {
    const std::uint64_t h = hash_of_token(token);
    const bool is_word = kind_of_token(token) == TokenTable::Kind::word;
    constexpr std::uint64_t any_word = 0x51ed27;
    form = mix_hashes(form, is_word && !first ? any_word : h);
    first = first && !is_word;
    hash += hash_at_position(h, hashes.size());
    hashes.push_back(h);
  });
}

std::uint64_t TemplateRules::hash_with(const Cut& cut, const Mask& values) {
  std::uint64_t hash = cut.hash;
  for (const std::uint16_t i : values) hash += hash_at_position(value_token, i) - hash_at_position(cut.hashes[i], i);
  return hash;
}

void TemplateRules::add(const Cut& cut, const std::vector<std::uint16_t>& values, std::uint32_t number) {
  std::vector<Mask>& masks = masks_[cut.form];
  if (std::find(masks.begin(), masks.end(), values) == masks.end()) {
    if (masks.size() == masks_max) return;
    masks.push_back(values);
  }
  numbers_.try_emplace(hash_with(cut, values), number);
}

void TemplateRules::settle() {
  for (auto& [form, masks] : masks_)
    std::sort(masks.begin(), masks.end(),
              [](const Mask& a, const Mask& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
}

std::optional<std::uint32_t> TemplateRules::find(const Cut& cut) const {
  const auto masks = masks_.find(cut.form);
  if (masks == masks_.end()) return std::nullopt;
  for (const Mask& mask : masks->second) {
    if (!mask.empty() && mask.back() >= cut.hashes.size()) continue;  // another form with the same hash
    if (const auto found = numbers_.find(hash_with(cut, mask)); found != numbers_.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace afterword
