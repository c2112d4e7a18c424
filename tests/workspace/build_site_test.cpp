#include "workspace/build_site.h"

#include <gtest/gtest.h>

#include <map>

#include "text/ascii.h"
#include "workspace/memory_disk.h"

namespace afterword {
namespace {

std::string report_of(std::string_view service, std::string_view day, std::string_view cause) {
  return "# " + std::string(service) + " was down when " + std::string(cause) +
         "\n\n## Issue Summary\n\n**Duration:** " + std::string(day) +
         ", from 09:30 to 11:00 (UTC).\n\n**Impact:** 90 % of users of the " + std::string(service) +
         " could not pay.\n\n**Root cause:** " + std::string(cause) +
         ".\n\n## Timeline\n\n- 09:30 An alert fires for the " + std::string(service) +
         "\n- 10:10 On call finds the cause\n- 11:00 The service works again\n\n## Root cause and resolution\n\nThe "
         "connection pool ran out because " +
         std::string(cause) +
         ". It was fixed by a restart.\n\n## Corrective and preventative measures\n\n- [ ] Alert on pool saturation "
         "(owner: Ana Ruiz, due 2024-05-01)\n- [x] Write a runbook for the pool\n";
}

SiteRequest request_of(unsigned threads = 1) {
  SiteRequest out;
  out.folder = "reports";
  out.output = "site";
  out.working_folder = "/home";
  out.threads = threads;
  out.options.today = {2026, 11, 30};
  return out;
}

MemoryDisk small_archive() {
  MemoryDisk disk;
  disk.files["reports/2024-03-checkout.md"] = report_of("checkout", "2024-03-04", "a deploy leaked connections");
  disk.files["reports/2025-06-ledger.md"] = report_of("ledger", "2025-06-09", "its certificate expired");
  disk.files["reports/README.md"] = "# Our postmortems\n\nWrite one within a week.\n";
  return disk;
}

TEST(Build_site, a_folder_of_reports_becomes_pages_and_what_is_no_report_is_named) {
  MemoryDisk disk = small_archive();
  const auto outcome = SiteBuilder(disk, request_of()).build();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->reports, 2U);
  EXPECT_EQ(outcome->skipped, std::vector<std::string>{"reports/README.md"});
  for (const std::string file :
       {"index.html", "p/2024-03-checkout.html", "p/2024-03-checkout.md", "p/2024-03-checkout.json",
        "archive/index.html", "measures/index.html", "statistics.html", "feed.xml", "feed.json", "404.html",
        "measures.ics", "people/ana-ruiz.html", "years/2025.html", "search.html", "style.css"})
    EXPECT_TRUE(disk.files.contains("site/" + file)) << file;
}

TEST(Build_site, a_second_build_writes_nothing_and_one_change_writes_what_shows_it) {
  MemoryDisk disk = small_archive();
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  const auto before = disk.files;
  const auto again = SiteBuilder(disk, request_of()).build();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->written, 0U);
  EXPECT_EQ(again->read, 0U);
  EXPECT_EQ(disk.files, before);
  disk.files["reports/2025-06-ledger.md"] += "\nNobody was paged.\n";
  const auto changed = SiteBuilder(disk, request_of()).build();
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->read, 1U);
  EXPECT_EQ(disk.files.at("site/p/2024-03-checkout.html"), before.at("site/p/2024-03-checkout.html"));
  EXPECT_NE(disk.files.at("site/p/2025-06-ledger.html").find("Nobody was paged"), std::string::npos);
  auto incremental = disk.files;
  std::erase_if(disk.files, [](const auto& file) { return file.first.starts_with("site/"); });
  ASSERT_TRUE(SiteBuilder(disk, request_of(2)).build());
  std::erase_if(incremental, [](const auto& file) { return file.first == "site/.afterword-site"; });
  std::erase_if(disk.files, [](const auto& file) { return file.first == "site/.afterword-site"; });
  EXPECT_EQ(disk.files, incremental);
}

