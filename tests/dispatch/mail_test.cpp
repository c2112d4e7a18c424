#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "dispatch/mail.h"
#include "dispatch/reminders.h"

namespace afterword {
namespace {

std::string decode_quoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      if (text.substr(i, 2) == "\r\n") {
        out += '\n';
        ++i;
      } else {
        out += text[i];
      }
    } else if (text.substr(i, 3) == "=\r\n") {
      i += 2;
    } else {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

void check_lines(std::string_view text, std::size_t width) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\r\n", at), text.size());
    const std::string_view line = text.substr(at, end - at);
    RC_ASSERT(line.size() <= width);
    RC_ASSERT(line.find_first_of("\r\n") == std::string_view::npos);
    for (const char c : line) RC_ASSERT((c & 0x80) == 0);
    at = end + 2;
  }
}

RC_GTEST_PROP(QuotedPrintable, comes_back_as_it_was_in_short_ascii_lines, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::arbitrary<char>(), rc::gen::element('a', ' ', '\n', '.', '=', '\xC3')));
  const std::string coded = quoted_printable(text);
  check_lines(coded, 76);
  RC_ASSERT(decode_quoted(coded) == text);
}

RC_GTEST_PROP(Mail, no_text_breaks_out_of_its_field_or_its_part, ()) {
  Mail mail;
  mail.from = {*rc::gen::arbitrary<std::string>(), "a@example.com"};
  mail.to = {{}, "b@example.com"};
  mail.subject = *rc::gen::arbitrary<std::string>() + "\r\nBcc: evil@example.com\r\n\r\nbody";
  mail.text = mail.html = *rc::gen::arbitrary<std::string>() + "\n.\nFrom here\n";
  mail.name = "x";
  const std::string bytes = write_mail(mail);
  check_lines(bytes, 998);
  const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
  RC_ASSERT(head.find("\r\nBcc:") == std::string::npos);
  RC_ASSERT(bytes.find("\r\n.\r\n") == std::string::npos);
}

TEST(Mail, encoded_words_are_short_and_hold_whole_characters) {
  const std::string words =
      encoded_words("Überlast der Zahlungen: „Pool“ erschöpft, und zwar zum vierten Mal in diesem Jahr", 9);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find("\r\n ", at), words.size());
    EXPECT_LE(end - at, 75U);
    at = end + 3;
  }
  EXPECT_TRUE(words.starts_with("=?UTF-8?B?"));
}

TEST(Mail, is_the_same_for_the_same_day_and_person) {
  Mail mail{{"Afterword", "a@example.com"},
            {{}, "b@example.com"},
            "Subject",
            "text\n",
            "<p>text</p>\n",
            "2026-11-30\nb",
            1'796'000'000};
  EXPECT_EQ(write_mail(mail), write_mail(mail));
  const std::string id = message_id_of(mail);
  EXPECT_TRUE(id.starts_with("<") && id.ends_with("@example.com>")) << id;
  mail.sent_s += 100;
  EXPECT_EQ(message_id_of(mail), id);
  EXPECT_NE(write_mail(mail).find("Date: Mon, 30 Nov 2026 00:55:00 +0000"), std::string::npos)
      << write_mail(mail).substr(0, 60);
}

TEST(Mail, addresses_are_read_or_refused) {
  EXPECT_EQ(read_mail_address(" \"Ana L.\" <ana@example.com>")->name, "Ana L.");
  EXPECT_EQ(read_mail_address("ana@example.com")->address, "ana@example.com");
  for (const char* text :
       {"", "ana", "@example.com", "ana@", "a b@example.com", "a@b@c", "a@example.com\r\nBcc: x@y", "a@b,c@d", "<>"})
    EXPECT_FALSE(read_mail_address(text)) << text;
}

TEST(Owners, are_found_as_reports_write_them) {
  OwnerBook book;
  EXPECT_TRUE(book.add("Ana Lima", "ana@example.com"));
  EXPECT_TRUE(book.add("@Bo", "bo@example.com"));
  EXPECT_FALSE(book.add("Cy", "nobody"));
  book.set_domain("example.com");
  EXPECT_EQ(book.find("ana  lima"), std::vector<std::string>{"ana@example.com"});
  EXPECT_EQ(book.find("@ana lima & BO"), (std::vector<std::string>{"ana@example.com", "bo@example.com"}));
  EXPECT_EQ(book.find("cy@example.com"), std::vector<std::string>{"cy@example.com"});
  EXPECT_TRUE(book.find("cy@elsewhere.example").empty()) << "a stranger's report writes to no stranger";
  EXPECT_TRUE(book.find("").empty());
  EXPECT_TRUE(book.add("*", "all@example.com"));
  EXPECT_EQ(book.find(""), std::vector<std::string>{"all@example.com"});
}

TEST(ReminderLogFile, keeps_sixty_days_and_reads_back_what_it_wrote) {
  ReminderLog log;
  log.begin({2026, 11, 30}, "ana@example.com");
  log.finish({2026, 11, 30}, "bo@example.com");
  log.finish({2026, 9, 1}, "old@example.com");
  const std::string text = log.write({2026, 11, 30});
  EXPECT_EQ(text, "2026-11-30 sending ana@example.com\n2026-11-30 sent bo@example.com\n");
  const ReminderLog back = ReminderLog::read(text + "garbage\n2026-99-99 sent x\n\n");
  EXPECT_TRUE(back.is_unsure({2026, 11, 30}, "ana@example.com"));
  EXPECT_TRUE(back.has({2026, 11, 30}, "bo@example.com"));
  EXPECT_FALSE(back.is_unsure({2026, 11, 30}, "bo@example.com"));
  EXPECT_EQ(back.write({2026, 11, 30}), text);
}

}  // namespace
}  // namespace afterword
