// The index of a site's search, and that its script makes the same terms as the program does.
#include "search/site_index.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "search/site_files.h"
#include "search/terms.h"

namespace afterword {
namespace {

namespace fs = std::filesystem;

/// Words with every ending that stems lose, and names, accents, apostrophes, signs and scripts around them.
std::string many_words() {
  std::string out =
      "Réseau customer's customers’ DIDN’T o'clock 'quoted' rock'n'roll /etc/nginx/nginx.conf HTTP_502 v1.2.3 10:30 "
      "1,204 "
      "naïve Ångström Łódź straße smørrebrød façade İstanbul über 東京 connection東京pool サーバー 서버 сервер Ελλάδα "
      "e\u0301te\u0301 don''t x' 'y z’ — – … “phrase” a\u00a0b soft\u00adhyphen tab\tnew\nline 5\u2019s users' ﬁne";
  for (const char* stem :
       {"connect", "stop", "full", "process", "class", "status", "analys", "fail", "expir", "configur", "serv", "dad",
        "bus",     "ti",   "us",   "a",       "be",    "iss",    "lie",    "die",  "cach",  "retr",     "qu"})
    for (const char* ending :
         {"",      "s",    "es",   "ies",   "sses", "ational", "ization", "isation", "ations", "ation", "ition",
          "ments", "ment", "ness", "ingly", "edly", "ing",     "ion",     "ed",      "ly",     "er",    "or",
          "e",     "y",    "i",    "ped",   "ping", "led",     "sing",    "ss",      "us",     "is"})
      out += std::string(" ") + stem + ending;
  return out;
}

TEST(SiteSearch, the_script_makes_the_same_terms_as_the_program) {
  if (std::system("command -v node >/dev/null 2>&1") != 0) GTEST_SKIP() << "node is not installed";
  const fs::path folder = fs::path(::testing::TempDir()) / "afterword-site-search-terms";
  fs::create_directories(folder);
  std::ofstream(folder / "search.js") << site_search_script();
  std::ofstream(folder / "words.txt") << many_words();
  std::ofstream(folder / "ask.js")
      << "const m=require('./search.js'),fs=require('fs');"
         "fs.writeFileSync('terms.txt',m.terms(fs.readFileSync('words.txt','utf8')).join(' ')+' ');";
  ASSERT_EQ(std::system(("cd '" + folder.string() + "' && node ask.js").c_str()), 0);
  std::ifstream in(folder / "terms.txt");
  const std::string theirs{std::istreambuf_iterator<char>(in), {}};
  std::string ours;
  append_terms(ours, many_words(), Stemming::yes);
  EXPECT_EQ(ours, theirs);
  fs::remove_all(folder);
}

TEST(SiteSearch, the_script_is_at_most_ten_kilobytes) {
  EXPECT_LE(site_search_script().size(), 10'000U);
}

std::map<std::string, std::string> make(const std::vector<std::string>& texts) {
  std::vector<std::string> terms;
  std::vector<SiteSearchRow> rows;
  for (const std::string& text : texts) {
    const Postmortem postmortem = read_postmortem(std::make_shared<const Document>(Document::read(std::string(text))));
    terms.push_back(site_terms(postmortem));
    SiteSearchRow row;
    row.address = "p/" + std::to_string(rows.size());
    row.title = "Title </script> \"quoted\" \\";
    row.service = "checkout";
    row.date = Date{2024, 3, 14};
    rows.push_back(row);
  }
  std::map<std::string, std::string> out;
  const std::vector<std::string_view> views(terms.begin(), terms.end());
  const TakePart take = [&](std::string path, std::string bytes) {
    EXPECT_TRUE(out.emplace(std::move(path), std::move(bytes)).second);
  };
  make_site_index(rows, make_site_terms(views, take), take);
  return out;
}

TEST(SiteSearch, a_term_stands_in_the_part_of_its_first_letters) {
  const auto files = make({"# Pools\n\nThe pool was exhausted.\n", "# Disk\n\nA disk of the pool was full.\n"});
  const std::string& part = files.at("search/t-dis.js");
  EXPECT_TRUE(part.starts_with("afterword(\"t-dis\",\"")) << part;
  EXPECT_NE(part.find("pool:A"), std::string::npos) << part;
  EXPECT_EQ(part.find("the:"), std::string::npos) << "words that say nothing are left out";
  EXPECT_NE(files.at("search/index.js").find("\"keys\":[\"dis\"]"), std::string::npos) << files.at("search/index.js");
  EXPECT_NE(files.at("search/f-0.js").find("ABAA"), std::string::npos);
}

TEST(SiteSearch, nothing_in_a_part_can_end_its_script) {
  for (const auto& [path, bytes] : make({"# </script><b>\n\nA \"pool\" \\ of </script>.\n"}))
    if (path != "search/search.js") EXPECT_EQ(bytes.find("</"), std::string::npos) << path << ": " << bytes;
  const Postmortem postmortem =
      read_postmortem(std::make_shared<const Document>(Document::read("# T\n\n`</script>`\n")));
  EXPECT_EQ(site_text(postmortem, "p/x").find("</"), std::string::npos);
}

TEST(SiteSearch, an_empty_site_has_an_index_too) {
  const auto files = make({});
  EXPECT_NE(files.at("search/index.js").find("\"reports\":0,\"keys\":[]"), std::string::npos);
}

}  // namespace
}  // namespace afterword