TEST(Build_site, a_page_shows_the_pictures_beside_its_report_and_leads_to_the_pages_of_others) {
  MemoryDisk disk = small_archive();
  const std::string picture = "\x89PNG\r\n\x1a\n a graph";
  disk.files["/home/reports/img/a graph.png"] = picture;
  disk.files["/home/secret.png"] = picture;
  disk.files["reports/2025-06-ledger.md"] +=
      "\n![Load](img/a%20graph.png)\n\n![Secret](../secret.png)\n\n![Lost](lost.png)\n\nSee "
      "[March](./2024-03-checkout.md#causes), "
      "[all](README.md), [the runbook](../runbook.md), [below](#causes) and [elsewhere](https://example.com/x.md).\n";
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  const std::string page = disk.files.at("site/p/2025-06-ledger.html");
  const auto count = [&](std::string_view words) {
    int out = 0;
    for (std::size_t at = page.find(words); at != std::string::npos; at = page.find(words, at + 1)) ++out;
    return out;
  };
  EXPECT_EQ(count("src=\"data:image/png;base64,"), 1);
  EXPECT_EQ(count("href=\"2024-03-checkout.html\""), 1);
  for (const std::string_view left : {"README.md\"", "runbook.md\"", "href=\"lost.png", "href=\"../secret.png"})
    EXPECT_EQ(count(left), 0) << left;
  for (const std::string_view kept :
       {"all", "the runbook", "Lost", "Secret", "href=\"#causes\"", "https://example.com/x.md"})
    EXPECT_GE(count(kept), 1) << kept;

  const auto again = SiteBuilder(disk, request_of()).build();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->written, 0U);
  disk.files["/home/reports/img/a graph.png"] = picture + " of today";
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  EXPECT_NE(disk.files.at("site/p/2025-06-ledger.html"), page);
  disk.files["reports/2024-03-checkout.md"] = "# Notes\n\nNothing happened.\n";
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  EXPECT_EQ(disk.files.at("site/p/2025-06-ledger.html").find("2024-03-checkout.html"), std::string::npos);
}

TEST(Build_site, a_report_that_is_gone_leaves_nothing_behind) {
  MemoryDisk disk = small_archive();
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  disk.files.erase("reports/2025-06-ledger.md");
  ASSERT_TRUE(SiteBuilder(disk, request_of()).build());
  for (const auto& [path, bytes] : disk.files) {
    EXPECT_EQ(path.find("ledger"), std::string::npos) << path;
    EXPECT_EQ(bytes.find("ledger"), std::string::npos) << path;
  }
}

/// Edits of an archive, one after the other: the same for the same seed.
class Editor {
 public:
  Editor(MemoryDisk& disk, std::uint32_t seed) : disk_(disk), random_(seed) {
    for (int i = 0; i < 14; ++i) add();
  }

  /// Does something to some report; says which file.
  std::string edit() {
    const std::string path = some_file();
    std::string& text = disk_.files[path];
    switch (next(12)) {
      case 0:
        return add();
      case 1:
        disk_.files.erase(path);
        return path;
      case 2:  // what failed is another thing
        if (const std::size_t pool = text.find("connection pool"); pool != std::string::npos)
          text.replace(pool, 15, "expired certificate");
        return path;
      case 3:  // a measure is done
        if (const std::size_t open = text.find("- [ ]"); open != std::string::npos) text[open + 3] = 'x';
        return path;
      case 4:  // it is no report any more, or is one again
        text = next(2) == 0 ? "# Notes\n\nNothing happened.\n" : report("ledger", 3);
        return path;
      case 5:
        text.insert(0, "# Another title " + std::to_string(next(1000)) + "\n\n");
        return path;
      case 6:
        text += "\nSee [the other one](r" + std::to_string(next(16)) + ".md#causes) and [notes](notes.txt).\n";
        return path;
      case 7:
        text += "\n![The graph](graph.png)\n";
        return path;
      case 8:
        disk_.files["/home/reports/graph.png"] = "\x89PNG\r\n\x1a\n" + std::to_string(next(1000));
        return "reports/graph.png";
      default:  // most edits are words in the text
        text += "\nNobody " + std::string(words[next(std::size(words))]) + " the " +
                std::string(words[next(std::size(words))]) + ".\n";
        return path;
    }
  }

