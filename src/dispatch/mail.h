#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// "Ana Lima <ana@example.com>".
struct MailAddress {
  std::string name;     ///< UTF-8, may be empty
  std::string address;  ///< "ana@example.com": ASCII, no white space, brackets, quotes or control characters
  [[nodiscard]] std::string_view domain() const { return std::string_view(address).substr(address.rfind('@') + 1); }
};
/// Reads "ana@example.com" or "Ana <ana@example.com>"; nothing for what is no address.
[[nodiscard]] std::optional<MailAddress> read_mail_address(std::string_view text);

struct Mail {
  MailAddress from, to;
  std::string subject;      ///< UTF-8
  std::string text, html;   ///< UTF-8, lines ended by '\n'
  std::string name;         ///< what the Message-ID is made from: mails of one name are one mail
  std::int64_t sent_s = 0;  ///< since 1970 UTC
};

/// The bytes of a mail as SMTP carries them (RFC 5322, 2045–2047): text and HTML as alternatives in quoted-printable,
/// names and subject as encoded words where they are not ASCII, every line at most 78 bytes and ended by CR LF.
/// Deterministic. What stands in a field can't end it: control characters become spaces.
[[nodiscard]] std::string write_mail(const Mail& mail);
/// "<0f3a…@example.com>".
[[nodiscard]] std::string message_id_of(const Mail& mail);

/// The parts, for tests.
[[nodiscard]] std::string quoted_printable(std::string_view text);
[[nodiscard]] std::string encoded_words(std::string_view text, std::size_t column);

}  // namespace afterword
