#include <gtest/gtest.h>

#include "archive/archive.h"

namespace afterword {
namespace {

Postmortem read_text(std::string text) {
  return read_postmortem(std::make_shared<const Document>(Document::read(std::move(text))));
}

std::string report(int i) {
  const char* parts[] = {"connection pool", "certificate", "disk", "queue"};
  const char* faults[] = {"was exhausted", "had expired", "was full of logs", "lost its leader"};
  const std::string part = parts[i % 4], fault = faults[i % 4];
  return "# The " + part + " of service" + std::to_string(i) + " " + fault +
         "\n\n## Issue Summary\n\n**Duration:** 2024-03-" + std::to_string(10 + i) +
         ", 09:10 to 10:40 UTC.\n\n**Root cause:** The " + part + " " + fault +
         ".\n\n## Timeline\n\n- 09:10 UTC: The outage begins.\n\n## Root cause and resolution\n\nThe " + part + " " +
         fault + " because nobody watched it.\n\n## Tasks\n\n- [ ] Alert on the " + part + " (owner: ana)\n";
}

class ImageTest : public ::testing::Test {
 protected:
  ImageTest() {
    for (int i = 0; i < 12; ++i) {
      const Postmortem postmortem = read_text(report(i));
      sketches_.push_back(sketch_postmortem(postmortem));
      archive_.add(keep_record(postmortem, std::to_string(i) + ".md"), sketches_.back());
    }
    archive_.finish();
    image_ = archive_.image("a note");
  }
  static std::optional<Archive> open(const std::string& image) {
    return Archive::open(std::as_bytes(std::span(image)), nullptr, "folder/");
  }

  Archive archive_;
  std::vector<Sketch> sketches_;
  std::string image_;
};

TEST_F(ImageTest, an_opened_archive_answers_as_the_one_it_was_made_of) {
  const auto opened = open(image_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 12U);
  EXPECT_EQ(opened->note(), "a note");
  EXPECT_EQ(opened->place_of("7.md"), 7U);
  EXPECT_EQ(opened->place_of("none.md"), std::nullopt);
  EXPECT_EQ(opened->report(3).path, "folder/3.md");
  EXPECT_EQ(opened->report(3).title, archive_.report(3).title);
  EXPECT_EQ(opened->report(3).measures.size(), archive_.report(3).measures.size());
  EXPECT_EQ(opened->reports().size(), 12U);
  for (const Sketch& sketch : sketches_) {
    const std::vector<Match> ours = archive_.find_similar(sketch), theirs = opened->find_similar(sketch);
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      EXPECT_EQ(ours[i].report, theirs[i].report);
      EXPECT_EQ(ours[i].score, theirs[i].score);
    }
    EXPECT_EQ(archive_.explain(sketch, 0).words, opened->explain(sketch, 0).words);
  }
  EXPECT_TRUE(opened->is_sound());
}

TEST_F(ImageTest, an_archive_of_kept_sketches_is_the_same_archive) {
  const auto opened = open(image_);
  Archive again;
  for (std::uint32_t i = 0; i < opened->size(); ++i) {
    Record record = opened->report(i);
    record.path.erase(0, std::string("folder/").size());
    again.add(std::move(record), opened->sketch_of(i));
  }
  again.finish();
  for (const Sketch& sketch : sketches_) {
    const std::vector<Match> ours = archive_.find_similar(sketch), theirs = again.find_similar(sketch);
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      EXPECT_EQ(ours[i].report, theirs[i].report);
      EXPECT_EQ(ours[i].score, theirs[i].score);
    }
  }
}

TEST_F(ImageTest, any_damage_is_noticed_before_it_is_believed) {
  for (std::size_t at = 0; at < image_.size(); at += 37) {
    std::string damaged = image_;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x5A);
    const auto opened = open(damaged);
    if (!opened) continue;
    for (const Sketch& sketch : sketches_)
      for (const Match& match : opened->find_similar(sketch)) static_cast<void>(opened->explain(sketch, match.report));
    static_cast<void>(opened->reports());
    static_cast<void>(opened->note());
    static_cast<void>(opened->place_of("7.md"));
    if (opened->is_sound()) {  // it was in the space between two parts
      EXPECT_EQ(opened->find_similar(sketches_[0]).size(), archive_.find_similar(sketches_[0]).size()) << at;
    }
  }
}

TEST_F(ImageTest, a_cut_image_is_not_opened) {
  for (std::size_t size = 0; size < image_.size(); size += 211) EXPECT_FALSE(open(image_.substr(0, size)));
}

}  // namespace
}  // namespace afterword
