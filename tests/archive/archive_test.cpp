#include "archive/archive.h"

#include <gtest/gtest.h>

#include <memory>

#include "archive/concepts.h"
#include "archive/stem.h"

namespace afterword {
namespace {

Postmortem read_text(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text), "report.md")));
}

/// A report with the parts that every one here has.
std::string write_report(const std::string& title, const std::string& day, const std::string& cause,
                         const std::string& fix, const std::string& measures) {
  return "# " + title + "\n\n## Issue Summary\n\n**Duration:** " + day +
         ", 09:10 to 10:40 UTC.\n\n**Impact:** 40 % of users could not reach the site.\n\n**Root cause:** " + cause +
         "\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n- 09:25 UTC: An alert fires and the team investigates.\n"
         "- 10:40 UTC: Service is restored.\n\n## Root cause and resolution\n\n" +
         cause + " " + fix + "\n\n## Corrective and preventative measures\n\n" + measures + "\n";
}

struct Shelf {
  Archive archive;
  std::vector<Sketch> sketches;

  std::uint32_t add(const std::string& path, const std::string& text) {
    const Postmortem postmortem = read_text(text);
    sketches.push_back(sketch_postmortem(postmortem));
    return archive.add(keep_record(postmortem, path), sketches.back());
  }
  [[nodiscard]] std::vector<Match> ask(std::uint32_t place) const {
    SimilarQuery query;
    query.leave_out = place;
    return archive.find_similar(sketches[place], query);
  }
  [[nodiscard]] std::vector<std::string> same_as(std::uint32_t place) const {
    std::vector<std::string> out;
    for (const Match& match : ask(place))
      if (match.verdict == Verdict::same) out.push_back(archive.report(match.report).path);
    return out;
  }
};

Shelf fill_shelf() {
  Shelf shelf;
  shelf.add(
      "certificate-spring.md",
      write_report("Booking site unreachable", "2024-03-04",
                   "The TLS certificate of the booking site expired because the renewal job had been switched off.",
                   "We renewed the certificate by hand and turned the renewal job on again.",
                   "- [ ] Alert two weeks before a certificate expires (owner: edge team, due 2024-04-01)\n"
                   "- [x] Turn the renewal job on (owner: edge team)"));
  shelf.add("certificate-autumn.md",
            write_report("Partners met a security warning", "2025-10-20",
                         "The SSL certificate of the partner portal had expired; automatic renewal failed in silence.",
                         "A new certificate was issued and installed.", "- Watch all certificates for expiry."));
  shelf.add(
      "disk-full.md",
      write_report("Ledger refused to write", "2024-07-15",
                   "The disk of the ledger database was full, because debug logs were never rotated.",
                   "Old logs were removed and log rotation was configured.", "- [ ] Alert when a disk is 80 % full"));
  shelf.add("deadlock.md", write_report("Orders hung", "2024-09-01",
                                        "Two transactions of the order service held row locks and ended in a deadlock.",
                                        "The transactions now take their locks in one order.",
                                        "- [x] Take locks in one order (owner: orders team)"));
  shelf.add("notes.md", "# Shopping\n\nMilk, bread and a certificate that expired.\n");
  return shelf;
}

TEST(Archive, the_same_failure_is_found_in_other_words) {
  Shelf shelf = fill_shelf();
  shelf.archive.finish();
  EXPECT_EQ(shelf.same_as(0), std::vector<std::string>{"certificate-autumn.md"});
  EXPECT_EQ(shelf.same_as(1), std::vector<std::string>{"certificate-spring.md"});
}

TEST(Archive, what_never_failed_before_raises_no_alarm) {
  Shelf shelf = fill_shelf();
  shelf.archive.finish();
  EXPECT_TRUE(shelf.same_as(2).empty());
  EXPECT_TRUE(shelf.same_as(3).empty());
}

