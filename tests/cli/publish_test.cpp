// `afterword publish`, the real program against a stand-in of each blog.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "run_program.h"
#include "stand_in/blog.h"

namespace afterword::testing {
namespace {

constexpr std::string_view report =
    "# Checkout was down\n\n## Issue Summary\n\n**Duration:** 2026-03-14, 09:10 to 10:40 UTC.\n\n"
    "**Impact:** 40 % of users could not reach the checkout.\n\n**Root cause:** The connection pool was exhausted.\n\n"
    "## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
    "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\nThe pool "
    "was too small. It was "
    "enlarged.\n\n![The pool's graph](graph.png)\n\n<!-- internal -->\nHUSHHUSH: the customer Megacorp threatened to "
    "leave.\n<!-- /internal -->\n\n"
    "> [!INTERNAL]\n> HUSHHUSH of the board\n\n## Corrective and preventative measures\n\n### Tasks\n\n"
    "- [ ] Alert on pool saturation (owner: Annabel Hushmore, due 2026-04-01)\n- [ ] Limit connections per tenant\n\n"
    "## Internal notes\n\nHUSHHUSH in a section\n";

class Publish : public ::testing::TestWithParam<const char*> {
 protected:
  Publish() : blog_(GetParam()), server_([this](const ServedRequest& request) { return blog_.answer(request); }) {
    blog_.base = server_.address();
    folder_.write(".afterword.toml",
                  "[publish]\nto = \"" + std::string(GetParam()) + "\"\naddress = \"" + server_.address() + "\"\n");
    folder_.write("checkout.md", std::string(report));
  }
  Ran publish(std::vector<std::string> more = {}, const std::string& token = "right") {
    std::vector<std::string> words = {"publish", "checkout.md"};
    words.insert(words.end(), more.begin(), more.end());
    RunOptions options;
    options.folder = folder_.path();
    options.environment["SOURCE_DATE_EPOCH"] = "1796040000";
    if (!token.empty())
      options.environment["AFTERWORD_TOKENS"] =
          server_.address().substr(7) + " " + (token == "right" ? blog_.token() : token);
    const Ran ran = run_afterword(words, options);
    EXPECT_EQ((ran.out + ran.err).find("s3cret"), std::string::npos) << ran.out << ran.err;
    EXPECT_EQ((ran.out + ran.err).find("00112233"), std::string::npos) << ran.out << ran.err;
    return ran;
  }
  void edit(const std::string& from, const std::string& to) {
    std::string text = folder_.read("checkout.md");
    text.replace(text.find(from), from.size(), to);
    folder_.write("checkout.md", text);
  }
  std::string check() {
    RunOptions options;
    options.folder = folder_.path();
    return run_afterword({"check", "--only", "changed-since-published", "--format", "short", "checkout.md"}, options)
        .out;
  }

