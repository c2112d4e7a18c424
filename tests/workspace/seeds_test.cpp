// The five documents that the standard comes from are read as it says. They are not part of this repository:
// AFTERWORD_SEEDS names their folder.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "workspace/workspace.h"

namespace afterword {
namespace {

std::filesystem::path seeds_folder() {
  if (const char* path = std::getenv("AFTERWORD_SEEDS")) return path;
  return std::filesystem::path(AFTERWORD_SOURCE_DIR).parent_path() / "shared" / "seeds";
}

class Seeds : public testing::Test {
 protected:
  /// The seed whose file name begins with a number, understood; null where it is not there.
  static std::shared_ptr<const Postmortem> seed(int number) {
    const std::filesystem::path folder = seeds_folder();
    if (!std::filesystem::is_directory(folder)) return nullptr;
    const std::string prefix = "00" + std::to_string(number);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (!entry.path().filename().string().starts_with(prefix)) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      return read({std::istreambuf_iterator<char>(in), {}}, entry.path().string());
    }
    return nullptr;
  }
  static std::size_t tasks_of(const Postmortem& pm) {
    return static_cast<std::size_t>(
        std::count_if(pm.measures.begin(), pm.measures.end(), [](const Measure& m) { return m.task; }));
  }
  static RequirementState state_of(const Postmortem& pm, RequirementId id) {
    return pm.requirements[static_cast<std::size_t>(id)].state;
  }
};

#define AFTERWORD_SEED(number)                               \
  const std::shared_ptr<const Postmortem> pm = seed(number); \
  if (!pm) GTEST_SKIP() << "no seeds in " << seeds_folder() << " (set AFTERWORD_SEEDS)"

TEST_F(Seeds, a_humorous_post_with_bold_headings_has_nine_entries_four_improvements_three_tasks) {
  AFTERWORD_SEED(0);
  EXPECT_TRUE(pm->is_postmortem);
  EXPECT_EQ(pm->timeline.size(), 9u);
  EXPECT_EQ(tasks_of(*pm), 3u);
  EXPECT_EQ(pm->measures.size() - tasks_of(*pm), 4u);
  EXPECT_TRUE(pm->attractive.image);
  EXPECT_TRUE(pm->attractive.humor);
  ASSERT_TRUE(pm->start);
  EXPECT_TRUE(pm->start->value.ends_with("T20:00")) << pm->start->value;
}

TEST_F(Seeds, an_assignment_without_an_incident_is_no_postmortem) {
  AFTERWORD_SEED(1);
  EXPECT_FALSE(pm->is_postmortem);
  EXPECT_TRUE(pm->timeline.empty());
}

TEST_F(Seeds, a_report_written_as_a_nested_list_has_seven_entries) {
  AFTERWORD_SEED(2);
  EXPECT_TRUE(pm->is_postmortem);
  EXPECT_EQ(pm->timeline.size(), 7u);
  ASSERT_TRUE(pm->timezone);
  EXPECT_EQ(pm->timezone->name.written, "PST");
}

TEST_F(Seeds, the_first_of_two_tellings_is_read_through_damaged_text) {
  AFTERWORD_SEED(3);
  EXPECT_TRUE(pm->is_postmortem);
  EXPECT_EQ(pm->timeline.size(), 11u);
  EXPECT_TRUE(pm->retelling.has_value());
  EXPECT_FALSE(pm->document->repairs().empty());
}

TEST_F(Seeds, a_report_between_fourth_level_headings_has_ten_entries_two_improvements_four_tasks) {
  AFTERWORD_SEED(4);
  EXPECT_TRUE(pm->is_postmortem);
  ASSERT_EQ(pm->timeline.size(), 10u);
  EXPECT_EQ(tasks_of(*pm), 4u);
  EXPECT_EQ(pm->measures.size() - tasks_of(*pm), 2u);
  ASSERT_TRUE(pm->percent);
  EXPECT_EQ(pm->percent->value, 100);
  ASSERT_TRUE(pm->users);
  EXPECT_EQ(pm->users->value, 10000);
  // What repaired it and when it was well again are told apart.
  EXPECT_TRUE(has(pm->timeline[7].kinds, EntryKind::mitigation | EntryKind::resolution));
  EXPECT_TRUE(has(pm->timeline[8].kinds, EntryKind::recovery));
  EXPECT_EQ(state_of(*pm, RequirementId::timeline_resolved), RequirementState::met);
}

TEST(Inspect, prints_one_object_of_json_with_every_fixed_key) {
  const auto pm =
      read("# Outage\n\n## Timeline\n\n- 10:00 \"quoted\" \\ \x01 alert fired\n- 11:00 fixed\n", "a \"name\".md", {});
  const nlohmann::json json = nlohmann::json::parse(inspect_json(*pm));
  EXPECT_EQ(json["schema"], "afterword.inspect/1");
  EXPECT_EQ(json["file"], "a \"name\".md");
  for (const char* key : {"title",
                          "language",
                          "is_postmortem",
                          "start",
                          "end",
                          "timezone",
                          "duration_min",
                          "service",
                          "experience",
                          "percent",
                          "users",
                          "root_cause_summary",
                          "root_cause_detail",
                          "resolution_detail",
                          "detected_at",
                          "detected_how",
                          "timeline",
                          "misleading",
                          "escalated_to",
                          "improvements",
                          "tasks",
                          "sections",
                          "cause_class",
                          "blame",
                          "attractive",
                          "words",
                          "requirements",
                          "repairs"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["timeline"].size(), 2u);
  EXPECT_EQ(json["timeline"][0]["time"], "10:00");
  EXPECT_EQ(json["requirements"].size(), static_cast<std::size_t>(RequirementId::count));
}

TEST(Inspect, gives_spans_of_the_bytes_on_disk) {
  const std::string bytes = "\xEF\xBB\xBF# Outage\r\n\r\n## Timeline\r\n\r\n- 10:00 alert\r\n- 11:00 fixed\r\n";
  const auto pm = read(bytes, "", {});
  const nlohmann::json json = nlohmann::json::parse(inspect_json(*pm));
  ASSERT_EQ(json["timeline"].size(), 2u);
  const std::size_t begin = json["timeline"][1]["span"][0];
  EXPECT_NE(bytes.substr(begin, 12).find("11:00"), std::string::npos) << begin;
}

TEST(Inspect, takes_any_bytes) {
  for (const std::string& bytes : {std::string(), std::string("\0\0\xff\xfe", 4), std::string(3000, '['),
                                   std::string("- \n- \n| |\n|-|\n"), std::string("#\n##\n")})
    EXPECT_TRUE(nlohmann::json::accept(inspect_json(*read(bytes, "", {})))) << bytes.substr(0, 10);
}

}  // namespace
}  // namespace afterword
