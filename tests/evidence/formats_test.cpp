// The notations of formats/ read the samples that stand beside them.
#include "evidence/formats.h"

#include <gtest/gtest.h>

#include "evidence/instant.h"
#include "evidence/log_form.h"
#include "evidence/log_reader.h"

namespace afterword {
namespace {

constexpr Instant end_of_2026 = 1'798'675'200 * one_second;  // 2026-12-31T00:00:00Z

TEST(Formats, the_files_can_be_read) {
  const auto formats = read_formats(all_format_files());
  ASSERT_TRUE(formats) << formats.error().where << ": " << formats.error().message;
  EXPECT_GE(formats->times.size(), 40u);
  EXPECT_GE(formats->logs.size(), 20u);
}

TEST(Formats, every_time_reads_its_samples) {
  const Formats& formats = built_in_formats();
  for (std::size_t i = 0; i < formats.times.size(); ++i) {
    EXPECT_FALSE(formats.time_samples[i].empty()) << formats.times[i].text << " has no sample";
    for (const FormatSample& sample : formats.time_samples[i]) {
      const TimeContext context{{}, end_of_2026, 0};
      TimeReader reader(formats.times[i], context);
      for (int again = 0; again < 2; ++again) {  // the second time from memory
        const TimeRead read = reader.read(sample.line);
        EXPECT_EQ(read.bytes, sample.line.size()) << formats.times[i].text << " on " << sample.line;
        if (!sample.expected.empty()) EXPECT_EQ(write_instant(read.at), sample.expected) << formats.times[i].text;
      }
    }
  }
}

std::string describe(const LogFields& fields) {
  std::string out = fields.time.bytes == 0 ? "none" : write_instant(fields.time.at);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.append(" ").append(name).append("=").append(value);
  };
  add("host", fields.host);
  add("service", fields.service);
  add("program", fields.program);
  if (fields.level) add("level", name_of(*fields.level));
  if (fields.status != 0) add("status", std::to_string(fields.status));
  if (fields.seconds >= 0) {
    std::string seconds = std::to_string(fields.seconds);
    seconds.erase(seconds.find_last_not_of('0') + 1);
    add("seconds", seconds);
  }
  add("message", fields.message);
  return out;
}

TEST(Formats, every_log_reads_its_samples_and_is_recognised_by_them) {
  for (const LogFormat& format : built_in_formats().logs) {
    EXPECT_FALSE(format.samples.empty()) << format.name << " has no sample";
    for (const FormatSample& sample : format.samples) {
      if (format.name == "strace") continue;  // its times have no date
      const LogForm form = learn_log_form(sample.line + "\n" + sample.line + "\n" + sample.line + "\n");
      const TimeContext context{{}, end_of_2026, 0};
      if (!format.wraps) {
        EXPECT_EQ(form.name, format.name) << sample.line;
        LogReader reader(form, context);
        LogFields fields;
        EXPECT_TRUE(reader.read(sample.line, fields)) << sample.line;
        if (!sample.expected.empty()) EXPECT_EQ(describe(fields), sample.expected) << format.name;
        continue;
      }
      LogForm alone;
      alone.kind = FormKind::text;
      alone.wraps = true;
      for (const LinePattern& pattern : format.lines) {
        alone.lines.push_back({&pattern, {}});
        for (const TimeNotation& notation : built_in_formats().times) alone.lines.back().times.push_back(&notation);
      }
      LogReader reader(alone, context);
      LogFields fields;
      static_cast<void>(reader.read(sample.line, fields));
      EXPECT_EQ(describe(fields), sample.expected) << format.name;
    }
  }
}

}  // namespace
}  // namespace afterword