TEST(Archive, a_text_that_is_no_report_matches_nothing) {
  Shelf shelf = fill_shelf();
  shelf.archive.finish();
  EXPECT_TRUE(shelf.ask(4).empty());
  for (std::uint32_t i = 0; i < 4; ++i)
    for (const Match& match : shelf.ask(i)) EXPECT_NE(match.report, 4U);
}

TEST(Archive, the_same_thing_that_failed_otherwise_is_not_the_same_failure) {
  Shelf shelf;
  shelf.add("leak.md", write_report("Cache died", "2024-01-08", "A memory leak in the Redis client filled the memory.",
                                    "The client was updated.", "- Watch memory"));
  shelf.add("dns.md", write_report("Cache not found", "2024-05-08",
                                   "The DNS record of the Redis host was deleted by a clean-up script.",
                                   "The record was created again.", "- Protect records"));
  shelf.archive.finish();
  EXPECT_TRUE(shelf.same_as(0).empty());
  EXPECT_TRUE(shelf.same_as(1).empty());
}

TEST(Archive, a_full_scan_of_a_disk_is_no_full_disk) {
  Shelf shelf;
  shelf.add("full.md", write_report("Mail stood still", "2024-01-08", "The disk of the mail server was full.",
                                    "Old mail was moved away.", "- Watch the disk"));
  shelf.add("scan.md", write_report("A laptop was lost", "2024-05-08", "A laptop was left on a train.",
                                    "A full disk scan found nothing.", "- Lock laptops"));
  shelf.archive.finish();
  EXPECT_TRUE(shelf.same_as(0).empty());
}

TEST(Archive, people_days_and_amounts_are_no_names_of_what_failed) {
  const auto words = [](const std::string& cause) {
    std::string out;
    const Sketch sketch = sketch_postmortem(read_text(write_report("Mail stood still", "2024-03-04", cause, "", "")));
    for (const SketchTerm& term : sketch.terms)
      if (term.name) out += sketch.letters.substr(term.letters, term.shown) + " ";
    return out;
  };
  const std::string all =
      words("On the 31st at 10am @gr0g7 filled 300GB of queue01 with 0x19 mails, error 0x80070005.");
  for (const char* name : {"queue01", "0x80070005"}) EXPECT_NE(all.find(name), std::string::npos) << all;
  for (const char* none : {"31st", "10am", "gr0g7", "300GB", "0x19"})
    EXPECT_EQ(all.find(none), std::string::npos) << all;
}

TEST(Archive, a_product_that_crawls_is_no_attack) {
  const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    const Sketch sketch = sketch_postmortem(
        read_text(write_report("Crawler stopped", "2024-03-04", "The crawler met an expired certificate.", "", "")));
    for (const ConceptShare& one : sketch.concepts) out.push_back(all_concepts()[one.concept_number].name);
    return out;
  }();
  EXPECT_EQ(std::count(names.begin(), names.end(), "attack by traffic"), 0);
  EXPECT_EQ(std::count(names.begin(), names.end(), "expired certificate"), 1);
}

TEST(Archive, the_report_left_out_is_not_told) {
  Shelf shelf = fill_shelf();
  shelf.archive.finish();
  for (const Match& match : shelf.ask(0)) EXPECT_NE(match.report, 0U);
  const std::vector<Match> all = shelf.archive.find_similar(shelf.sketches[0]);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().report, 0U);
}

TEST(Archive, why_names_the_component_and_the_mechanism) {
  Shelf shelf = fill_shelf();
  shelf.archive.finish();
  const SharedTraits why = shelf.archive.explain(shelf.sketches[0], 1);
  ASSERT_FALSE(why.components.empty());
  EXPECT_EQ(why.components.front(), "certificate");
  EXPECT_NE(std::find(why.mechanisms.begin(), why.mechanisms.end(), "expired certificate"), why.mechanisms.end());
}