  std::uint32_t next(std::size_t below) {
    random_ = random_ * 1664525U + 1013904223U;
    return static_cast<std::uint32_t>((random_ >> 8U) % below);
  }

 private:
  static constexpr std::string_view words[] = {"noticed", "quartz", "zebra", "alarm", "abacus", "xylophone", "Ünlü"};
  static std::string report(std::string_view service, std::uint32_t month) {
    return report_of(service, "2024-0" + std::to_string(1 + month % 9) + "-11", "a deploy leaked connections");
  }
  std::string add() {
    constexpr std::string_view services[] = {"checkout", "ledger", "search"};
    const std::string path = "reports/r" + std::to_string(count_++) + ".md";
    disk_.files[path] = report(services[next(3)], next(9));
    return path;
  }
  std::string some_file() {
    std::vector<std::string> all;
    for (const auto& [path, bytes] : disk_.files)
      if (path.starts_with("reports/") && path.ends_with(".md")) all.push_back(path);
    return all.size() < 3 ? add() : all[next(all.size())];
  }

  MemoryDisk& disk_;
  std::uint32_t random_;
  int count_ = 0;
};

std::map<std::string, std::string> site_in(const MemoryDisk& disk, const std::string& folder) {
  std::map<std::string, std::string> out;
  for (const auto& [path, bytes] : disk.files)
    if (path.starts_with(folder) && !path.ends_with(".afterword-site")) out[path.substr(folder.size())] = bytes;
  return out;
}

TEST(Build_site, whatever_was_edited_a_site_is_the_same_as_one_made_anew) {
  for (const Audience audience : {Audience::engineer, Audience::public_}) {
    MemoryDisk disk;
    Editor editor(disk, 11);
    SiteRequest kept_request = request_of(2), fresh_request = request_of(1);
    kept_request.output = "kept";
    fresh_request.output = "fresh";
    kept_request.options.audience = fresh_request.options.audience = audience;
    SiteBuilder kept(disk, kept_request);
    ASSERT_TRUE(kept.build());
    std::size_t touched = 0;
    for (int step = 0; step < 25; ++step) {
      std::vector<std::string> files;
      for (std::uint32_t i = editor.next(4) == 0 ? 3 : 1; i > 0; --i) files.push_back("/home/" + editor.edit());
      // A watcher tells absolute paths, and this disk knows relative ones.
      for (std::string& file : files)
        if (const auto at = disk.files.find(file.substr(6)); at != disk.files.end()) disk.files[file] = at->second;
      const auto outcome = kept.build_changed(files);
      ASSERT_TRUE(outcome);
      std::erase_if(disk.files,
                    [](const auto& file) { return file.first.starts_with("/home/") && file.first.ends_with(".md"); });
      touched += disk.files.at("kept/.afterword-site").starts_with("being watched");
      if (step % 5 == 4) ASSERT_TRUE(kept.settle());
      ASSERT_TRUE(SiteBuilder(disk, fresh_request).build());
      SiteRequest anew = request_of(3);
      anew.output = "anew";
      anew.options.audience = audience;
      ASSERT_TRUE(SiteBuilder(disk, anew).build());
      const auto expected = site_in(disk, "anew/");
      ASSERT_EQ(site_in(disk, "kept/"), expected) << "step " << step;
      ASSERT_EQ(site_in(disk, "fresh/"), expected) << "step " << step;
      std::erase_if(disk.files, [](const auto& file) { return file.first.starts_with("anew/"); });
    }
    // Whom a public site must not name is asked of all reports, after every change.
    if (audience == Audience::engineer) EXPECT_GT(touched, 3U) << "most edits change one report's own files";
  }
}

