#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "evidence/message_shapes.h"
#include "evidence/template_rules.h"
#include "evidence/templates.h"

namespace afterword {

/// Puts messages under their fingerprints, or at once under their templates where rules know them. What it has learnt
/// of how messages are written makes it faster and changes no answer. For one thread.
class MessageSorter {
 public:
  /// `rules` may be null.
  explicit MessageSorter(std::shared_ptr<const TemplateRules> rules = nullptr);

  /// Both are numbers of miner().
  struct Sorted {
    std::uint32_t fingerprint =
        0;                    ///< of this message, or of another that differs in its values and variable words only
    std::uint32_t group = 0;  ///< the fingerprint of its template; its own where no rule knows it
  };
  Sorted add(std::string_view message);

  [[nodiscard]] const TemplateMiner& miner() const { return miner_; }
  [[nodiscard]] const std::shared_ptr<const TemplateRules>& rules() const { return rules_; }
  /// Fingerprints beyond those of the rules.
  [[nodiscard]] std::size_t learnt() const { return miner_.fingerprints() - template_numbers_.size(); }

 private:
  struct Known {
    std::uint32_t group = 0;  ///< + 1; 0 = not known yet
    std::uint8_t seen = 0;    ///< how often the long way, up to some
  };
  void sort_anew(std::string_view message, std::uint32_t fingerprint, Known& known);

  TemplateMiner miner_;
  std::shared_ptr<const TemplateRules> rules_;
  std::vector<std::uint32_t> template_numbers_;  ///< fingerprints of the templates of rules_
  std::vector<Known> known_;                     ///< by fingerprint
  MessageShapes shapes_;
  TemplateRules::Cut cut_;
  std::vector<WordRun> runs_;
  std::vector<std::uint32_t> any_words_;  ///< where in the fingerprint words stand that may be others
};

}  // namespace afterword