  StandInBlog blog_;
  HttpServer server_;
  TestFolder folder_;
};

TEST_P(Publish, a_table_arrives_as_a_table) {
  edit("enlarged.\n", "enlarged.\n\n| Pool | Size |\n|---|---|\n| before | seventeen |\n");
  EXPECT_EQ(publish().code, 0);
  ASSERT_EQ(blog_.posts.size(), 1U);
  EXPECT_NE(blog_.posts[0].body.find("seventeen"), std::string::npos) << blog_.posts[0].body;
}

TEST_P(Publish, the_address_is_recorded_and_nothing_internal_is_among_the_bytes_that_went_out) {
  const Ran ran = publish();
  EXPECT_EQ(ran.code, 0) << ran.err << ran.out;
  ASSERT_EQ(blog_.posts.size(), 1U);
  EXPECT_EQ(blog_.posts[0].title, "Checkout was down");
  EXPECT_NE(blog_.posts[0].body.find("The pool was too small"), std::string::npos) << blog_.posts[0].body;
  EXPECT_NE(blog_.posts[0].body.find("picture left out"), std::string::npos) << blog_.posts[0].body;
  EXPECT_NE(ran.err.find("1 picture is left out"), std::string::npos) << ran.err;
  const std::string bytes = server_.bytes();
  for (const char* secret : {"HUSHHUSH", "Hushmore", "Megacorp", "checkout.md", "published:"})
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  EXPECT_EQ(bytes.find(folder_.path().string()), std::string::npos);
  const std::string text = folder_.read("checkout.md");
  EXPECT_TRUE(text.starts_with("---\npublished:\n  - url: " + blog_.url_of(blog_.posts[0]) +
                               "\n    date: 2026-11-30\n    hash: sha256:"))
      << text;
  EXPECT_TRUE(text.ends_with("\n---\n\n" + std::string(report)));
  EXPECT_EQ(check().find("AW"), std::string::npos) << check();
}

TEST_P(Publish, again_writes_over_what_is_there_and_only_where_the_public_text_has_changed) {
  EXPECT_EQ(publish().code, 0);
  const std::string text = folder_.read("checkout.md");
  EXPECT_NE(publish().out.find("published as it is"), std::string::npos);
  edit("Megacorp threatened", "Megacorp had threatened");
  EXPECT_EQ(check().find("AW"), std::string::npos) << "what is internal does not count";
  EXPECT_NE(publish().out.find("published as it is"), std::string::npos);
  EXPECT_EQ(blog_.writes, 1U);
  edit("It was enlarged.", "It was made larger.");
  EXPECT_NE(check().find("changed-since-published"), std::string::npos) << check();
  const Ran ran = publish();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("published anew"), std::string::npos) << ran.out;
  ASSERT_EQ(blog_.posts.size(), 1U);
  EXPECT_NE(blog_.posts[0].body.find("made larger"), std::string::npos);
  EXPECT_EQ(check().find("AW"), std::string::npos) << check();
  const std::string after = folder_.read("checkout.md");
  EXPECT_EQ(std::count(after.begin(), after.end(), '\n'), std::count(text.begin(), text.end(), '\n')) << after;
}

TEST_P(Publish, a_dry_run_prints_the_body_and_sends_nothing) {
  const Ran plan = publish({"--dry-run"}, "");
  EXPECT_EQ(plan.code, 0) << plan.err;
  EXPECT_TRUE(server_.bytes().empty());
  EXPECT_EQ(folder_.read("checkout.md"), report);
  EXPECT_EQ(plan.out.find("HUSHHUSH"), std::string::npos);
  EXPECT_EQ(publish().code, 0);
  const std::string bytes = server_.bytes();
  const std::string body = bytes.substr(bytes.rfind("\r\n\r\n") + 4);
  EXPECT_NE(plan.out.find(body), std::string::npos);
}

TEST_P(Publish, a_wrong_token_says_so_and_changes_nothing) {
  const Ran ran = publish({}, GetParam() == std::string("ghost") ? "abcd:ef01" : "ana:wr0ng");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("does not accept the token"), std::string::npos) << ran.err;
  EXPECT_EQ(folder_.read("checkout.md"), report);
  EXPECT_TRUE(blog_.posts.empty());
}

TEST_P(Publish, what_is_internal_as_a_whole_or_holds_a_password_is_never_sent) {
  for (const std::string mark : {"internal: true", "private: true", "visibility: \"internal\"", "audience: private"}) {
    folder_.write("checkout.md", "---\n" + mark + "\n---\n\n" + std::string(report));
    const Ran internal = publish();
    EXPECT_EQ(internal.code, 2);
    EXPECT_NE(internal.err.find("marked internal"), std::string::npos) << mark << ": " << internal.err;
  }
  folder_.write("checkout.md", std::string(report));
  edit("It was enlarged.", "It was enlarged with the password: Tr0ub4dor&3horse.");
  const Ran secret = publish();
  EXPECT_EQ(secret.code, 2);
  EXPECT_NE(secret.err.find("must not be published"), std::string::npos) << secret.err;
  EXPECT_TRUE(server_.bytes().empty());
}

