#include "review_story.h"

#include <gtest/gtest.h>

namespace afterword::testing {
namespace {

Date read_day(std::string_view text) {
  const std::string whole(text.substr(0, 10));
  int year = 0, month = 0, day = 0;
  EXPECT_EQ(std::sscanf(whole.c_str(), "%d-%d-%d", &year, &month, &day), 3) << whole;
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::string without_line(std::string_view text, std::uint32_t number) {
  std::string out;
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (i + 1 != number) out += std::string(lines[i]) + "\n";
  return out;
}

/// The file with one more event, as the program would write it.
class Teller {
 public:
  explicit Teller(std::string_view text) : text_(text) {}

  std::string file;

  void tell(std::string_view line) {
    constexpr std::int64_t day_s = 86400;
    ReviewEvent event;
    event.at_s = days_of(read_day(line)) * day_s + ++told_;
    line.remove_prefix(11);
    event.by = read_person(line.substr(0, line.find(' ')));
    line.remove_prefix(event.by.name.size() + 1);
    event.revision = revision_of(text_);
    say(event, line);
    file = add_event(file, event, "example.md");
  }

 private:
  void say(ReviewEvent& event, std::string_view words) {
    if (words.starts_with("asks ")) {
      event.act = ReviewAct::request;
      const std::size_t until = words.find(" until ");
      event.deadline = read_day(words.substr(until + 7));
      std::string_view names = words.substr(5, until - 5);
      const std::size_t both = names.find(" and ");
      event.reviewers.push_back(read_person(names.substr(0, both)));
      if (both != std::string_view::npos) event.reviewers.push_back(read_person(names.substr(both + 5)));
    } else if (words.starts_with("comments on line ")) {
      event.act = ReviewAct::comment;
      event.anchor = make_anchor(lines_of(text_), static_cast<std::uint32_t>(std::stoi(std::string(words.substr(17)))));
      event.text = words.substr(words.find(": ") + 2);
      event.id = "c0ffee00";
    } else if (words == "settles the comment") {
      event.act = ReviewAct::resolve;
      event.about = "c0ffee00";
    } else if (words.starts_with("wants changes: ")) {
      event.act = ReviewAct::changes;
      event.text = words.substr(15);
    } else if (words == "withdraws the request") {
      event.act = ReviewAct::withdraw;
      event.whole_request = true;
    } else if (words.starts_with("approves")) {
      event.act = ReviewAct::approve;
      for (std::size_t i = 0; i < rubric_size; ++i)
        if (!words.ends_with(" without " + std::string(rubric[i].key))) event.answers[i] = Answer{true, {}};
      constexpr std::string_view earlier = "approves a text without line ";
      if (words.starts_with(earlier))
        event.revision = revision_of(
            without_line(text_, static_cast<std::uint32_t>(std::stoi(std::string(words.substr(earlier.size()))))));
    } else {
      ADD_FAILURE() << "no act of a story: " << words;
    }
  }

  std::string_view text_;
  std::int64_t told_ = 0;
};

}  // namespace

ReviewStory read_review_story(std::string_view story, std::string_view text) {
  ReviewStory out;
  out.authors = {read_person("Ana")};
  Teller teller(text);
  for (const std::string_view line : lines_of(story)) {
    constexpr std::string_view today = "today is ", damaged = "a damaged line: ";
    if (line.starts_with(today))
      out.today = read_day(line.substr(today.size()));
    else if (line.starts_with(damaged))
      teller.file += std::string(line.substr(damaged.size())) + "\n";
    else if (line != "nobody was asked")
      teller.tell(line);
  }
  out.log = read_review(teller.file);
  return out;
}

}  // namespace afterword::testing
