#include "text/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/charset.h"
#include "text/letters.h"

namespace afterword {
namespace {

using namespace std::string_literals;

std::string content_of(std::string bytes) {
  return std::string(Text::read(std::move(bytes)).content());
}

/// UTF-8 read in a wrong encoding and written as UTF-8 again.
std::string damage(std::string_view text, Charset charset) {
  std::string out;
  for (const char c : text) {
    char buffer[4];
    out.append(buffer, encode_utf8(decode_byte(charset, static_cast<std::uint8_t>(c)), buffer));
  }
  return out;
}

/// The same through Latin-1, which keeps control characters.
std::string damage_latin(std::string_view text) {
  std::string out;
  for (const char c : text) {
    char buffer[4];
    out.append(buffer, encode_utf8(static_cast<unsigned char>(c), buffer));
  }
  return out;
}

std::string one_repair(std::string bytes) {
  const Text text = Text::read(std::move(bytes));
  EXPECT_EQ(text.repairs().size(), 1u);
  return text.repairs().empty() ? "" : text.repairs().front().what;
}

TEST(Text, LeavesCleanTextAlone) {
  const Text text = Text::read("# Title\n\nWords.\n");
  EXPECT_EQ(text.content(), "# Title\n\nWords.\n");
  EXPECT_EQ(text.content().data(), text.original().data());
  EXPECT_TRUE(text.repairs().empty());
  EXPECT_EQ(text.line_count(), 4u);
  EXPECT_EQ(text.line_of(0), 1u);
  EXPECT_EQ(text.line_of(9), 3u);
  EXPECT_EQ(text.line_span(3).in(text.content()), "Words.");
  EXPECT_EQ(Text::read("").line_count(), 1u);
}

TEST(Text, SkipsTheByteOrderMark) {
  const Text text = Text::read("\xEF\xBB\xBFhi");
  EXPECT_EQ(text.content(), "hi");
  EXPECT_EQ(text.to_original({0, 2}), (Span{3, 5}));
  EXPECT_EQ(text.to_content(3), 0u);
  EXPECT_EQ(text.to_content(4), 1u);
  EXPECT_EQ(content_of("ï»¿hi"), "hi");
  EXPECT_EQ(content_of("\xEF\xBB\xBF"), "");
}

TEST(Text, ReadsUtf16) {
  EXPECT_EQ(content_of("\xFF\xFEh\0i\0\n\0\x3D\xD8\xD1\xDE"s), "hi\n🛑");
  EXPECT_EQ(content_of("\xFE\xFF\0h\0i"s), "hi");
  EXPECT_EQ(content_of("h\0e\0l\0l\0o\0 \0y\0o\0u\0"s), "hello you");
  EXPECT_EQ(content_of("\xFF\xFE\x3D\xD8"s), "\xEF\xBF\xBD");
  EXPECT_EQ(one_repair("\xFF\xFEh\0"s), "the file is UTF-16 (little endian), not UTF-8");
}

TEST(Text, ReplacesNulAndBrokenBytes) {
  EXPECT_EQ(content_of("a\0b"s),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(content_of("naïve caf\xE9 ünï çé ñ"), "naïve caf\xEF\xBF\xBD ünï çé ñ");
  const Text text = Text::read("a\0b\0c"s);
  ASSERT_EQ(text.repairs().size(), 1u);
  EXPECT_EQ(text.repairs()[0].original, (Span{1, 4}));
  EXPECT_EQ(text.repairs()[0].replacement,
            "\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

TEST(Text, ReadsAWholeFileOfWindows1252) {
  EXPECT_EQ(content_of("It\x92s a caf\xE9 \x96 really\n"), "It’s a café – really\n");
  EXPECT_EQ(one_repair("caf\xE9\n"), "byte 0xE9 is Windows-1252 for ‘é’, not UTF-8");
  EXPECT_EQ(content_of("\x01\x02\xE9\x03\x04"), "\x01\x02\xEF\xBF\xBD\x03\x04");
}

TEST(Text, UndoesMojibake) {
  EXPECT_EQ(content_of("it‚Äôs"), "it’s");
  EXPECT_EQ(content_of("caf√© für √úber"), "café für Über");
  EXPECT_EQ(content_of("üõë stop"), "🛑 stop");
  EXPECT_EQ(content_of("it‚Äôs üîÑ and üõ†Ô∏è"), "it’s 🔄 and 🛠️");  // the apple dropped
  EXPECT_EQ(content_of("itâ€™s cafÃ© ðŸ›‘"), "it’s café 🛑");
  EXPECT_EQ(content_of("â€œquotedâ€\xC2\x9D"), "“quoted”");
  EXPECT_EQ(content_of("â€œquotedâ€�"), "“quoted”");
  EXPECT_EQ(content_of("itÃ¢â‚¬â„¢s"), "it’s");
  EXPECT_EQ(content_of("10Â°C and Â£5"), "10°C and £5");
}

TEST(Text, SaysWhatWasWrongAndWhere) {
  const Text text = Text::read("Well, it‚Äôs d√©j√† vu\nnext");
  ASSERT_EQ(text.repairs().size(), 1u);
  const Repair& repair = text.repairs()[0];
  EXPECT_EQ(repair.what, "‘it‚Äôs’ is UTF-8 read as Mac Roman");
  EXPECT_EQ(repair.original.in(text.original()), "‚Äôs d√©j√†");
  EXPECT_EQ(repair.replacement, "’s déjà");
  EXPECT_EQ(text.to_original({static_cast<std::uint32_t>(text.content().find("vu")), 0}).begin,
            text.original().find("vu"));
  EXPECT_EQ(one_repair("itÃ¢â‚¬â„¢s"), "‘itÃ¢â‚¬â„¢s’ is UTF-8 read as Windows-1252, twice");
}

TEST(Text, MapsPlacesBothWays) {
  const Text text = Text::read("ab‚Äôcd");
  const std::string_view content = text.content();  // ab’cd
  EXPECT_EQ(text.to_original({2, 5}).in(text.original()), "‚Äô");
  EXPECT_EQ(text.to_original({3, 4}).in(text.original()), "‚Äô");
  EXPECT_EQ(text.to_original({5, 6}).in(text.original()), "c");
  EXPECT_EQ(text.to_original({0, static_cast<std::uint32_t>(content.size())}).in(text.original()), text.original());
  EXPECT_EQ(text.to_content(4), 2u);
  EXPECT_EQ(text.to_content(static_cast<std::uint32_t>(text.original().find('c'))), 5u);
}

TEST(Text, KeepsCrlfAndEvensOutMixedLineEnds) {
  const Text all = Text::read("a\r\nb\r\n");
  EXPECT_EQ(all.content(), "a\r\nb\r\n");
  EXPECT_TRUE(all.repairs().empty());
  EXPECT_EQ(all.line_span(1).in(all.content()), "a");
  EXPECT_EQ(content_of("a\r\nb\nc\n"), "a\nb\nc\n");
  EXPECT_EQ(content_of("a\r\nb\r\nc\n"), "a\r\nb\r\nc\r\n");
  EXPECT_EQ(content_of("a\rb\rc"), "a\nb\nc");
  EXPECT_EQ(Text::read("a\rb\rc").repairs().size(), 1u);
}

TEST(Text, PartsListNumbersFromTimes) {
  EXPECT_EQ(content_of("1.10:30 AM - x\n  12)9:05 y\n"), "1. 10:30 AM - x\n  12) 9:05 y\n");
  for (const std::string same :
       {"see 1.10:30\n", "1.10 released\n", "10.30.15\n", "1.10:75\n", "1.31:10\n", "1.1:2:3\n"})
    EXPECT_EQ(content_of(same), same);
  EXPECT_EQ(content_of("```\n1.10:30 a\n```\n1.10:30 b\n"), "```\n1.10:30 a\n```\n1. 10:30 b\n");
  EXPECT_EQ(content_of("```\n1.10:30 a\n"), "```\n1. 10:30 a\n");
}

TEST(Text, RecordsClocksWithBothAndLeavesThem) {
  for (const std::string wrong : {"at 13:20PM x", "at 00:10 a.m. x", "at 23:59:59 pm"}) {
    const Text text = Text::read(wrong);
    ASSERT_EQ(text.repairs().size(), 1u) << wrong;
    EXPECT_EQ(text.repairs()[0].kind, RepairKind::clock_with_both);
    EXPECT_EQ(text.content(), wrong);
    EXPECT_FALSE(text.repairs()[0].fixable);
  }
  for (const std::string right : {"at 13:20 pages", "at 12:20PM", "113:20PM", "13:2 PM", "1:13:20 PM"})
    EXPECT_TRUE(Text::read(right).repairs().empty()) << right;
}

TEST(Text, RecordsSpans) {
  const Text text = Text::read("<span style=\"a\">14:30</span> and <span>b</span>\n<spanner>\n");
  ASSERT_EQ(text.repairs().size(), 1u);
  EXPECT_EQ(text.repairs()[0].kind, RepairKind::markup_in_word);
}

// Correct sentences of many languages, with the neighbours that look most like damage.
constexpr std::string_view correct[] = {
    "« Voilà l’été », dit-elle. “Raté…” — À bientôt… L’« IDÉE » fixe. CAFÉ™ LIBERTÉ” É… É” É’ Où ? NOËL…",
    "“AMANHÔ NÃO – IRMÃ’S AÇÃO… “MAÇÔ IRMÃ® São João não é “órfã”… pão à la “manhã”…",
    "„Über“ »öffnen« »Äpfel« „MENÜ“ MENÜ» Spaß… „groß“ STRASSE–ÄRGER SÄ–JA “HYVÄ” “SÅ”",
    "¿Qué pasó? ¡Ñandú! ESPAÑA… ESPAє mañana—él—también – ¡Sí! “á” CAFÉ¿",
    "Zażółć gęślą jaźń… „żółw” — „Łódź”",
    "İstanbul’da ğüşiöç… “Ağ” ŞİŞLİ’ye",
    "Příliš žluťoučký kůň úpěl… „nemáš“ „též“ NÁŠ… množíš” léž…”",
    "Καλημέρα κόσμε… «Ναι» – όχι· ΩΔΣ",
    "Привет, мир! «Да» — нет… “ёлка” Ґанок",
    "障害が発生しました。「原因」はデータベースです…（完了）",
    "שלום עולם – ״כן״ مرحبا بالعالم… «نعم»",
    "2√π × ∆x ≈ π, √∞, ∂f/∂x, ∑∏ ≠ ½·¼ ±5° √2 x√π",
    "🛑🚨 ok ✅ 👩‍💻 🕵️‍♂️ ❤️ → ← • … ™ ® ©",
    "Tiếng Việt: ễ ộ ữ ạ – “được”; Estonian: öö, jäääär, töö, süüõ; Íslenska: það… þú",
    "mot—à savoir –é —à, pages 3–É, »ô, “é”, ‘à’, …é, \u00A0é, é\u00A0», à\u00A0«, É\u00A0»",
};

TEST(Text, NeverTouchesCorrectText) {
  for (const std::string_view text : correct) {
    EXPECT_EQ(content_of(std::string(text)), text);
    EXPECT_TRUE(Text::read(std::string(text)).repairs().empty()) << text;
  }
}

std::string make_sentence(const std::vector<std::string>& words) {
  std::string out = "’ é";  // something that tells
  for (const std::string& w : words) out += " " + w;
  return out;
}

RC_GTEST_PROP(Text, UndoesEachDamageOnceAndTwice, ()) {
  const auto word = rc::gen::elementOf(std::vector<std::string>{
      "café",    "it’s",   "🛑",     "✅",     "🛠️",     "–",           "“quoted”", "naïve", "São",   "Über",  "ağaç",
      "Łódź",    "Привет", "原因は", "データ", "Ωμέγα", "√2",          "10°C",     "→",     "£5",    "…",     "plain",
      "l’«été»", "À",      "Ç",      "ñandú",  "½",     "👩‍💻", "©",        "שלום",  "مرحبا", "한국어"});
  const std::string text = make_sentence(*rc::gen::container<std::vector<std::string>>(word));
  const auto charset = *rc::gen::element(Charset::western, Charset::mac_roman);
  const std::string once = damage(text, charset);
  RC_ASSERT(content_of(once) == text);
  RC_ASSERT(content_of(damage(once, charset)) == text);
  RC_ASSERT(content_of(damage_latin(text)) == text);
  RC_ASSERT(content_of(damage_latin(damage_latin(text))) == text);
}

RC_GTEST_PROP(Text, KeepsCorrectTextInAnyOrder, ()) {
  std::vector<std::string> parts;
  for (const std::string_view line : correct) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i)
      if (i == line.size() || line[i] == ' ') {
        parts.emplace_back(line.substr(begin, i - begin));
        begin = i + 1;
      }
  }
  std::string text;
  for (const std::string& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
    text += part + " ";
  RC_ASSERT(content_of(text) == text);
}

RC_GTEST_PROP(Text, AnyBytesGiveValidTextWithTheSameLinesAndTruePlaces, ()) {
  const auto piece = rc::gen::oneOf(rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
                                    rc::gen::elementOf(std::vector<std::string>{
                                        "\r\n", "\n", "\r", "\n1.10:30 ", "13:20PM", "<span>", "‚Äô", "Ã©", "é", "\0"s,
                                        "\xE9", "```\n", "word ", "\xEF\xBB\xBF", "\xF0\x9F", "原"}));
  std::string bytes;
  for (const std::string& p : *rc::gen::container<std::vector<std::string>>(piece)) bytes += p;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.insert(0, "x");
  const Text text = Text::read(bytes);
  const std::string_view content = text.content();
  for (std::size_t i = 0; i < content.size();) {
    const Decoded d = decode_utf8(content, i);
    RC_ASSERT(d.code_point != bad_code_point);
    RC_ASSERT(d.code_point != 0u);
    i += d.length;
  }
  for (std::uint32_t i = 0; i <= content.size(); ++i) {
    const Span original =
        text.to_original({i, std::min<std::uint32_t>(i + 1, static_cast<std::uint32_t>(content.size()))});
    RC_ASSERT(original.begin <= original.end);
    RC_ASSERT(original.end <= bytes.size());
    if (!original.empty())
      RC_ASSERT(text.to_content(original.begin) <= i);  // an inserted space has no place of its own
  }
  std::uint32_t at = 0;
  for (const Repair& r : text.repairs()) {
    RC_ASSERT(r.original.begin >= at);
    RC_ASSERT(r.original.end <= bytes.size());
    at = r.original.begin;
    RC_ASSERT(!r.what.empty());
  }
  // What the repairs say is what was read.
  std::string mended = bytes;
  for (auto r = text.repairs().rbegin(); r != text.repairs().rend(); ++r) {
    const bool is_note = r->kind == RepairKind::clock_with_both || r->kind == RepairKind::markup_in_word;
    if (!is_note) mended.replace(r->original.begin, r->original.size(), r->replacement);
  }
  RC_ASSERT(mended == content);
}

}  // namespace
}  // namespace afterword
