#include "check/rules/report.h"

namespace afterword::rules {
namespace {

int hex_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The path on disk that a link's target means; empty where it means none (another site, an anchor, an absolute path
/// whose root nobody knows).
std::string path_of(std::string_view target) {
  if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
  target = target.substr(0, target.find_first_of("#?"));
  if (target.empty() || target.front() == '/' || target.front() == '\\' || target.front() == '{') return {};
  const std::size_t colon = target.find(':');
  if (colon != std::string_view::npos && target.find('/') > colon) return {};
  if (target.starts_with("www.")) return {};
  std::string path;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] == '%' && i + 2 < target.size() && hex_of(target[i + 1]) >= 0 && hex_of(target[i + 2]) >= 0) {
      path += static_cast<char>(hex_of(target[i + 1]) * 16 + hex_of(target[i + 2]));
      i += 2;
    } else if (target[i] != '\\') {
      path += target[i];
    }
  }
  return path;
}

/// "ana@example.com" by itself becomes a link too, to a person.
bool is_mail_address(std::string_view target) {
  const std::size_t at = target.find('@');
  return at != std::string_view::npos && at > 0 && target.find('.', at) != std::string_view::npos &&
         target.find('/') == std::string_view::npos;
}

}  // namespace

void link_broken(const RuleContext& context, Findings& out) {
  for (const Node& node : context.postmortem.document->nodes()) {
    if ((node.kind != NodeKind::link && node.kind != NodeKind::image) || node.target.empty()) continue;
    const std::string_view target = text_at(context, node.target);
    if (node.kind == NodeKind::link && is_mail_address(target)) continue;
    const std::string path = path_of(target);
    if (path.empty() || context.file_exists(context.disk, path)) continue;
    const bool image = node.kind == NodeKind::image;
    Finding& finding = report(out, node.target,
                              std::string(image ? "the picture " : "the file ") + quoted(path) +
                                  (image ? " is not there" : " that is linked is not there"));
    finding.label = "no such file beside this report";
    finding.help = "correct the path, which counts from the report's own folder, or add the file";
  }
}

}  // namespace afterword::rules
