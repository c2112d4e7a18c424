#include "postmortem/ticket.h"

#include <algorithm>
#include <iterator>

namespace afterword {
namespace {

/// "MON-87", which a tracker of any kind may have for the last part of an address.
bool is_key(std::string_view name) {
  constexpr std::string_view other[] = {"UTF", "ISO", "RFC", "SEV", "SHA", "TLS", "CVE"};
  const std::size_t dash = name.find('-');
  if (dash == std::string_view::npos || dash < 2 || dash > 10 || name[0] < 'A' || name[0] > 'Z') return false;
  const std::string_view project = name.substr(0, dash), number = name.substr(dash + 1);
  return project.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos &&
         !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos &&
         std::find(std::begin(other), std::end(other), project) == std::end(other);
}

}  // namespace

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
  url = url.substr(0, url.find_first_of("?#"));
  return is_key(url.substr(url.rfind('/') + 1));
}

}  // namespace afterword
