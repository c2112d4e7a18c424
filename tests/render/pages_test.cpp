#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "render/render.h"
#include "render/sample.h"
#include "render/strict_html.h"

namespace afterword {
namespace {

std::string read_fixture(const std::string& name) {
  std::ifstream in(std::string(AFTERWORD_SOURCE_DIR) + "/tests/fixtures/render/" + name, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_FALSE(bytes.empty()) << name;
  return bytes;
}

Postmortem read_text(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))));
}

const std::vector<std::string> fixtures = {"a-rich-report-with-owners-and-dead-ends.md",
                                           "a-night-with-long-silences.md", "a-thin-report.md",
                                           "a-report-in-raw-html.md", "a-report-with-internal-parts.md"};

const std::vector<Audience> audiences = {Audience::engineer, Audience::executive, Audience::public_};

TEST(Pages, are_well_nested_and_hold_only_what_is_allowed) {
  for (const std::string& name : fixtures) {
    const Postmortem pm = read_text(read_fixture(name));
    for (const Audience audience : audiences) {
      RenderOptions options;
      options.audience = audience;
      const std::string page = render_page(pm, options);
      EXPECT_EQ(strict::fault_of_page(page), "") << name;
      EXPECT_LT(page.size(), 60u * 1024) << name;
    }
  }
}

TEST(Pages, are_written_from_postmortems_built_by_hand) {
  for (const Postmortem& pm : {sample::rich(), sample::overnight(), sample::thin(), Postmortem{[] {
                                 Postmortem empty;
                                 empty.document = std::make_shared<const Document>(Document::read(""));
                                 return empty;
                               }()}}) {
    EXPECT_EQ(strict::fault_of_page(render_page(pm, {})), "");
    EXPECT_FALSE(render_json(pm, {}).empty());
    EXPECT_FALSE(render_markdown(pm, {}).empty());
  }
}

TEST(Pages, are_the_same_each_time) {
  const Postmortem pm = read_text(read_fixture(fixtures[0]));
  EXPECT_EQ(render_page(pm, {}), render_page(pm, {}));
}

TEST(Pages, say_what_the_author_says) {
  const std::string page = render_page(read_text(read_fixture(fixtures[0])), {});
  for (const std::string_view words :
       {"The order desk that could count to five</h1>", "Five is a lovely number", "Nobody went hungry",
        "pool.size = 5", "<code>POST /pay</code>", "href=\"https://example.org/changes/74\"", "34 %", "no owner yet",
        "@mira", "A cash register made of gingerbread", "until noticed"}) {
    EXPECT_NE(page.find(words), std::string::npos) << words;
  }
  EXPECT_EQ(page.find("severity: SEV-2"), std::string::npos) << "front matter is not shown raw";
}

TEST(Pages, keep_anchors_when_others_are_added) {
  const std::string text = read_fixture(fixtures[0]);
  std::string longer = text;
  longer.insert(longer.find("- 14:14"), "- 14:09 – A baker sneezes.\n");
  const std::string before = render_page(read_text(text), {});
  const std::string after = render_page(read_text(longer), {});
  std::size_t kept = 0;
  for (std::size_t at = before.find("<li id=\"t-"); at != std::string::npos; at = before.find("<li id=\"t-", at + 1)) {
    const std::string id = before.substr(at, before.find('"', at + 8) - at);
    EXPECT_NE(after.find(id), std::string::npos) << id;
    ++kept;
  }
  EXPECT_GE(kept, 11u);
}

TEST(Pages, embed_pictures_that_the_door_loads_and_link_the_others) {
  RenderOptions options;
  options.load_image = [](std::string_view path) {
    return path == "gingerbread.png" ? std::string("data:image/png;base64,AAAA") : std::string();
  };
  const Postmortem pm =
      read_text(read_fixture(fixtures[0]) + "\n![far](https://example.org/far.png)\n\n![gone](gone.png)\n");
  const std::string page = render_page(pm, options);
  EXPECT_NE(page.find("<img src=\"data:image/png;base64,AAAA\" alt=\"A cash register made of gingerbread\""),
            std::string::npos);
  EXPECT_EQ(page.find("<img src=\"http"), std::string::npos);
  EXPECT_NE(page.find("href=\"https://example.org/far.png\""), std::string::npos);
}

