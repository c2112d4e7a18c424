#include "archive/mail_look.h"

#include <algorithm>

namespace afterword {

std::string days_in_words(std::int64_t days) {
  if (days == 0) return "today";
  if (days == 1) return "tomorrow";
  if (days > 0) return "in " + std::to_string(days) + " days";
  const auto late = [](std::int64_t count, std::string_view unit) {
    return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s") + " late";
  };
  if (days > -60) return late(-days, "day");
  return days > -730 ? late(-days / 30, "month") : late(-days / 365, "year");
}

std::string on_mail_line(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  return out;
}

std::string mail_lines(std::string_view text, std::size_t indent) {
  constexpr std::size_t width = 76;
  const auto count = [](std::string_view word) {
    return static_cast<std::size_t>(
        std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  };
  const std::string line = on_mail_line(text);
  std::string out(indent, ' ');
  std::size_t used = indent;
  bool first = true;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = std::string_view(line).substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!first && used + 1 + count(word) > width) {
      out += "\n" + std::string(indent + 2, ' ');
      used = indent + 2;
    } else if (!first) {
      out += ' ';
      ++used;
    }
    out += word;
    used += count(word);
    first = false;
  }
  return out + "\n";
}

std::string mail_escaped(std::string_view text) {
  std::string out;
  for (const char c : on_mail_line(text)) switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  return out;
}

std::string mail_page(std::string_view subject, std::string_view body) {
  const std::string title = mail_escaped(subject);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width\">\n<title>" +
         title +
         "</title>\n</head>\n<body style=\"margin:0 auto;max-width:40em;padding:1.5em;font:16px/1.5 sans-serif;"
         "color:#1c1c1e;background:#ffffff\">\n<h1 style=\"font-size:1.3em\">" +
         title + "</h1>\n" + std::string(body) + "</body>\n</html>\n";
}

}  // namespace afterword
