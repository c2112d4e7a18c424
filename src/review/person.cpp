#include "review/person.h"

#include "text/ascii.h"

namespace afterword {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

/// Control characters as blanks, runs of blanks as one: a person is one line, wherever they came from.
std::string fold(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    if (!blank)
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return out;
}

bool is_handle_of(const ReviewPerson& handle, const ReviewPerson& other) {
  return handle.email.empty() && !other.email.empty() && handle.name.find(' ') == std::string::npos &&
         lower_ascii(handle.name) == lower_ascii(std::string_view(other.email).substr(0, other.email.find('@')));
}

}  // namespace

std::string ReviewPerson::written() const {
  if (email.empty()) return name;
  return name.empty() ? email : name + " <" + email + ">";
}

std::string ReviewPerson::key() const {
  return lower_ascii(email.empty() ? name : email);
}

ReviewPerson read_person(std::string_view written) {
  ReviewPerson out;
  std::string text = fold(written);
  if (const std::size_t open = text.rfind('<'); open != std::string::npos && text.ends_with('>')) {
    out.email = fold(std::string_view(text).substr(open + 1, text.size() - open - 2));
    text = fold(std::string_view(text).substr(0, open));
  }
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) text = fold(text.substr(1, text.size() - 2));
  if (text.starts_with('@')) text = text.substr(1);
  const std::size_t at = text.find('@');
  if (out.email.empty() && at != std::string::npos && at > 0 && text.find(' ') == std::string::npos)
    out.email = text;
  else
    out.name = text;
  return out;
}

bool is_same_person(const ReviewPerson& a, const ReviewPerson& b) {
  if (a.empty() || b.empty()) return false;
  if (!a.email.empty() && lower_ascii(a.email) == lower_ascii(b.email)) return true;
  if (!a.name.empty() && lower_ascii(a.name) == lower_ascii(b.name)) return true;
  return is_handle_of(a, b) || is_handle_of(b, a);
}

std::string list_people(const std::vector<ReviewPerson>& people) {
  std::string out;
  for (std::size_t i = 0; i < people.size(); ++i)
    out += (i == 0 ? "" : i + 1 == people.size() ? " and " : ", ") + people[i].shown();
  return out;
}

}  // namespace afterword
