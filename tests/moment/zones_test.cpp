#include <date/tz.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <random>
#include <thread>

#include "moment/tzif.h"
#include "moment/zone.h"

namespace afterword {
namespace {

ZoneName zone(std::string_view name) {
  auto found = read_zone(name);
  EXPECT_TRUE(found) << name;
  return found.value_or(ZoneName{});
}

Civil civil(int year, int month, int day, int hour, int minute) {
  return {Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)},
          Clock{static_cast<std::int8_t>(hour), static_cast<std::int8_t>(minute), -1, ClockForm::h24}};
}

struct Case {
  const char* what;
  const char* zone;
  int year, month, day, hour, minute;
  LocalTime kind;
  const char* instant;
  const char* abbreviation;
};

constexpr Case cases[] = {
    {"an ordinary morning", "Africa/Nairobi", 2024, 4, 18, 9, 30, LocalTime::unique, "2024-04-18T09:30:00+03:00",
     "EAT"},
    {"no daylight time in Lagos", "Africa/Lagos", 2024, 7, 1, 12, 0, LocalTime::unique, "2024-07-01T12:00:00+01:00",
     "WAT"},
    {"summer in New York", "America/New_York", 2023, 5, 12, 15, 0, LocalTime::unique, "2023-05-12T15:00:00-04:00",
     "EDT"},
    {"the hour that New York skips", "America/New_York", 2024, 3, 10, 2, 30, LocalTime::nonexistent,
     "2024-03-10T02:30:00-05:00", "EST"},
    {"the hour that New York has twice", "America/New_York", 2024, 11, 3, 1, 30, LocalTime::ambiguous,
     "2024-11-03T01:30:00-04:00", "EDT"},
    {"the minute after the skipped hour", "America/New_York", 2024, 3, 10, 3, 0, LocalTime::unique,
     "2024-03-10T03:00:00-04:00", "EDT"},
    {"the minute before it", "America/New_York", 2024, 3, 10, 1, 59, LocalTime::unique, "2024-03-10T01:59:00-05:00",
     "EST"},
    {"Lord Howe moves by half an hour: skipped", "Australia/Lord_Howe", 2024, 10, 6, 2, 15, LocalTime::nonexistent,
     "2024-10-06T02:15:00+10:30", "+1030"},
    {"Lord Howe moves by half an hour: twice", "Australia/Lord_Howe", 2024, 4, 7, 1, 45, LocalTime::ambiguous,
     "2024-04-07T01:45:00+11:00", "+11"},
    {"Casablanca goes back for Ramadan", "Africa/Casablanca", 2024, 3, 20, 12, 0, LocalTime::unique,
     "2024-03-20T12:00:00Z", "+00"},
    {"and is ahead for the rest of the year", "Africa/Casablanca", 2024, 6, 1, 12, 0, LocalTime::unique,
     "2024-06-01T12:00:00+01:00", "+01"},
    {"Troll moves by two hours: skipped", "Antarctica/Troll", 2024, 3, 31, 2, 30, LocalTime::nonexistent,
     "2024-03-31T02:30:00Z", "+00"},
    {"Dublin's winter is its negative daylight time", "Europe/Dublin", 2024, 1, 15, 12, 0, LocalTime::unique,
     "2024-01-15T12:00:00Z", "GMT"},
    {"Dublin's summer is its standard time", "Europe/Dublin", 2024, 7, 15, 12, 0, LocalTime::unique,
     "2024-07-15T12:00:00+01:00", "IST"},
    {"Samoa left out a whole day", "Pacific/Apia", 2011, 12, 30, 12, 0, LocalTime::nonexistent,
     "2011-12-30T12:00:00-10:00", "-10"},
    {"far beyond the table, by the footer", "America/New_York", 2150, 7, 1, 12, 0, LocalTime::unique,
     "2150-07-01T12:00:00-04:00", "EDT"},
    {"south of the equator, by the footer", "Australia/Sydney", 2150, 1, 1, 12, 0, LocalTime::unique,
     "2150-01-01T12:00:00+11:00", "AEDT"},
    {"a name with an offset of its own keeps it", "PST", 2023, 5, 12, 15, 0, LocalTime::unique,
     "2023-05-12T15:00:00-08:00", "PST"},
    {"a name without one follows the date", "Pacific Time", 2023, 5, 12, 15, 0, LocalTime::unique,
     "2023-05-12T15:00:00-07:00", "PDT"},
    {"24:00 is the next day", "UTC", 2024, 4, 18, 24, 0, LocalTime::unique, "2024-04-19T00:00:00Z", "UTC"},
    {"half hours", "India Standard Time", 2024, 4, 18, 9, 30, LocalTime::unique, "2024-04-18T09:30:00+05:30",
     "India Standard Time"},
};