TEST(Pages, say_once_who_does_what_until_when) {
  const std::string page = render_page(
      read_text("# Mail was down\n\n> A motto of ours.\n\n## Summary\n\nMail was down for an hour.\n\n## What can be "
                "improved\n\n- Keep queues short.\n\n## Tasks\n\n"
                "- [ ] Add a probe for the queue. (owner: mail team, due 2026-05-01)\n"
                "- [ ] Document the restart, in the (printed) runbook. Owner: @zed\n"
                "- [ ] Test the renewal. (owner: @zed, due 2026-05-03, [OPS-12](https://t.example.org/OPS-12))\n"
                "- [ ] Raise the limit (to 5,000) of the queue.\n"),
      {});
  EXPECT_NE(page.find(">Add a probe for the queue.</td>"), std::string::npos) << page;
  EXPECT_NE(page.find(">Document the restart, in the (printed) runbook.</td>"), std::string::npos);
  EXPECT_NE(page.find(">Raise the limit (to 5,000) of the queue.</td>"), std::string::npos);
  EXPECT_NE(page.find(">Test the renewal. <a href=\"https://t.example.org/OPS-12\" rel=\"noreferrer\">OPS-12</a>"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find(">mail team</td>"), std::string::npos);
  std::size_t owed = 0;
  for (std::size_t at = page.find("no owner yet"); at != std::string::npos; at = page.find("no owner yet", at + 1))
    ++owed;
  EXPECT_EQ(owed, 1u) << "an improvement needs no owner";
  EXPECT_LT(page.find("A motto of ours"), page.rfind("Mail was down for an hour.</p>"));
  EXPECT_EQ(page.find("The rest of the document"), std::string::npos);
}

TEST(Pages, show_all_that_an_entry_tells) {
  const std::string page = render_page(
      read_text("# Hub down\n\n## Timeline\n\n### 09:21 PM\n\nLooking at [the nodes](https://x.example/).\n\n"
                "```\ncore-1 11% 6151Mi\n```\n\n### 09:30 PM First report\n\n- The hub hangs.\n\n### 09:46 PM\n\n"
                "The issue is closed\nand everything seems fine.\n"),
      {});
  EXPECT_NE(page.find("<a href=\"https://x.example/\""), std::string::npos) << page;
  EXPECT_NE(page.find("core-1 11% 6151Mi"), std::string::npos);
  EXPECT_NE(page.find("everything seems fine."), std::string::npos);
  EXPECT_EQ(page.find("ol.timeline li"), std::string::npos) << "a list inside of an entry is laid out as a list";

  const std::string wrapped =
      render_page(read_text("# Pool\n\n## Timeline\n\n- **00:27 UTC:** Django starts using connections to our\n  "
                            "`PostgreSQL` database\n- **00:32 UTC:** We are alerted that it has\n  reached its "
                            "limit.\n- **00:40 UTC:** It is restarted.\n"),
                  {});
  EXPECT_NE(wrapped.find("connections to our <code>PostgreSQL</code> database"), std::string::npos) << wrapped;
}

TEST(Pages, say_when_it_was_noticed_where_the_start_is_unknown) {
  const std::string page = render_page(
      read_text("# Sign-in broke\n\n## Timeline\n\n- 07:23 Some users opened a ticket that they could not sign in.\n"
                "- 08:12 Support tested it.\n- 10:05 Everything returned to normal.\n"),
      {});
  EXPECT_NE(page.find("by customers<small>at 07:23</small>"), std::string::npos) << page;
}

TEST(Pages, take_their_title_from_the_front_matter_where_the_text_has_none) {
  const std::string page =
      render_page(read_text("---\ntitle: \"Fritz on the fritz\"\n---\n\nResponses were slow for two hours.\n\n# "
                            "Impact\n\nPages were slow.\n"),
                  {});
  EXPECT_NE(page.find("Fritz on the fritz</h1>"), std::string::npos) << page;
}

TEST(Pages, begin_a_new_day_at_24_o_clock) {
  const std::string page = render_page(
      read_text("# A night\n\n## Timeline\n\n- 2024-03-12 23:50 the alert fires\n- 24:20 we restart the service\n"
                "- 25:10 all is well again\n"),
      {});
  const std::size_t day = page.find("<li class=\"day\">Wed 13 Mar 2024</li>");
  ASSERT_NE(day, std::string::npos) << page;
  EXPECT_LT(page.find("class=\"when\">23:50<"), day);
  EXPECT_GT(page.find("class=\"when\">00:20<"), day);
}

TEST(Pages, keep_bold_lines_that_head_nothing_and_headings_of_headings) {
  const std::string page = render_page(
      read_text("# Script injection\n\n## Severity\n\nCritical.\n\n## Security related\n\n**Yes**\n\n## Lessons\n\n"
                "### What went wrong\n\nReview failed:\n\nA change was merged too early.\n\n## Notes\n"),
      {});
  EXPECT_NE(page.find("Security related</h2>\n<p><strong>Yes</strong></p>"), std::string::npos) << page;
  EXPECT_NE(page.find("Lessons</h2>\n<h3"), std::string::npos) << page;
  EXPECT_NE(page.find("What went wrong</h3>\n<h3"), std::string::npos) << page;
  EXPECT_EQ(page.find("Notes</h2>"), std::string::npos) << "below it stands nothing";
  EXPECT_EQ(strict::fault_of_page(page), "");
}

TEST(Pages, for_executives_are_short) {
  const Postmortem pm = read_text(read_fixture(fixtures[0]));
  RenderOptions options;
  options.audience = Audience::executive;
  const std::string brief = render_page(pm, options);
  EXPECT_LT(brief.size(), render_page(pm, {}).size() * 8 / 10);
  EXPECT_EQ(brief.find("Nobody went hungry"), std::string::npos);
  EXPECT_NE(brief.find("class=\"verdict\""), std::string::npos);
  EXPECT_NE(brief.find("class=\"measures\""), std::string::npos);
}

TEST(Pages, for_the_public_name_nobody_who_speaks_in_a_chat_and_keep_addresses_whole) {
  RenderOptions options;
  options.audience = Audience::public_;
  const std::string page = render_page(
      read_text("# Prow was flaky\n\nCreated by: [Katharine Berry](https://github.com/Katharine)\n\n## Impact\n\n"
                "Jobs reported to GitHub failed. See https://github.com/kubernetes/test-infra/issues/1.\n\n"
                "## Appendix\n\n>Benjamin Elder [2:17 PM]  \nThe nodes are unhappy.\n\n>spiffy [2:20 PM]\nYes.\n\n"
                ">Benjamin Elder [2:22 PM]  \nKatharine span up nodes, and Elder waits.\n"),
      options);
  for (const std::string_view name : {"Benjamin", "Elder", "spiffy", "Katharine", "Berry"})
    EXPECT_EQ(page.find(name), std::string::npos) << name;
  EXPECT_NE(page.find("reported to GitHub failed"), std::string::npos) << page;
  EXPECT_NE(page.find("https://github.com/kubernetes/test-infra/issues/1"), std::string::npos);
}

TEST(Pages, for_the_public_hold_nothing_internal_and_no_names) {
  const Postmortem pm = read_text(read_fixture("a-report-with-internal-parts.md"));
  RenderOptions inside;
  ASSERT_NE(render_page(pm, inside).find("SECRETMARK-comment"), std::string::npos) << "the marks must be seen inside";
  RenderOptions options;
  options.audience = Audience::public_;
  options.source_name = "SECRETMARK-name.md";
  const std::vector<std::string> outputs = {render_page(pm, options), render_markdown(pm, options),
                                            render_json(pm, options), render_timeline_svg(pm, options),
                                            render_causes_svg(pm, options)};
  for (const std::string& output : outputs) {
    std::string lower = output;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const std::string_view secret :
         {"secretmark", "quillfeather", "zebulon", "thistledown", "wilhelmina", "zqfeather", "belts@", "on shift"}) {
      EXPECT_EQ(lower.find(secret), std::string::npos) << secret << "\n" << output.substr(0, 3000);
    }
  }
  EXPECT_NE(outputs[0].find("Parcels went round in circles"), std::string::npos);
  EXPECT_NE(outputs[0].find("wrong polarity"), std::string::npos);
  EXPECT_NE(outputs[0].find("Test every sign"), std::string::npos);
}

