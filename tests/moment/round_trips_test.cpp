#include <gtest/gtest.h>
// GoogleTest comes first: rapidcheck's header needs it.
#include <rapidcheck/gtest.h>

#include "moment/duration.h"
#include "moment/mention.h"

namespace afterword {
namespace {

constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};
constexpr const char* days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::string print(const char* form, auto... values) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, form, values...);
  return buffer;
}

struct DateForm {
  const char* name;
  std::string (*print)(Date);
};
const DateForm date_forms[] = {
    {"ISO", [](Date d) { return print("%04d-%02d-%02d", d.year, d.month, d.day); }},
    {"slashes, year first", [](Date d) { return print("%04d/%02d/%02d", d.year, d.month, d.day); }},
    {"points", [](Date d) { return print("%02d.%02d.%04d", d.day, d.month, d.year); }},
    {"slashes, day first", [](Date d) { return print("%02d/%02d/%04d", d.day, d.month, d.year); }},
    {"American words", [](Date d) { return print("%s %d, %d", months[d.month - 1], d.day, d.year); }},
    {"short American words", [](Date d) { return print("%.3s %d, %d", months[d.month - 1], d.day, d.year); }},
    {"ordinal", [](Date d) { return print("%dth of %s %d", d.day, months[d.month - 1], d.year); }},
    {"British words", [](Date d) { return print("%d %s %d", d.day, months[d.month - 1], d.year); }},
    {"dashes and a short name", [](Date d) { return print("%02d-%.3s-%d", d.day, months[d.month - 1], d.year); }},
    {"weekday", [](Date d) { return print("%s, %s %d, %d", days[weekday_of(d)], months[d.month - 1], d.day, d.year); }},
    {"Japanese", [](Date d) { return print("%d年%d月%d日", d.year, d.month, d.day); }},
};

struct ClockForm12 {
  static int hour(Clock c) { return c.hour % 12 == 0 ? 12 : c.hour % 12; }
  static const char* half(Clock c) { return c.hour < 12 ? "AM" : "PM"; }
};

struct ClockFormat {
  const char* name;
  std::string (*print)(Clock);
};
const ClockFormat clock_forms[] = {
    {"24 hours", [](Clock c) { return print("%02d:%02d", c.hour, c.minute); }},
    {"24 hours with seconds", [](Clock c) { return print("%02d:%02d:00", c.hour, c.minute); }},
    {"12 hours", [](Clock c) { return print("%d:%02d %s", ClockForm12::hour(c), c.minute, ClockForm12::half(c)); }},
    {"12 hours, glued",
     [](Clock c) { return print("%02d:%02d%s", ClockForm12::hour(c), c.minute, ClockForm12::half(c)); }},
    {"12 hours with a point",
     [](Clock c) { return print("%d.%02d %s", ClockForm12::hour(c), c.minute, ClockForm12::half(c)); }},
    {"French", [](Clock c) { return print("%02dh%02d", c.hour, c.minute); }},
    {"Japanese", [](Clock c) { return print("%d時%d分", c.hour, c.minute); }},
};

Date any_date() {
  return next_day({1975, 1, 1}, *rc::gen::inRange(0, 40000));
}
Clock any_clock() {
  return {static_cast<std::int8_t>(*rc::gen::inRange(0, 24)), static_cast<std::int8_t>(*rc::gen::inRange(0, 60)), -1,
          ClockForm::h24};
}

RC_GTEST_PROP(RoundTrips, a_moment_in_any_notation_reads_back, ()) {
  const Date date = any_date();
  const Clock clock = any_clock();
  const DateForm& date_form = *rc::gen::elementOf(std::vector<DateForm>(std::begin(date_forms), std::end(date_forms)));
  const ClockFormat& clock_form =
      *rc::gen::elementOf(std::vector<ClockFormat>(std::begin(clock_forms), std::end(clock_forms)));
  const std::string zone = *rc::gen::element<std::string>("", " UTC", " EST", " (SAST)", " GMT+2", " Pacific Time");
  const bool clock_first = *rc::gen::arbitrary<bool>();
  const std::string d = date_form.print(date), c = clock_form.print(clock);
  const std::string moment =
      clock_first ? c + zone + " on " + d : d + (*rc::gen::element<std::string>(" ", ", ", " at ")) + c + zone;
  const std::string before = *rc::gen::element<std::string>("", "It broke: ", "(", "- **");
  const std::string text =
      before + moment + *rc::gen::element<std::string>("", ".", ", it broke", "\nThen", "** – it broke");

  std::vector<Mention> found;
  find_mentions(text, 1000, {}, found);
  RC_LOG() << text << " (" << date_form.name << ", " << clock_form.name << ")\n";
  RC_ASSERT(found.size() == 1u);
  RC_ASSERT(found[0].date.has_value());
  RC_ASSERT(*found[0].date == date);
  RC_ASSERT(found[0].clock.has_value());
  RC_ASSERT(found[0].clock->minutes() == clock.minutes());
  RC_ASSERT(found[0].zone.has_value() == !zone.empty());
  RC_ASSERT(!found[0].invalid);
  RC_ASSERT(found[0].span.begin == 1000 + before.size());
  RC_ASSERT(found[0].span.size() == moment.size());

  const auto leading = read_leading_time("- " + moment + " - it broke", {});
  RC_ASSERT(leading.has_value());
  RC_ASSERT(leading->date == found[0].date);
  RC_ASSERT(leading->clock->minutes() == clock.minutes());
}

