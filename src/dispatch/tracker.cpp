#include "dispatch/tracker.h"

#include <algorithm>

#include "dispatch/tracker_kinds.h"

namespace afterword {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

/// "acme/shop", for GitLab also "acme/web/shop".
bool is_path_of_project(std::string_view project, std::size_t slashes_max) {
  const auto slashes = static_cast<std::size_t>(std::count(project.begin(), project.end(), '/'));
  return all_of(project, "-_./") && slashes >= 1 && slashes <= slashes_max && !project.starts_with('/') &&
         !project.ends_with('/') && project.find("//") == std::string_view::npos &&
         project.find("..") == std::string_view::npos;
}

std::unexpected<Error> refuse(std::string message, std::string help) {
  return std::unexpected(Error{ErrorKind::usage, std::move(message), {}, std::move(help)});
}

/// Plain text as Markdown text; a name that would call somebody becomes code.
std::string plain_markdown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins = i == 0 || !is_letter_or_digit(text[i - 1]);
    if (c == '@' && begins && i + 1 < text.size() && is_letter_or_digit(text[i + 1])) {
      std::size_t end = i + 1;
      while (end < text.size() &&
             (is_letter_or_digit(text[end]) || std::string_view("-_/").find(text[end]) != std::string_view::npos))
        ++end;
      out += "`" + std::string(text.substr(i, end - i)) + "`";
      i = end - 1;
      continue;
    }
    if (std::string_view("\\`*_[]<>|~").find(c) != std::string_view::npos ||
        (i == 0 && (c == '#' || c == '+' || c == '-')))
      out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out;
}

}  // namespace

bool is_issue_number(std::string_view text) {
  constexpr std::size_t digits_max = 12;
  return !text.empty() && text.size() <= digits_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_key_of(std::string_view project, std::string_view key) {
  return key.size() > project.size() && key.starts_with(project) && key[project.size()] == '-' &&
         is_issue_number(key.substr(project.size() + 1));
}

bool is_issue_key(std::string_view key) {
  constexpr std::size_t bytes_max = 40;
  return key.size() <= bytes_max && all_of(key, "#-_");
}

std::string find_marker(std::string_view text) {
  constexpr std::string_view sign = "afterword:";
  for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
    const std::string_view rest = text.substr(at + sign.size());
    const std::size_t end =
        std::min(rest.find_first_not_of("0123456789abcdef-"), std::min<std::size_t>(rest.size(), 40));
    if (end >= 8) return std::string(rest.substr(0, end));
  }
  return {};
}

std::string issue_markdown(const IssueDraft& draft) {
  std::string out = plain_markdown(draft.text) + "\n\n";
  for (const auto& [name, value] : draft.facts) out += "- " + name + ": " + plain_markdown(value) + "\n";
  return out + "\nMade by Afterword, which finds it again by afterword:" + draft.marker + "\n";
}

Result<std::unique_ptr<Tracker>> make_tracker(const TrackerPlace& place) {
  const bool known = (" " + std::string(tracker_kinds) + " ").find(" " + place.kind + " ") != std::string::npos;
  if (place.kind.empty())
    return refuse("no tracker is named",
                  "write `kind` and `project` under [tracker] into .afterword.toml, or --tracker");
  if (!known)
    return refuse("`" + place.kind + "` is no tracker that is known", "write one of " + std::string(tracker_kinds));
  if (place.project.empty())
    return refuse("no project of the tracker is named", "write `project` under [tracker] into .afterword.toml");
  const bool by_path = place.kind == "github" || place.kind == "gitlab";
  const bool good = by_path ? is_path_of_project(place.project, place.kind == "github" ? 1 : 20)
                            : all_of(place.project, "_") && place.project.size() <= 20;
  if (!good)
    return refuse("`" + place.project + "` is no project of " + place.kind,
                  by_path ? "write it as in its address: acme/shop" : "write its key, as in OPS-123: OPS");
  TrackerPlace whole = place;
  while (whole.address.ends_with('/')) whole.address.pop_back();
  if (whole.address.empty() && place.kind.starts_with("jira"))
    return refuse("no address of Jira is named", "write `address` under [tracker]: \"https://acme.atlassian.net\"");
  if (!whole.address.empty() && (!is_plain_address(whole.address) || origin_of(whole.address).empty() ||
                                 whole.address.find_first_of("?#") != std::string::npos))
    return refuse("`" + place.address + "` is no address of a tracker",
                  "write it as https://host, without user, password and token");
  if (place.kind == "github") return make_github(whole);
  if (place.kind == "gitlab") return make_gitlab(whole);
  if (place.kind == "linear") return make_linear(whole);
  return make_jira(whole, place.kind == "jira");
}

}  // namespace afterword