TEST(Pages, show_findings_where_asked) {
  std::vector<Finding> findings(1);
  findings[0].rule = "no-owner";
  findings[0].severity = Severity::warning;
  findings[0].message = "a <b>task</b> without owner";
  RenderOptions options;
  options.findings = &findings;
  const std::string page = render_page(read_text(read_fixture(fixtures[0])), options);
  EXPECT_NE(page.find("a &lt;b&gt;task&lt;/b&gt; without owner"), std::string::npos);
}

/// The browser's eye: accessibility, widths, labels, requests. Skipped aloud where there is no browser.
TEST(Pages, have_no_fault_that_a_browser_sees) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / ("afterword-pages-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::string files;
  const auto write = [&](const std::string& name, const std::string& text) {
    if (text.empty()) return;
    const fs::path path = folder / name;
    std::ofstream(path, std::ios::binary) << text;
    files += " '" + path.string() + "'";
  };
  for (const std::string& name : fixtures) {
    const Postmortem pm = read_text(read_fixture(name));
    write(name + ".html", render_page(pm, {}));
    write(name + ".svg", render_timeline_svg(pm, {}));
  }
  RenderOptions brief;
  brief.audience = Audience::executive;
  write("brief.html", render_page(sample::rich(), brief));
  write("rich.html", render_page(sample::rich(), {}));
  write("overnight.html", render_page(sample::overnight(), {}));
  write("causes.svg", render_causes_svg(sample::rich(), {}));
  std::string attacks = "# Postmortem\n\n";
  for (const std::string& attack : strict::attacks()) attacks += attack + "\n\nbetween\n\n";
  write("attacks.html", render_page(read_text(attacks), {}));
  const fs::path log = folder / "look.log";
  const std::string command =
      "node '" + std::string(AFTERWORD_SOURCE_DIR) + "/tests/web/look.mjs'" + files + " > '" + log.string() + "' 2>&1";
  const int status = std::system(command.c_str());
  std::ifstream in(log);
  const std::string said((std::istreambuf_iterator<char>(in)), {});
  const int code = status == -1 ? -1 : (status >> 8) & 0xFF;
  fs::remove_all(folder);
  if (code == 77 || code == 127) GTEST_SKIP() << "no browser to look with: " << said;
  EXPECT_EQ(code, 0) << said;
}

}  // namespace
}  // namespace afterword