/// A report that hides a word in every place that a public site must not show, and is read as a report without them
/// too.
std::string report_with_secrets(const std::string& word, const std::string& name) {
  std::string out = report_of("checkout", "2024-03-04", "a deploy leaked connections");
  out = "---\ntitle: Checkout was down\nservice: checkout\nteam: " + word + " crew\nauthors: [" + name +
        "]\n# a note on " + word + "\nreviewer: " + name + "\n---\n\n" + out;
  out += "\n<!-- internal -->\nThe customer " + word + " threatens to leave.\n<!-- /internal -->\n";
  out += "\n:::internal\nPaid " + word + " in credits.\n:::\n";
  out += "\n> [!INTERNAL]\n> Ask " + word + " about it.\n";
  out += "\n## Internal notes\n\nThe contract with " + word + " ends in May.\n";
  out += "\n## Authors\n\n" + name + "\n\n## Lessons\n\nWe page " + name + " earlier. Mail " + word +
         "@example.com or @" + word + ".\n";
  const std::size_t owner = out.find("Ana Ruiz");
  return out.replace(owner, 8, name);
}

std::map<std::string, std::string> public_site_of(const std::string& word, const std::string& name) {
  MemoryDisk disk;
  disk.files["reports/quetzal-was-down.md"] = report_with_secrets(word, name);
  disk.files["reports/2023-ledger.md"] = report_of("ledger", "2023-06-09", "a deploy leaked connections");
  disk.files["reports/whole.md"] =
      "---\ninternal: true\n---\n\n" + report_of(word, "2025-01-09", word + " told everybody");
  SiteRequest request = request_of(2);
  request.options.audience = Audience::public_;
  request.options.url = "https://reports.example.com";
  const auto outcome = SiteBuilder(disk, request).build();
  EXPECT_TRUE(outcome);
  EXPECT_EQ(outcome->reports, 2U);
  std::map<std::string, std::string> out;
  for (const auto& [path, bytes] : disk.files)
    if (path.starts_with("site/")) out[path] = bytes;
  return out;
}

TEST(Build_site, no_byte_of_any_file_of_a_public_site_holds_what_is_internal) {
  const auto files = public_site_of("zebrafish", "Ottoline Brandt");
  EXPECT_GT(files.size(), 20U);
  for (const auto& [path, bytes] : files)
    for (const std::string_view secret :
         {"ebrafish", "EBRAFISH", "Ottoline", "Brandt", "ottoline", "quetzal", "Quetzal"}) {
      EXPECT_EQ(path.find(secret), std::string::npos) << path;
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << path;
    }
}

TEST(Build_site, the_search_of_a_public_site_finds_what_is_public_and_nothing_else) {
  const auto files = public_site_of("zebrafish", "Ottoline Brandt");
  std::string terms, texts, rows;
  for (const auto& [path, bytes] : files) {
    if (path.starts_with("site/search/t-")) terms += bytes;
    if (path.starts_with("site/search/r-")) rows += bytes;
    if (path.ends_with(".search.js")) texts += bytes;
  }
  EXPECT_NE(terms.find("checkout:"), std::string::npos) << terms;
  EXPECT_NE(rows.find("Checkout was down"), std::string::npos) << rows;
  EXPECT_NE(texts.find("connection pool"), std::string::npos);
  for (const std::string& all : {terms, rows, texts})
    for (const std::string_view secret : {"zebrafish", "ottolin", "brandt", "quetzal", "credit", "threaten"})
      EXPECT_EQ(lower_ascii(all).find(secret), std::string::npos) << secret;
}

TEST(Build_site, a_public_page_leaves_no_empty_label_where_an_owner_was) {
  for (const auto& [path, bytes] : public_site_of("zebrafish", "Ottoline Brandt")) {
    if (!path.starts_with("site/p/")) continue;
    EXPECT_EQ(bytes.find("owner: "), std::string::npos) << path;
    EXPECT_EQ(bytes.find("()"), std::string::npos) << path;
  }
}

TEST(Build_site, a_public_site_is_the_same_to_the_byte_whatever_the_secrets_are) {
  auto one = public_site_of("zebrafish", "Ottoline Brandt"), other = public_site_of("armadillo", "Casimir Vega");
  // What tells whether a source changed is a number made from all of it.
  one.erase("site/.afterword-site");
  other.erase("site/.afterword-site");
  EXPECT_EQ(one, other);
}

