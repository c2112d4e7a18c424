#include "dispatch/mail.h"

#include <algorithm>

#include "dispatch/tokens.h"
#include "evidence/sha256.h"
#include "moment/civil.h"

namespace afterword {
namespace {

constexpr std::string_view line_end = "\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool is_ascii_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

std::string without_controls(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  return out;
}

std::string write_address(const MailAddress& address, std::size_t column) {
  const std::string name = without_controls(address.name);
  if (name.empty()) return address.address;
  if (!is_ascii_text(name)) return encoded_words(name, column) + "\r\n <" + address.address + ">";
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\" <" + address.address + ">";
}

std::string write_date(std::int64_t seconds) {
  constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t day_s = 86400, hour_s = 3600, minute_s = 60;
  const Date date = next_day(Date{1970, 1, 1}, static_cast<int>(seconds / day_s));
  std::string out(days[weekday_of(date)]);
  out += ", " + std::to_string(date.day) + " " + std::string(months[date.month - 1]) + " ";
  append_digits(out, date.year, 4);
  out += ' ';
  append_clock(out, static_cast<int>(seconds % day_s / hour_s), static_cast<int>(seconds % hour_s / minute_s));
  out += ':';
  append_digits(out, static_cast<int>(seconds % minute_s), 2);
  return out + " +0000";
}

/// A subject of ASCII words may be long too: it is folded at spaces.
std::string write_subject(std::string_view subject) {
  constexpr std::size_t column = 9, width = 76;
  const std::string line = without_controls(subject);
  if (is_ascii_text(line) && line.find("=?") == std::string::npos && line.size() + column <= width) return line;
  return encoded_words(line, column);
}

}  // namespace

std::optional<MailAddress> read_mail_address(std::string_view text) {
  MailAddress out;
  text = trimmed(text);
  if (const std::size_t open = text.rfind('<'); open != std::string_view::npos && text.ends_with('>')) {
    out.name = trimmed(text.substr(0, open));
    if (out.name.size() >= 2 && out.name.front() == '"' && out.name.back() == '"')
      out.name = out.name.substr(1, out.name.size() - 2);
    text = text.substr(open + 1, text.size() - open - 2);
  }
  constexpr std::size_t bytes_max = 254;
  const std::size_t at = text.find('@');
  const bool good =
      at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at &&
      text.size() <= bytes_max && !text.ends_with('.') && text[at + 1] != '.' &&
      std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < '\x7f' && std::string_view("()<>[]:;,\\\"").find(c) == std::string_view::npos;
      });
  if (!good) return std::nullopt;
  out.address = text;
  return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
  constexpr std::string_view begin = "=?UTF-8?B?", end = "?=";
  constexpr std::size_t word_max = 75;
  std::string out;
  std::size_t room = word_max > column ? word_max - column : 0;
  while (!text.empty()) {
    // Whole characters of at most three quarters of what is left between the marks.
    std::size_t size = room > begin.size() + end.size() ? (room - begin.size() - end.size()) / 4 * 3 : 0;
    size = std::min(size, text.size());
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    if (size == 0) size = std::min<std::size_t>(text.size(), 1);  // broken bytes: never stand still
    if (!out.empty()) out += "\r\n ";
    out += std::string(begin) + encode_base64(text.substr(0, size)) + std::string(end);
    text.remove_prefix(size);
    room = word_max;
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  constexpr std::size_t width = 75;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      out += line_end;
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool space = c == ' ' || c == '\t';
    // A dot alone ends a mail, and "From " begins one, to programs that pass mails on.
    const bool risky = column == 0 && (c == '.' || text.substr(i).starts_with("From "));
    const bool plain = ((c > ' ' && c < '\x7f' && c != '=') || (space && !ends_line)) && !risky;
    if (column + (plain ? 1 : 3) > width) {
      out += "=\r\n";
      column = 0;
      --i;
      continue;
    }
    if (plain) {
      out += c;
      ++column;
    } else {
      out += '=';
      out += digits[static_cast<unsigned char>(c) >> 4U];
      out += digits[static_cast<unsigned char>(c) & 0xFU];
      column += 3;
    }
  }
  return out;
}

std::string message_id_of(const Mail& mail) {
  constexpr std::size_t digits = 32;
  return "<" + sha256_of(mail.name).substr(0, digits) + "@" + std::string(mail.from.domain()) + ">";
}

std::string write_mail(const Mail& mail) {
  constexpr std::size_t digits = 24;
  // "=_" can't stand in quoted-printable, so no text can hold it.
  const std::string boundary = "=_" + sha256_of("boundary\n" + mail.name).substr(0, digits);
  std::string out;
  const auto field = [&](std::string_view name, const std::string& value) {
    out += std::string(name) + ": " + value + "\r\n";
  };
  field("Date", write_date(mail.sent_s));
  field("From", write_address(mail.from, 6));
  field("To", write_address(mail.to, 4));
  field("Subject", write_subject(mail.subject));
  field("Message-ID", message_id_of(mail));
  field("MIME-Version", "1.0");
  field("Auto-Submitted", "auto-generated");
  field("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
  const auto part = [&](std::string_view kind, const std::string& body) {
    out += "\r\n--" + boundary + "\r\nContent-Type: " + std::string(kind) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(body);
    if (!out.ends_with(line_end)) out += line_end;
  };
  part("text/plain", mail.text);
  part("text/html", mail.html);
  return out + "\r\n--" + boundary + "--\r\n";
}

}  // namespace afterword