TEST(Zones, resolve_local_times_for_the_date_at_hand) {
  for (const Case& c : cases) {
    const Civil local = civil(c.year, c.month, c.day, c.hour, c.minute);
    const auto found = resolve(local, zone(c.zone));
    ASSERT_TRUE(found) << c.what;
    EXPECT_EQ(found->kind, c.kind) << c.what;
    EXPECT_EQ(instant_of(local, zone(c.zone)), c.instant) << c.what;
    EXPECT_EQ(found->abbreviation, c.abbreviation) << c.what;
  }
}

TEST(Zones, say_what_was_in_force) {
  const Date may{2023, 5, 12}, january{2023, 1, 12};
  EXPECT_EQ(abbreviation_in_force(zone("PST"), may), "PDT");
  EXPECT_EQ(abbreviation_in_force(zone("PST"), january), "PST");
  EXPECT_EQ(abbreviation_in_force(zone("EDT"), january), "EST");
  EXPECT_EQ(abbreviation_in_force(zone("BST"), january), "GMT");
  EXPECT_EQ(abbreviation_in_force(zone("CET"), may), "CEST");
  EXPECT_EQ(abbreviation_in_force(zone("GST"), may), "GST");
  EXPECT_EQ(abbreviation_in_force(zone("Eastern Standard Time"), may), "EDT");
  EXPECT_EQ(abbreviation_in_force(zone("PT"), may), "PDT");
  EXPECT_EQ(abbreviation_in_force(zone("UTC+2"), may), std::nullopt);
  EXPECT_EQ(abbreviation_in_force(zone("PST"), Date{}), std::nullopt);
}

TEST(Zones, resolve_nothing_where_something_is_missing) {
  EXPECT_FALSE(resolve({}, zone("UTC")));
  EXPECT_FALSE(resolve({Date{2024, 2, 30}, Clock{}}, zone("UTC")));
  EXPECT_FALSE(resolve({Date{0, 2, 3}, Clock{}}, zone("UTC")));
  EXPECT_FALSE(resolve(civil(2024, 4, 18, 9, 30), zone("Africa/Atlantis")));
  EXPECT_FALSE(resolve(civil(2024, 4, 18, 9, 30), ZoneName{}));
  EXPECT_EQ(instant_of({}, zone("UTC")), "");
}

TEST(Zones, every_abbreviation_names_a_zone_that_exists) {
  for (const char* name : {
#define ABBREVIATION(name, iana, offset, word, others) name,
#include "moment/abbreviations.inc"
#undef ABBREVIATION
       }) {
    const ZoneName read = zone(name);
    EXPECT_EQ(read.written, name);
    EXPECT_NE(find_time_zone(read.iana), nullptr) << name << " " << read.iana;
    for (const std::string& other : read.others) EXPECT_NE(find_time_zone(other), nullptr) << other;
  }
  for (const char* words : {
#define PHRASE(words, iana, offset) words,
#include "moment/zone_phrases.inc"
#undef PHRASE
       }) {
    const ZoneName read = zone(std::string(words) + " time");
    EXPECT_NE(find_time_zone(read.iana), nullptr) << words;
  }
}

