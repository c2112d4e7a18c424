#include "evidence/template_rules.h"

#include <gtest/gtest.h>

#include "evidence/templates.h"

namespace afterword {
namespace {

std::optional<std::uint32_t> find(const TemplateRules& rules, TemplateMiner& miner, std::string_view message) {
  TemplateRules::Cut cut;
  const std::uint32_t number = miner.add(message);
  cut.make(miner.fingerprint(number));
  const auto found = rules.find(cut);
  return found ? std::optional(found->number) : std::nullopt;
}

TEST(TemplateRules, PutAMessageNotSeenBeforeUnderTheTemplateOfOthers) {
  TemplateMiner miner;
  for (const char* name : {"ada", "bob", "cleo", "dora", "emil", "fritz", "gina", "hugo", "ida"})
    miner.add("session of user " + std::string(name) + " was closed by the server");
  miner.add("the cache was emptied");
  std::vector<std::uint32_t> of;
  TemplateRules rules;
  const TemplateMiner merged = miner.compact(of, &rules);
  ASSERT_EQ(rules.fingerprints.size(), 2u);
  ASSERT_EQ(merged.fingerprints(), 2u);
  TemplateMiner later;
  const auto known = find(rules, later, "session of user zoe was closed by the server");
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(rules.fingerprints[*known], std::string("session of user ") + value_byte + " was closed by the server");
  EXPECT_EQ(find(rules, later, "the cache was emptied"), std::optional<std::uint32_t>(1 - *known));
  EXPECT_FALSE(find(rules, later, "session of user zoe was opened by the server").has_value());
  EXPECT_FALSE(find(rules, later, "the disk was emptied").has_value());
}

}  // namespace
}  // namespace afterword