TEST_P(Publish, a_post_whose_answer_was_lost_is_not_doubled) {
  blog_.break_after_writes = 1;
  const Ran broken = publish();
  EXPECT_EQ(broken.code, 2);
  EXPECT_EQ(folder_.read("checkout.md"), report);
  if (GetParam() == std::string("forem")) {
    EXPECT_NE(broken.err.find("look there before"), std::string::npos) << broken.err;
    return;
  }
  EXPECT_EQ(publish().code, 0);
  EXPECT_EQ(blog_.posts.size(), 1U);
}

TEST_P(Publish, front_matter_in_another_form_is_left_alone_and_nothing_is_sent) {
  folder_.write("checkout.md", "---\npublished: yes\n---\n\n" + std::string(report));
  const Ran ran = publish();
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("another form"), std::string::npos) << ran.err;
  EXPECT_TRUE(server_.bytes().empty());
}

INSTANTIATE_TEST_SUITE_P(Blogs, Publish, ::testing::Values("forem", "wordpress", "ghost"),
                         [](const auto& blog) { return std::string(blog.param); });

TEST(PublishFolder, a_page_is_written_recorded_beside_other_front_matter_and_keeps_its_address) {
  TestFolder folder;
  std::filesystem::create_directory(folder.path() / "public");
  folder.write(
      ".afterword.toml",
      "[publish]\nto = \"folder\"\nfolder = \"public\"\naddress = \"https://status.example.com/postmortems/\"\n");
  folder.write("checkout.md",
               "---\r\ntitle: Checkout was down\r\nseverity: SEV-2\r\n---\r\n\r\n" + std::string(report));
  RunOptions options;
  options.folder = folder.path();
  const Ran ran = run_afterword({"publish", "checkout.md", "--json"}, options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  const std::string url = json["url"];
  EXPECT_TRUE(url.starts_with("https://status.example.com/postmortems/checkout-was-down-")) << url;
  EXPECT_TRUE(
      folder.read("checkout.md")
          .starts_with("---\r\ntitle: Checkout was down\r\nseverity: SEV-2\r\npublished:\r\n  - url: " + url + "\r\n"))
      << folder.read("checkout.md");
  const std::string page = folder.read("public" + url.substr(url.rfind('/')));
  EXPECT_TRUE(page.starts_with("<!doctype html>")) << page.substr(0, 100);
  EXPECT_EQ(page.find("HUSHHUSH"), std::string::npos);
  std::string text = folder.read("checkout.md");
  text.replace(text.find("# Checkout was down"), 19, "# The checkout stood still");
  folder.write("checkout.md", text);
  const Ran again = run_afterword({"publish", "checkout.md"}, options);
  EXPECT_EQ(again.out, "published anew: " + url + "\n") << again.err;
}

TEST(PublishFolder, a_page_without_an_address_on_the_web_is_published_all_the_same) {
  TestFolder folder;
  folder.write("checkout.md", std::string(report));
  RunOptions options;
  options.folder = folder.path();
  const Ran dry = run_afterword({"publish", "checkout.md", "--to", "folder", "-o", "public", "--dry-run"}, options);
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "public"));  // which is made when there is something in it
  const std::vector<std::string> check = {"check", "checkout.md", "--only", "unpublished"};
  EXPECT_EQ(run_afterword(check, options).code, 1);
  ASSERT_EQ(run_afterword({"publish", "checkout.md", "--to", "folder", "-o", "public"}, options).code, 0);
  EXPECT_EQ(run_afterword(check, options).code, 0) << folder.read("checkout.md");
}

TEST(PublishHtml, elements_alone_for_any_blog) {
  TestFolder folder;
  const std::string path = folder.write("checkout.md", std::string(report));
  const Ran ran = run_afterword({"publish", path, "--to", "html"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("<p>"), std::string::npos) << ran.out;
  for (const char* word : {"<script", "<style", "<img", "HUSHHUSH", "<html"})
    EXPECT_EQ(ran.out.find(word), std::string::npos) << word;
  EXPECT_EQ(folder.read("checkout.md"), report);
}

}  // namespace
}  // namespace afterword::testing
