#include "draft/merge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace afterword {
namespace {

const std::string base =
    "# Outage of shop\n\n## Summary\n\n- **Impact:** [Who met it?]\n\n## Timeline\n\n"
    "- **12:00:05** – The outage begins.[^web.log-1]\n- **12:14:30** – Service is restored.[^web.log-9]\n\n"
    "## Evidence\n\n[^web.log-1]: one\n\n[^web.log-9]: nine\n";

TEST(Merge, takes_the_new_draft_where_nobody_wrote_anything) {
  EXPECT_EQ(merge_drafts(base, base, "# New\n"), "# New\n");
}

TEST(Merge, keeps_what_a_person_wrote_and_proposes_new_entries_at_their_time) {
  std::string mine = base;
  mine.replace(mine.find("[Who met it?]"), 13, "Every third buyer saw an error.");
  std::string fresh = base;
  fresh.insert(fresh.find("- **12:14:30**"), "- **12:01:10** – The alert fires.[^alerts.json-1]\n");
  fresh += "\n[^alerts.json-1]: alert\n";
  const std::string merged = merge_drafts(base, mine, fresh);
  EXPECT_NE(merged.find("Every third buyer saw an error."), std::string::npos) << merged;
  EXPECT_NE(
      merged.find("begins.[^web.log-1]\n- **12:01:10** – [Proposed] The alert fires.[^alerts.json-1]\n- **12:14:30**"),
      std::string::npos)
      << merged;
  EXPECT_NE(merged.find("[^alerts.json-1]: alert"), std::string::npos) << merged;
}

TEST(Merge, leaves_a_line_that_both_changed_as_the_person_has_it) {
  std::string mine = base, fresh = base;
  mine.replace(mine.find("The outage begins."), 18, "Buyers saw the first errors.");
  fresh.replace(fresh.find("The outage begins."), 18, "Errors rose.");
  const std::string merged = merge_drafts(base, mine, fresh);
  EXPECT_NE(merged.find("Buyers saw the first errors."), std::string::npos) << merged;
}

RC_GTEST_PROP(Merge, never_loses_a_line_that_a_person_wrote, ()) {
  const auto lines = [](int most) {
    const auto words = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, most));
    std::string out;
    for (const int word : words) out += "line " + std::to_string(word) + "\n";
    return out;
  };
  const std::string before = lines(6), fresh = lines(8);
  std::string mine = before;
  mine.insert(mine.empty() ? 0 : mine.find('\n') + 1, "a person wrote this\n");
  RC_ASSERT(merge_drafts(before, mine, fresh).find("a person wrote this\n") != std::string::npos);
}

}  // namespace
}  // namespace afterword
