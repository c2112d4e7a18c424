#include "check/settings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace afterword {
namespace {

Error error_of(std::string_view toml) {
  const Result<Settings> settings = read_settings(toml, "s.toml");
  return settings ? Error{ErrorKind::internal, "no error", {}, {}} : settings.error();
}

TEST(Settings, say_what_they_say_and_leave_the_rest_as_it_is) {
  const Result<Settings> settings = read_settings(
      "profile = \"google-sre\"\nfail-on = \"never\"\nexclude = [\"a/*.md\"]\nlanguage = \"fr\"\n"
      "archive = \"old\"\n"
      "date-order = \"month-first\"\nvocabulary = [\"SLO\"]\n[limits]\nwords-max = 900\nmeasures = 3\n"
      "[rules]\nAW701 = \"hint\"\n",
      "s.toml");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->profile, Profile::google_sre);
  EXPECT_EQ(settings->fail_on, Severity::off);
  EXPECT_EQ(settings->exclude, std::vector<std::string>{"a/*.md"});
  EXPECT_EQ(settings->rules.language, "fr");
  EXPECT_EQ(settings->archive, "old");
  EXPECT_EQ(settings->reading.date_order, MentionOptions::Order::month_first);
  EXPECT_EQ(settings->rules.vocabulary, std::vector<std::string>{"SLO"});
  EXPECT_EQ(settings->rules.words_max, 900u);
  EXPECT_EQ(settings->rules.words_min, 400u);
  EXPECT_EQ(settings->rules.measures_max, 3u);
  EXPECT_EQ(severity_of(*find_rule("merge-conflict-left"), *settings), Severity::hint);
  EXPECT_EQ(settings->origins.at("limits.words-max"), "s.toml:9");
}

TEST(Settings, an_unknown_key_is_an_error_with_its_place_and_the_right_name) {
  EXPECT_EQ(error_of("\nprofil = \"alx\"\n").where, "s.toml:2:1");
  EXPECT_EQ(error_of("profil = \"alx\"").help, "write `profile`");
  EXPECT_EQ(error_of("[limits]\nword-max = 3").help, "write `words-max`");
  EXPECT_EQ(error_of("[rules]\nmerge-conflict = \"off\"").help, "write `merge-conflict-left`");
  EXPECT_EQ(error_of("profil = 1").kind, ErrorKind::settings);
}

TEST(Settings, a_wrong_value_is_an_error_that_says_what_may_be_written) {
  EXPECT_EQ(error_of("profile = \"alxx\"").help, "write `alx`");
  EXPECT_EQ(error_of("profile = 3").where, "s.toml:1:11");
  EXPECT_NE(error_of("[rules]\nAW701 = \"loud\"").help.find("\"warning\""), std::string::npos);
  EXPECT_NE(error_of("[limits]\nmeasures = -1").help.find("from 0"), std::string::npos);
  EXPECT_NE(error_of("exclude = \"a\"").help.find("list"), std::string::npos);
  EXPECT_NE(error_of("limits = 3").help.find("[limits]"), std::string::npos);
  EXPECT_NE(error_of("[limits]\nwords-min = 700").message.find("more than"), std::string::npos);
}

TEST(Settings, a_fault_of_toml_is_an_error_with_its_place) {
  EXPECT_EQ(error_of("profile = \"alx\nlanguage = 3").where.substr(0, 8), "s.toml:1");
  for (const char* text : {"[", "a = [1", "a = \"\\u12\"", "\xFF", "a.b.c", "a = 1\na = 2"})
    EXPECT_EQ(error_of(text).kind, ErrorKind::settings) << text;
}

TEST(Settings, later_ones_are_laid_over_earlier_ones) {
  Settings settings;
  ASSERT_TRUE(apply_settings(settings, "language = \"fr\"\n[rules]\nAW701 = \"off\"\n", "user.toml"));
  ASSERT_TRUE(apply_settings(settings, "language = \"de\"\n", "project.toml"));
  EXPECT_EQ(settings.rules.language, "de");
  EXPECT_EQ(settings.origins.at("language"), "project.toml:1");
  EXPECT_EQ(severity_of(*find_rule("AW701"), settings), Severity::off);
}

TEST(Settings, there_are_at_most_twenty_and_each_has_a_reason_in_the_documentation) {
  EXPECT_LE(all_settings().size(), 20u);
  std::ifstream in(AFTERWORD_SOURCE_DIR "/docs/settings.md");
  std::ostringstream page;
  page << in.rdbuf();
  for (const SettingRow& row : all_settings())
    EXPECT_NE(page.str().find("## `" + std::string(row.key) + "`"), std::string::npos) << row.key;
}

TEST(Settings, every_setting_is_shown_as_toml_that_reads_back) {
  Settings settings;
  for (const SettingRow& row : all_settings()) {
    const std::string key = row.key == "rules.NAME" ? "rules.merge-conflict-left" : std::string(row.key);
    const Result<Settings> back = read_settings(key + " = " + show_setting(settings, key), "s.toml");
    EXPECT_TRUE(back) << key << " = " << show_setting(settings, key) << (back ? "" : back.error().message);
  }
}

}  // namespace
}  // namespace afterword