RC_GTEST_PROP(RoundTrips, a_length_in_any_notation_reads_back, ()) {
  const int hours = *rc::gen::inRange(1, 48), minutes = *rc::gen::inRange(1, 60);
  const std::vector<std::string> forms = {print("%d hours and %d minutes", hours, minutes),
                                          print("%dh %dm", hours, minutes),
                                          print("%dh%02dm", hours, minutes),
                                          print("%d hrs, %d mins", hours, minutes),
                                          print("PT%dH%dM", hours, minutes),
                                          print("%d h %d min", hours, minutes),
                                          print("%d minutes", hours * 60 + minutes),
                                          duration_text(hours * 3600 + minutes * 60),
                                          duration_words(hours * 3600 + minutes * 60)};
  const std::size_t form = *rc::gen::inRange<std::size_t>(0, forms.size());
  // duration_text keeps two units: days swallow the minutes.
  RC_PRE(form < 7 || hours < 24);
  const std::string text = "It took " + forms[form] + " to mend.";
  std::vector<Mention> found;
  find_mentions(text, 0, {}, found);
  RC_LOG() << text << "\n";
  RC_ASSERT(found.size() == 1u);
  RC_ASSERT(found[0].kind == MentionKind::duration);
  RC_ASSERT(found[0].seconds == hours * 3600 + minutes * 60);
  RC_ASSERT(found[0].span.in(text) == forms[form]);
}

/// Pieces that notations are made of, in any order: more likely than bytes to reach far into the readers.
std::string any_pieces() {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "9", "12", "31", "2024", "20240418", ":", "-", "/", ".", " ", "  ", "\n", "T", "Z", "AM", "p.m.", "h", "hrs",
      "min", "and", "a", "half", "an hour", "to", "–", "→", "(", ")", "[", "]", "**", ",", "UTC", "GMT", "EST", "+",
      "+2", "-05:00", "March", "may", "Sunday", "th", "of", "at", "on", "noon", "Midnight", "Pacific Time", "Africa/",
      "Lagos", "PT", "P1D", "年", "月", "日", "午後", "時", "分", "½", "~", "approx.", "\xC3", "\xE2", "août", "é",
      "00", "000", "%", "_", "|", "'23"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

void check_spans(const std::string& text) {
  std::vector<Mention> found;
  find_mentions(text, 0, {}, found);
  std::uint32_t end = 0;
  for (const Mention& m : found) {
    RC_ASSERT(m.span.begin >= end);
    RC_ASSERT(m.span.begin < m.span.end);
    RC_ASSERT(m.span.end <= text.size());
    for (const Span& part : {m.date_span, m.clock_span, m.zone_span}) RC_ASSERT((part.empty() || m.span.covers(part)));
    RC_ASSERT((!m.date_ambiguous || m.date_other.has_value()));
    RC_ASSERT((m.invalid || !m.date || is_valid(*m.date)));
    RC_ASSERT((m.kind != MentionKind::moment || m.date || m.clock));
    RC_ASSERT((m.kind != MentionKind::zone || m.zone));
    end = m.span.end;
  }
  if (const auto leading = read_leading_time(text, {})) RC_ASSERT(leading->span.end <= text.size());
}

// RC_ASSERT takes its expression apart, both sides of || too: such are put into parentheses.
RC_GTEST_PROP(AnyText, has_mentions_inside_it_that_do_not_overlap, ()) {
  check_spans(any_pieces());
}

RC_GTEST_PROP(AnyText, may_be_any_bytes, (const std::string& bytes)) {
  check_spans(bytes);
}

TEST(AnyText, costs_the_same_for_each_byte) {
  // Not a measurement: a quadratic reader would not come to an end here.
  for (const char* piece : {"a ", "12:", "March ", "1h ", "(", "- ", "in in ", "9 to ", "an an ", "1 and a ",
                            "9999999999", "éé", "Sunday, ", "UTC ", "~", "**", "   "}) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    std::vector<Mention> found;
    find_mentions(text, 0, {}, found);
    EXPECT_LE(found.size(), text.size());
  }
}

TEST(DurationText, says_the_two_largest_units) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(45), "45 s");
  EXPECT_EQ(duration_text(240), "4 min");
  EXPECT_EQ(duration_text(5400), "1 h 30 min");
  EXPECT_EQ(duration_text(183600), "2 d 3 h");
  EXPECT_EQ(duration_text(86400 + 60), "1 d");
  EXPECT_EQ(duration_text(-90), "-1 min 30 s");
  EXPECT_EQ(duration_words(5400), "1 hour and 30 minutes");
  EXPECT_EQ(duration_words(1), "1 second");
  EXPECT_EQ(duration_words(0), "0 seconds");
  EXPECT_EQ(duration_text(INT64_MIN), "-106751991167300 d 15 h");
}

TEST(Civil, prints_what_is_known) {
  EXPECT_EQ(to_string(Civil{Date{2024, 4, 18}, Clock{9, 30, -1, ClockForm::h24}}), "2024-04-18T09:30");
  EXPECT_EQ(to_string(Civil{{}, Clock{20, 0, -1, ClockForm::h24}}), "T20:00");
  EXPECT_EQ(to_string(Civil{Date{2024, 4, 18}, {}}), "2024-04-18");
  EXPECT_EQ(to_string(Civil{Date{0, 4, 18}, {}}), "");
  EXPECT_EQ(to_string(Civil{}), "");
}

TEST(Civil, knows_days) {
  EXPECT_EQ(weekday_of({2023, 5, 13}), 6);
  EXPECT_EQ(days_of({1970, 1, 1}), 0);
  EXPECT_EQ(next_day({2023, 12, 31}), (Date{2024, 1, 1}));
  EXPECT_EQ(next_day({2024, 3, 1}, -1), (Date{2024, 2, 29}));
  EXPECT_TRUE(is_valid({0, 2, 29}));
  EXPECT_FALSE(is_valid({2023, 2, 29}));
  EXPECT_FALSE(is_valid({2023, 13, 1}));
}

}  // namespace
}  // namespace afterword
