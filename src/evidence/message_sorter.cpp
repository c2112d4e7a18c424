#include "evidence/message_sorter.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::uint8_t often = 4;  ///< a fingerprint seen that often is worth a shape of its own

/// Where the tokens with these numbers begin.
void find_tokens(std::string_view fingerprint, const TemplateRules::Mask& numbers, std::vector<std::uint32_t>& begins) {
  begins.clear();
  std::size_t number = 0, next = 0;
  for_each_token(fingerprint, [&](std::string_view token) {
    if (next < numbers.size() && numbers[next] == number++) {
      begins.push_back(static_cast<std::uint32_t>(token.data() - fingerprint.data()));
      ++next;
    }
  });
}

}  // namespace

MessageSorter::MessageSorter(std::shared_ptr<const TemplateRules> rules) : rules_(std::move(rules)) {
  if (!rules_) return;
  for (const std::string& fingerprint : rules_->fingerprints)
    template_numbers_.push_back(miner_.add_fingerprint(fingerprint));
}

/// The first message of a fingerprint: finds its group.
void MessageSorter::sort_anew(std::string_view message, std::uint32_t fingerprint, Known& known) {
  known.group = fingerprint + 1;
  if (!rules_) return;
  const std::string_view text = miner_.fingerprint(fingerprint);
  cut_.make(text);
  const auto found = rules_->find(cut_);
  if (!found) return;
  known.group = template_numbers_[found->number] + 1;
  if (found->values->empty() || !found->is_sole) return;
  find_tokens(text, *found->values, any_words_);
  shapes_.add(
      message, runs_,
      [&](std::uint32_t begin) { return std::binary_search(any_words_.begin(), any_words_.end(), begin); },
      fingerprint);
}

MessageSorter::Sorted MessageSorter::add(std::string_view message) {
  if (const auto shape = shapes_.find(message)) return {*shape, known_[*shape].group - 1};
  const std::uint32_t fingerprint = miner_.add(message, runs_);
  if (fingerprint >= known_.size()) known_.resize(fingerprint + 1);
  Known& known = known_[fingerprint];
  if (known.group == 0) sort_anew(message, fingerprint, known);
  if (known.seen < often && ++known.seen == often)
    shapes_.add(message, runs_, [](std::uint32_t) { return false; }, fingerprint);
  return {fingerprint, known.group - 1};
}

}  // namespace afterword