/// Three reports: the first names its people, the second mentions them in passing, the third is internal and names one
/// more whom the second mentions too.
std::map<std::string, std::string> public_site_with_people(const std::string& owner, const std::string& witness,
                                                           std::vector<std::string> allowed = {}) {
  MemoryDisk disk;
  std::string first = report_of("checkout", "2024-03-04", "a deploy leaked connections");
  first.replace(first.find("Ana Ruiz"), 8, owner);
  disk.files["reports/first.md"] = first;
  disk.files["reports/second.md"] = report_of("ledger", "2025-06-09", "a disk was full") +
                                    "\n## Lessons\n\nThe same as in March, said " + owner + ". It was " +
                                    owner.substr(0, owner.find(' ')) + " who saw it, and " + witness +
                                    " who did not. Mark the dates, and mark them again.\n";
  disk.files["reports/third.md"] =
      "---\ninternal: true\nauthors: [" + witness + "]\n---\n\n" + report_of("mail", "2025-07-01", "a queue was stuck");
  SiteRequest request = request_of(2);
  request.options.audience = Audience::public_;
  request.options.public_names = std::move(allowed);
  EXPECT_TRUE(SiteBuilder(disk, request).build());
  std::map<std::string, std::string> out;
  for (const auto& [path, bytes] : disk.files)
    if (path.starts_with("site/") && path != "site/.afterword-site") out[path] = bytes;
  return out;
}

TEST(Build_site, whom_any_report_names_stands_in_no_byte_of_a_public_site) {
  const auto files = public_site_with_people("Ottoline Brandt", "Casimir Vega");
  EXPECT_GT(files.size(), 20U);
  for (const auto& [path, bytes] : files)
    for (const std::string_view name : {"ottoline", "brandt", "casimir", "vega"})
      EXPECT_EQ(lower_ascii(bytes).find(name), std::string::npos) << name << " in " << path;
  EXPECT_EQ(files, public_site_with_people("Leopoldine Quist", "Wendelin Roth"));
}

TEST(Build_site, a_public_site_names_whom_the_settings_allow) {
  std::string all;
  for (const auto& [path, bytes] : public_site_with_people("Ottoline Brandt", "Casimir Vega", {"casimir vega"}))
    if (path.ends_with(".md")) all += bytes;
  EXPECT_NE(all.find("Casimir Vega who did not"), std::string::npos) << all;
  EXPECT_EQ(all.find("Ottoline"), std::string::npos);
}

TEST(Build_site, a_name_that_is_a_word_too_leaves_the_word_alone_in_other_reports) {
  std::string all;
  for (const auto& [path, bytes] : public_site_with_people("Mark Vega", "Casimir Roth"))
    if (path.ends_with(".md")) all += bytes;
  EXPECT_NE(all.find("Mark the dates, and mark them again"), std::string::npos) << all;
  EXPECT_EQ(all.find("Vega"), std::string::npos);
  EXPECT_EQ(all.find("was Mark"), std::string::npos);
}

TEST(Build_site, a_public_site_follows_when_another_report_names_somebody) {
  MemoryDisk disk;
  disk.files["reports/first.md"] = report_of("checkout", "2024-03-04", "a deploy leaked connections");
  disk.files["reports/second.md"] =
      report_of("ledger", "2025-06-09", "a disk was full") + "\n## Lessons\n\nIt was Ottoline who saw it.\n";
  SiteRequest request = request_of(2);
  request.options.audience = Audience::public_;
  const auto holds = [&] {
    return std::any_of(disk.files.begin(), disk.files.end(), [](const auto& file) {
      return file.first.starts_with("site/") && file.second.find("Ottoline") != std::string::npos;
    });
  };
  ASSERT_TRUE(SiteBuilder(disk, request).build());
  EXPECT_TRUE(holds());
  std::string& first = disk.files["reports/first.md"];
  first.replace(first.find("Ana Ruiz"), 8, "Ottoline Brandt");
  ASSERT_TRUE(SiteBuilder(disk, request).build());
  EXPECT_FALSE(holds());
}

TEST(Build_site, a_folder_with_other_things_in_it_is_refused) {
  MemoryDisk disk = small_archive();
  disk.files["site/thesis.txt"] = "years of work";
  const auto outcome = SiteBuilder(disk, request_of()).build();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::usage);
  EXPECT_EQ(disk.files.size(), 4U);
}

}  // namespace
}  // namespace afterword
