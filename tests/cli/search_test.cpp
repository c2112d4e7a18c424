// `afterword search`, on the real program.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "run_program.h"
#include "search/index.h"

namespace afterword::testing {
namespace {

namespace fs = std::filesystem;

std::string report(const std::string& title, const std::string& cause) {
  return "# " + title + "\n\n## Issue Summary\n\n**Duration:** 2024-03-14, 09:10 to 10:40 UTC.\n\n**Root cause:** " +
         cause +
         "\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n- 10:40 UTC: Service is restored.\n\n"
         "## Root cause and resolution\n\nIt was mended.\n\n## Measures\n\n- [ ] Alert earlier\n";
}

class SearchCommandTest : public ::testing::Test {
 protected:
  SearchCommandTest() {
    archive_.write("checkout.md", report("Checkout was down", "The connection pool was exhausted."));
    archive_.write("mail.md", report("Mail was late", "The disk was full."));
    options_.environment["XDG_CACHE_HOME"] = cache_.path().string();
  }
  Ran search(std::vector<std::string> words) {
    words.insert(words.begin(), "search");
    words.push_back(archive_.path().string());
    return run_afterword(words, options_);
  }
  /// Paths of hits, by JSON.
  std::vector<std::string> find(const std::string& query) {
    const Ran ran = search({"--json", query});
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::vector<std::string> out;
    if (ran.code == 0)
      for (const auto& hit : nlohmann::json::parse(ran.out)["hits"])
        out.push_back(fs::path(hit["path"].get<std::string>()).filename());
    return out;
  }
  fs::path index() const {
    for (const auto& entry : fs::directory_iterator(cache_.path() / "afterword"))
      if (entry.path().extension() == ".db") return entry.path();
    return {};
  }

  using Names = std::vector<std::string>;
  TestFolder archive_, cache_;
  RunOptions options_;
};

TEST_F(SearchCommandTest, a_hit_is_shown_with_its_line_and_plain_where_no_terminal_is) {
  const Ran ran = search({"pools exhausted"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("checkout.md:7: Root cause: The connection pool was exhausted.\n"), std::string::npos)
      << ran.out;
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  EXPECT_NE(search({"--color", "always", "pool"}).out.find("\x1b[1mpool\x1b[0m"), std::string::npos);
}

TEST_F(SearchCommandTest, json_has_parts_facets_and_facts) {
  const Ran ran = search({"--json", "exhausted"});
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["schema"], "afterword.search/1");
  EXPECT_EQ(json["matches"], 1);
  EXPECT_EQ(json["facets"]["year"][0]["value"], "2024");
  EXPECT_EQ(json["hits"][0]["date"], "2024-03-14");
  EXPECT_EQ(json["hits"][0]["snippets"][0]["parts"][1]["text"], "exhausted");
  EXPECT_EQ(json["hits"][0]["snippets"][0]["parts"][1]["hit"], true);
}

TEST_F(SearchCommandTest, what_changed_in_the_archive_is_found_at_the_next_question) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  archive_.write("mail.md", report("Mail was late", "The pool of senders was empty, and other words made it longer."));
  archive_.write("new.md", report("A new one", "The pool leaked."));
  fs::remove(archive_.path() / "checkout.md");
  Names found = find("pool");
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (Names{"mail.md", "new.md"}));
  EXPECT_EQ(find("disk"), Names{});
}

TEST_F(SearchCommandTest, the_index_can_be_asked_as_it_is) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  archive_.write("new.md", report("A new one", "The turbine leaked."));
  EXPECT_NE(search({"--no-update", "turbine"}).out.find("no report has `turbine`"), std::string::npos);
  EXPECT_NE(search({"--update", "turbine"}).out.find("1 report"), std::string::npos);
  EXPECT_NE(search({"--no-update", "turbine"}).out.find("1 report"), std::string::npos);
  EXPECT_EQ(search({"--no-update", "--update", "turbine"}).code, 2);
}

TEST_F(SearchCommandTest, a_damaged_index_is_made_anew) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  const fs::path file = index();
  const auto size = fs::file_size(file);
  for (int round = 0; round < 6; ++round) {
    if (round < 4) {  // a stretch of other bytes, from the head to the end
      std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
      out.seekp(static_cast<std::streamoff>(size) * round / 4);
      out << std::string(size / 4, static_cast<char>(0xA5));
    } else {
      fs::resize_file(file, round == 4 ? 0 : size / 2);
    }
    EXPECT_EQ(find("pool"), Names{"checkout.md"}) << round;
  }
}

TEST_F(SearchCommandTest, an_index_of_another_version_is_made_anew) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  std::ofstream(index(), std::ios::trunc) << "no database at all, but long enough to look like a file";
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
}

TEST_F(SearchCommandTest, what_another_program_read_is_read_anew) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  {
    SearchIndex kept = SearchIndex::open(index(), DatabaseUse::write);
    kept.begin();
    kept.keep_note("reader", 1);
    kept.commit();
  }
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  EXPECT_NE(SearchIndex::open(index(), DatabaseUse::read).note("reader"), 1);
}

TEST_F(SearchCommandTest, many_at_once_make_one_index) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      const Ran ran = search({"--json", "pool"});
      if (ran.code == 0 && nlohmann::json::parse(ran.out)["matches"] == 1) ++good;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 6);
}

TEST_F(SearchCommandTest, the_index_can_be_removed_and_be_done_without) {
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
  EXPECT_FALSE(index().empty());
  EXPECT_EQ(search({"--remove-index"}).code, 0);
  EXPECT_TRUE(index().empty());
  EXPECT_EQ(search({"--no-cache", "pool"}).code, 0);
  EXPECT_TRUE(index().empty());
  options_.environment["XDG_CACHE_HOME"] = "/proc/nowhere";
  EXPECT_EQ(find("pool"), Names{"checkout.md"});
}

TEST_F(SearchCommandTest, a_wrong_query_is_shown_with_a_caret) {
  const Ran ran = search({"pool sevice:x"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("  | pool sevice:x\n  |      ^^^^^^^\n  help: write `service:x`"), std::string::npos)
      << ran.err;
}

TEST_F(SearchCommandTest, a_query_without_quotes_is_understood_as_a_slip) {
  const Ran ran = run_afterword({"search", "pool", "exhausted"}, options_);
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("put the whole query in quotes"), std::string::npos) << ran.err;
}

TEST_F(SearchCommandTest, a_mistyped_word_is_corrected_and_said) {
  const Ran ran = search({"conection pool"});
  EXPECT_NE(ran.out.find("no report has `conection`; searched for `connection`"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("checkout.md:7"), std::string::npos);
}

TEST_F(SearchCommandTest, where_nothing_matches_it_says_what_to_loosen) {
  const Ran ran = search({"pool team:payments"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("no report has `team:payments`"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("help: without `team:payments` "), std::string::npos) << ran.out;
  const Ran nowhere = search({"zebra team:payments after:2030"});
  EXPECT_NE(nowhere.out.find("help: leave out a filter"), std::string::npos) << nowhere.out;
  const Ran near = search({"pool path:chekout"});
  EXPECT_NE(near.out.find("no report has `path:chekout`; did you mean `path:checkout`?"), std::string::npos)
      << near.out;
  const Ran far = search({"pool path:zacharias"});
  EXPECT_NE(far.out.find("help: path: is md, checkout, mail here"), std::string::npos) << far.out;
}

}  // namespace
}  // namespace afterword::testing
