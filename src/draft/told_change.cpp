#include "draft/told_change.h"

#include <algorithm>

#include "draft/wording.h"

namespace afterword {
namespace {

constexpr std::size_t shortest_hash = 7;
constexpr std::size_t longest_quote = 150;

/// What a deploy brought, in the words of its commit where it has none of its own.
std::string_view message_of(const Evidence& evidence, const Change& change) {
  if (!change.message.empty() || change.commit.size() < shortest_hash) return change.message;
  for (const Change& commit : evidence.changes)
    if (commit.kind == ChangeKind::commit && commit.id.starts_with(change.commit)) return commit.message;
  return change.message;
}

std::string_view verb_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::deploy:
      return "goes live";
    case ChangeKind::flag:
      return "is switched";
    case ChangeKind::package:
      return "is installed";
    case ChangeKind::config:
    case ChangeKind::scale:
      return "is changed";
    case ChangeKind::commit:
    case ChangeKind::other:
      break;
  }
  return "is made";
}

std::string_view noun_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::config:
      return "configuration";
    case ChangeKind::scale:
      return "size";
    case ChangeKind::other:
      return "change";
    default:
      return name_of(kind);
  }
}

}  // namespace

std::string short_id(std::string_view id) {
  constexpr std::size_t shown = 10;
  const bool hash = id.size() >= 20 && id.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  return std::string(hash ? id.substr(0, shown) : id);
}

bool deploys(const Change& change, std::string_view commit) {
  return change.kind != ChangeKind::commit && change.commit.size() >= shortest_hash &&
         commit.starts_with(change.commit);
}

std::string tell_change(const Evidence& evidence, const Change& change) {
  std::string text;
  const std::string_view message = message_of(evidence, change);
  const bool of_kubernetes = change.place.input < evidence.inputs.size() &&
                             evidence.inputs[change.place.input].format == "kubernetes-events" && !message.empty();
  if (of_kubernetes) {
    text = "Kubernetes reports " + as_code(change.id);
  } else {
    const std::string id = short_id(change.id);
    // A package is its own service, and a service may be called like what was changed in it.
    const bool says_service = !change.service.empty() && !id.starts_with(change.service);
    text = "The " + std::string(noun_of(change.kind)) + " " + as_code(id) +
           (says_service ? " of " + change.service : "") + " " + std::string(verb_of(change.kind));
  }
  if (!change.from.empty() && !change.to.empty())
    text += " from " + as_code(shortened(change.from, 40)) + " to " + as_code(shortened(change.to, 40));
  const std::string_view subject = message.substr(0, message.find('\n'));
  if (!subject.empty()) text += ": " + as_quote(shortened(subject, longest_quote));
  return text + ".";
}

}  // namespace afterword
