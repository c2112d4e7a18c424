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
  Form& form = forms_[cut.form];
  if (std::find(form.masks.begin(), form.masks.end(), values) == form.masks.end()) {
    if (form.masks.size() == masks_max) return;
    form.masks.push_back(values);
  }
  const std::uint64_t hash = hash_with(cut, values);
  numbers_.try_emplace(hash, number);
  if (!form.templates.insert(hash).second) return;
  form.tokens.push_back(cut.hashes);
  for (const std::uint16_t i : values) form.tokens.back()[i] = value_token;
}

void TemplateRules::settle() {
  for (auto& [number, form] : forms_)
    std::sort(form.masks.begin(), form.masks.end(),
              [](const Mask& a, const Mask& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
}

/// Whether no other template of the form can be that of a fingerprint which differs at `values` only.
bool TemplateRules::is_sole(const Form& form, const Cut& cut, const Mask& values) {
  const auto may_be_of = [&](const std::vector<std::uint64_t>& tokens) {
    if (tokens.size() != cut.hashes.size()) return true;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (tokens[i] != value_token && tokens[i] != cut.hashes[i] &&
          !std::binary_search(values.begin(), values.end(), i))
        return false;
    return true;
  };
  return form.masks.size() == 1 || std::count_if(form.tokens.begin(), form.tokens.end(), may_be_of) == 1;
}

std::optional<TemplateRules::Found> TemplateRules::find(const Cut& cut) const {
  const auto form = forms_.find(cut.form);
  if (form == forms_.end()) return std::nullopt;
  for (const Mask& mask : form->second.masks) {
    if (!mask.empty() && mask.back() >= cut.hashes.size()) continue;  // another form with the same hash
    if (const auto found = numbers_.find(hash_with(cut, mask)); found != numbers_.end())
      return Found{found->second, &mask, is_sole(form->second, cut, mask)};
  }
  return std::nullopt;
}

}  // namespace afterword
