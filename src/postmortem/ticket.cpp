#include "postmortem/ticket.h"

namespace afterword {

bool is_ticket_address(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const std::string_view part :
       {"/issues/", "/work_items/", "/pull/", "/merge_requests/", "/browse/", "/issue/"}) {
    const std::size_t at = url.find(part);
    if (at == std::string_view::npos) continue;
    std::string_view name = url.substr(at + part.size());
    name = name.substr(0, name.find_first_of("/?#"));
    const std::size_t dash = name.rfind('-');
    const std::string_view number = dash == std::string_view::npos ? name : name.substr(dash + 1);
    if (!number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos && is_digit(number[0]))
      return true;
  }
  return false;
}

}  // namespace afterword