TEST(Archive, a_quoted_log_line_is_shared_whatever_its_values) {
  Shelf shelf;
  const auto with_log = [](const std::string& line) {
    return write_report("Importer stopped", "2024-02-02", "The importer stopped.", "It was started again.",
                        "- Watch the importer\n\n```\n" + line + "\n```");
  };
  shelf.add("one.md", with_log("importer[4711]: refusing batch 1981 from 10.0.0.7: checksum differs"));
  shelf.add("two.md", with_log("importer[23]: refusing batch 7 from 10.0.0.9: checksum differs"));
  shelf.archive.finish();
  EXPECT_EQ(shelf.archive.explain(shelf.sketches[0], 1).logs.size(), 1U);
}

TEST(Archive, answers_do_not_hang_on_who_else_is_there) {
  Shelf shelf = fill_shelf();
  for (int i = 0; i < 300; ++i)
    shelf.add("other-" + std::to_string(i) + ".md",
              write_report("Queue was slow " + std::to_string(i), "2023-05-05",
                           "Workers of queue " + std::to_string(i) + " waited for a slow disk.", "They were restarted.",
                           "- Watch the queue"));
  shelf.archive.finish();
  EXPECT_EQ(shelf.same_as(0), std::vector<std::string>{"certificate-autumn.md"});
}

TEST(Archive, an_empty_archive_answers_nothing) {
  Archive archive;
  archive.finish();
  EXPECT_TRUE(archive.find_similar(sketch_postmortem(read_text("# Empty\n"))).empty());
}

TEST(FollowUp, states_are_seen_from_a_day) {
  Shelf shelf = fill_shelf();
  const Record& spring = shelf.archive.report(0);
  ASSERT_EQ(spring.measures.size(), 2U);
  EXPECT_EQ(follow_up_of(spring, Date{2024, 3, 20}), FollowUp::open);
  EXPECT_EQ(follow_up_of(spring, Date{2025, 10, 20}), FollowUp::overdue);
  EXPECT_EQ(describe_follow_up(spring, Date{2025, 10, 20}), "1 of 2 measures is open, overdue");
}

TEST(FollowUp, measures_that_were_done_did_not_help) {
  Shelf shelf = fill_shelf();
  EXPECT_EQ(follow_up_of(shelf.archive.report(3), Date{2026, 1, 1}), FollowUp::done);
  EXPECT_EQ(describe_follow_up(shelf.archive.report(3), Date{2026, 1, 1}),
            "its only measure was done and did not help");
}

TEST(FollowUp, no_measure_was_never_proposed) {
  Record report;
  EXPECT_EQ(follow_up_of(report, std::nullopt), FollowUp::never_proposed);
}

TEST(Concepts, members_of_families_exist) {
  std::size_t named = 0;
  for (const Concept& each : all_concepts())
    named +=
        static_cast<std::size_t>(std::count(each.members.begin(), each.members.end(), ';')) + !each.members.empty();
  EXPECT_EQ(concept_members().size(), named);
}

TEST(Concepts, pairs_are_of_concepts_that_exist) {
  for (const ConceptPair& pair : concept_pairs()) {
    EXPECT_LT(pair.both & 0xFFFFU, all_concepts().size());
    EXPECT_LT(pair.both >> 16U, all_concepts().size());
    EXPECT_EQ(all_concepts()[pair.mechanism].kind, ConceptKind::mechanism);
  }
}

TEST(Concepts, names_are_unique) {
  for (std::size_t i = 0; i < all_concepts().size(); ++i)
    for (std::size_t k = 0; k < i; ++k) EXPECT_NE(all_concepts()[i].name, all_concepts()[k].name);
}

TEST(Stems, endings_fall_and_names_stay) {
  EXPECT_EQ(stem_word("expired"), stem_word("expiring"));
  EXPECT_EQ(stem_word("certificates"), stem_word("certificate"));
  EXPECT_EQ(stem_word("connections"), stem_word("connection"));
  EXPECT_EQ(stem_word("nginx.conf"), "nginx.conf");
  EXPECT_EQ(stem_word("dns"), "dns");
}

}  // namespace
}  // namespace afterword