/// Two oracles read the same files by other code: the date library, which knows the tables up to 2037, and the C
/// library, which knows the footers too.
TEST(Zones, agree_with_the_date_library_and_the_C_library_everywhere) {
  std::mt19937_64 random(20240418);
  std::size_t zones = 0;
  const auto compare = [](const std::string& name, std::int64_t seconds, int offset, const std::string& abbreviation) {
    const ZoneState state = find_time_zone(name)->at(seconds);
    ASSERT_EQ(state.offset_seconds, offset) << name << " at " << seconds;
    ASSERT_EQ(state.abbreviation, abbreviation) << name << " at " << seconds;
  };
  for (const auto& known : date::get_tzdb().zones) {
    ASSERT_NE(find_time_zone(known.name()), nullptr) << known.name();
    ++zones;
    for (int n = 0; n < 30; ++n) {
      const auto seconds = static_cast<std::int64_t>(random() % 3'100'000'000) - 1'000'000'000;
      const auto theirs = known.get_info(date::sys_seconds{std::chrono::seconds{seconds}});
      ASSERT_NO_FATAL_FAILURE(compare(known.name(), seconds, static_cast<int>(theirs.offset.count()), theirs.abbrev));
    }
    ASSERT_EQ(setenv("TZ", (":" + known.name()).c_str(), 1), 0);
    tzset();
    for (int n = 0; n < 30; ++n) {
      const std::time_t seconds = static_cast<std::time_t>(random() % 13'500'000'000);
      std::tm local{};
      ASSERT_NE(localtime_r(&seconds, &local), nullptr);
      ASSERT_NO_FATAL_FAILURE(compare(known.name(), seconds, static_cast<int>(local.tm_gmtoff), local.tm_zone));
    }
  }
  unsetenv("TZ");
  tzset();
  EXPECT_GT(zones, 300u);
}

TEST(Zones, agree_with_the_date_library_about_local_times) {
  std::mt19937_64 random(7);
  for (const char* name : {"America/New_York", "Australia/Lord_Howe", "Antarctica/Troll", "Europe/Dublin",
                           "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Asia/Tehran", "Africa/Lagos"}) {
    const auto* theirs = date::locate_zone(name);
    ZoneName ours;
    ours.iana = name;
    // Every quarter of an hour within two days of every change from 1990 to 2040.
    for (auto day = date::sys_days{date::year{1990} / 1 / 1}; day < date::sys_days{date::year{2040} / 1 / 1};) {
      const auto info = theirs->get_info(day);
      if (info.end > date::sys_days{date::year{2040} / 1 / 1}) break;
      const auto change = date::local_seconds{info.end.time_since_epoch() + info.offset};
      for (int quarter = -192; quarter < 192; quarter += 1 + static_cast<int>(random() % 3)) {
        const auto local = change + std::chrono::minutes{15 * quarter};
        const auto date_day = date::floor<date::days>(local);
        const date::year_month_day ymd{date_day};
        const auto minutes =
            static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(local - date_day).count());
        const auto found =
            resolve(civil(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
                          static_cast<int>(static_cast<unsigned>(ymd.day())), minutes / 60, minutes % 60),
                    ours);
        ASSERT_TRUE(found);
        const auto want = theirs->get_info(local);
        ASSERT_EQ(static_cast<int>(found->kind), want.result == date::local_info::unique      ? 0
                                                 : want.result == date::local_info::ambiguous ? 1
                                                                                              : 2)
            << name << " " << found->seconds << " " << minutes;
        ASSERT_EQ(found->offset_minutes * 60, want.first.offset.count()) << name << " " << found->seconds;
      }
      day = date::ceil<date::days>(info.end) + date::days{1};
    }
  }
}

TEST(Zones, damaged_files_are_no_zones) {
  EXPECT_EQ(TimeZone::parse(""), nullptr);
  EXPECT_EQ(TimeZone::parse("TZif2"), nullptr);
  EXPECT_EQ(TimeZone::parse(std::string(44, '\xFF')), nullptr);
  std::string huge = "TZif2" + std::string(39, '\0');
  huge[35] = '\x7F';
  EXPECT_EQ(TimeZone::parse(huge), nullptr);
}

TEST(Zones, names_cannot_climb_out_of_the_folder) {
  EXPECT_EQ(find_time_zone("../../../etc/passwd"), nullptr);
  EXPECT_EQ(find_time_zone("/etc/passwd"), nullptr);
  EXPECT_EQ(find_time_zone(""), nullptr);
  EXPECT_EQ(find_time_zone("Africa"), nullptr);
}

TEST(Zones, follow_TZDIR_and_do_without_a_database) {
  ASSERT_EQ(setenv("TZDIR", "/nonexistent", 1), 0);
  EXPECT_FALSE(resolve(civil(2024, 4, 18, 9, 30), zone("Africa/Nairobi")));
  EXPECT_TRUE(resolve(civil(2024, 4, 18, 9, 30), zone("EAT")));
  EXPECT_EQ(abbreviation_in_force(zone("PST"), {2024, 5, 1}), std::nullopt);
  unsetenv("TZDIR");
  EXPECT_TRUE(resolve(civil(2024, 4, 18, 9, 30), zone("Africa/Nairobi")));
}

TEST(Zones, are_safe_from_many_threads) {
  std::vector<std::thread> threads;
  std::vector<std::int64_t> sums(4);
  for (std::size_t t = 0; t < sums.size(); ++t) {
    threads.emplace_back([&sums, t] {
      for (const char* name : {"Asia/Tokyo", "Europe/Oslo", "America/Denver", "Africa/Cairo", "Asia/Kolkata"}) {
        ZoneName zone_name;
        zone_name.iana = name;
        sums[t] += resolve(civil(2024, 4, 18, 9, 30), zone_name)->seconds;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::int64_t sum : sums) EXPECT_EQ(sum, sums[0]);
}

TEST(ReadTzRule, knows_the_forms_of_the_footer) {
  EXPECT_TRUE(read_tz_rule("EST5EDT,M3.2.0,M11.1.0"));
  EXPECT_TRUE(read_tz_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"));
  EXPECT_TRUE(read_tz_rule("IST-1GMT0,M10.5.0,M3.5.0/1"));
  EXPECT_TRUE(read_tz_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0"));
  EXPECT_TRUE(read_tz_rule("XXX3EDT4,0/0,J365/23"));
  EXPECT_TRUE(read_tz_rule("UTC0"));
  EXPECT_FALSE(read_tz_rule(""));
  EXPECT_FALSE(read_tz_rule("EST"));
  EXPECT_FALSE(read_tz_rule("EST5EDT,M13.2.0,M11.1.0"));
  EXPECT_FALSE(read_tz_rule("EST5EDT,M3.2.0"));
  EXPECT_FALSE(read_tz_rule("EST5EDT,M3.2.0,M11.1.0 "));
}

}  // namespace
}  // namespace afterword
