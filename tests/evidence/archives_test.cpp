#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/gather.h"
#include "evidence/input_set.h"

namespace afterword {
namespace {

/// A member of a tar archive; `type` is '0' for a file, '2' for a link to `body`.
std::string tar_member(const std::string& name, char type, const std::string& body) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
  const auto octal = [](std::size_t number, std::size_t digits) {
    std::string out(digits, '0');
    for (std::size_t i = digits; i-- > 0; number /= 8) out[i] = static_cast<char>('0' + number % 8);
    return out;
  };
  const bool is_file = type == '0';
  put(0, name);
  put(100, "0000644");
  put(124, octal(is_file ? body.size() : 0, 11));
  put(148, std::string(8, ' '));
  put(156, std::string(1, type));
  if (!is_file) put(157, body);
  put(257, "ustar");
  put(263, "00");
  std::size_t sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(148, octal(sum, 6) + std::string(1, '\0') + " ");
  if (!is_file) return header;
  return header + body + std::string((512 - body.size() % 512) % 512, '\0');
}

Evidence gather_tar(const std::string& members) {
  const std::vector<NamedSource> sources{
      {"logs.tar", 0, std::make_shared<MemorySource>(members + std::string(1024, '\0'))}};
  return gather(sources, {});
}

const std::string log_text = "2026-06-01T00:00:00Z web: ready\n2026-06-01T00:00:01Z web: still ready\n";

TEST(Archives, members_that_are_links_or_climb_out_are_left_out_aloud) {
  const Evidence evidence =
      gather_tar(tar_member("passwd.log", '2', "/etc/passwd") + tar_member("../../up.log", '0', log_text) +
                 tar_member("web.log", '0', log_text));
  std::vector<std::string> paths;
  for (const Input& input : evidence.inputs)
    if (input.records != 0) paths.push_back(input.path);
  EXPECT_EQ(paths, std::vector<std::string>{"logs.tar!web.log"});
  const auto note = std::find_if(evidence.notes.begin(), evidence.notes.end(),
                                 [](const ReadingNote& n) { return n.code == "left-out"; });
  ASSERT_NE(note, evidence.notes.end());
  EXPECT_EQ(note->message, "2 members are links or climb out of the archive, and not read; this is the first");
  EXPECT_EQ(evidence.inputs[note->place.input].path, "logs.tar!passwd.log");
}

TEST(Archives, hidden_members_are_passed_over_as_in_folders) {
  const Evidence evidence = gather_tar(tar_member(".cache", '0', "x") + tar_member("web.log", '0', log_text));
  EXPECT_EQ(evidence.inputs.size(), 1U);
}

/// Text in UTF-16; characters beyond the first plane are given as pairs already.
std::string in_utf16(std::u16string_view text, bool is_big_endian, bool has_mark) {
  std::string out;
  const auto put = [&](char16_t unit) {
    const auto high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? high : low;
    out += is_big_endian ? low : high;
  };
  if (has_mark) put(0xFEFF);
  for (const char16_t unit : text) put(unit);
  return out;
}

TEST(Archives, text_in_utf_16_is_read_as_what_it_says) {
  const std::u16string text =
      u"2026-06-01 00:00:00 ERROR Gr\u00f6\u00dfe \u20ac \U0001F525 \xD800x is wrong\r\n2026-06-01 00:00:01 INFO it is "
      u"right\r\n";
  const std::string expected = "2026-06-01 00:00:00 ERROR Größe € 🔥 \uFFFDx is wrong";
  for (const bool is_big_endian : {false, true}) {
    for (const bool has_mark : {false, true}) {
      const std::vector<NamedSource> sources{
          {"cart.log", 0, std::make_shared<MemorySource>(in_utf16(text, is_big_endian, has_mark))}};
      const Evidence evidence = gather(sources, {});
      ASSERT_EQ(evidence.inputs.size(), 1u);
      EXPECT_EQ(evidence.inputs[0].path, "cart.log");
      if (has_mark) EXPECT_EQ(evidence.inputs[0].records, 2u);
      if (evidence.logs.rows.empty()) continue;  // without a mark, only where nearly all is ASCII
      const auto bytes = read_place(sources, evidence, Place{0, static_cast<std::uint32_t>(expected.size()), 1, 0});
      ASSERT_TRUE(bytes.has_value());
      EXPECT_EQ(*bytes, expected);
    }
  }
}

TEST(Archives, text_in_utf_16_without_a_mark_is_known_by_its_zeros) {
  const std::vector<NamedSource> sources{
      {"cart.log", 0,
       std::make_shared<MemorySource>(
           in_utf16(u"2026-06-01 00:00:00 ERROR down\n2026-06-01 00:00:01 INFO up\n", true, false))}};
  EXPECT_EQ(gather(sources, {}).inputs[0].records, 2u);
}

}  // namespace
}  // namespace afterword
