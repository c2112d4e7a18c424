#include "check/suppressions.h"

#include "check/nearest.h"

namespace afterword {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trim(std::string_view s) {
  const std::size_t begin = s.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return s.substr(0, 0);
  return s.substr(begin, s.find_last_not_of(blanks) - begin + 1);
}

bool is_blank(std::string_view s) {
  return s.find_first_not_of(blanks) == std::string_view::npos;
}

/// Whether a line begins a block of its own even right below another line: an item, a row, a heading, a quote, a fence.
bool begins_block(std::string_view line) {
  line = trim(line);
  if (line.empty()) return false;
  if (line.front() == '|' || line.front() == '#' || line.front() == '>') return true;
  if (line.starts_with("```") || line.starts_with("~~~") || line.starts_with("<!--")) return true;
  if (line.size() > 1 && std::string_view("-*+").find(line.front()) != std::string_view::npos && line[1] == ' ')
    return true;
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && digits < 10 && (line[digits] == '.' || line[digits] == ')');
}

/// The lines of the block that begins at or below `line`. Both inclusive; nothing below gives an empty range.
void find_block_below(const Text& text, std::uint32_t line, Suppression& out) {
  const std::uint32_t count = text.line_count();
  const auto line_at = [&](std::uint32_t n) { return text.line_span(n).in(text.content()); };
  while (line <= count && is_blank(line_at(line))) ++line;
  out.first_line = line;
  out.last_line = line;
  if (line > count) return;
  const std::string_view first = trim(line_at(line));
  const bool fence = first.starts_with("```") || first.starts_with("~~~");
  for (std::uint32_t next = line + 1; next <= count; ++next) {
    const std::string_view below = line_at(next);
    if (fence) {
      out.last_line = next;
      if (trim(below).starts_with(first.substr(0, 3))) return;
    } else {
      if (is_blank(below) || begins_block(below)) return;
      out.last_line = next;
    }
  }
}

bool is_in_code(const Document& document, std::uint32_t offset) {
  // Blocks are in order of place; a comment in code is rare, and this is only asked for real comments.
  for (const Node& node : document.nodes())
    if ((node.kind == NodeKind::code_block || node.kind == NodeKind::code) && node.span.contains(offset)) return true;
  return false;
}

/// Reads `RULE "words", RULE: reason`.
void read_targets(std::string_view content, std::string_view body, Suppression& out) {
  const auto place = [&](std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - content.data());
    return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  std::size_t at = 0;
  while (at < body.size()) {
    at = body.find_first_not_of(" \t\r\n,", at);
    if (at == std::string_view::npos) return;
    if (body[at] == ':') {
      out.reason = trim(body.substr(at + 1));
      return;
    }
    if (body[at] == '"') {
      const std::size_t end = std::min(body.find('"', at + 1), body.size());
      if (!out.targets.empty()) out.targets.back().words = body.substr(at + 1, end - at - 1);
      at = std::min(end + 1, body.size());
      continue;
    }
    const std::size_t end = std::min(body.find_first_of(" \t\r\n,:\"", at), body.size());
    out.targets.push_back({body.substr(at, end - at), {}, place(body.substr(at, end - at))});
    at = end;
  }
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool silences(const Suppression& suppression, const Suppression::Target& target, const Rule& rule, const Text& text,
              const Finding& finding) {
  if (finding.rule != rule.name) return false;
  if (!suppression.whole_file && (finding.line < suppression.first_line || finding.line > suppression.last_line))
    return false;
  return target.words.empty() || lower(finding.span.in(text.content())).find(lower(target.words)) != std::string::npos;
}

/// The edit that takes a comment out, with its line where it stands alone and the space before it where it does not.
Edit remove_comment(const Text& text, const Suppression& suppression) {
  Span span = suppression.comment;
  const std::string_view content = text.content();
  if (suppression.alone) {
    span.begin = text.line_span(text.line_of(span.begin)).begin;
    const std::uint32_t last = text.line_of(span.end);
    span.end = last < text.line_count() ? text.line_span(last + 1).begin : static_cast<std::uint32_t>(content.size());
  } else if (span.begin > 0 && content[span.begin - 1] == ' ') {
    --span.begin;
  }
  return {span, {}};
}

class Application {
 public:
  Application(const Postmortem& postmortem, const Settings& settings, Checked& checked)
      : postmortem_(postmortem), settings_(settings), checked_(checked), text_(postmortem.document->text()) {}

  void run() {
    for (const Suppression& suppression : find_suppressions(*postmortem_.document)) apply(suppression);
    checked_.findings.insert(checked_.findings.end(), about_.begin(), about_.end());
  }

 private:
  void apply(const Suppression& suppression) {
    std::vector<const Suppression::Target*> unused;
    for (const Suppression::Target& target : suppression.targets) {
      const Rule* rule = find_rule(target.rule);
      if (rule == nullptr) {
        tell_unknown(target);
      } else if (!silence(suppression, target, *rule) && could_have_fired(*rule)) {
        unused.push_back(&target);
      }
    }
    if (suppression.reason.empty()) tell_without_reason(suppression);
    for (const Suppression::Target* target : unused)
      tell_unused(suppression, *target, unused.size() == suppression.targets.size());
  }

  bool silence(const Suppression& suppression, const Suppression::Target& target, const Rule& rule) {
    std::vector<Finding> kept;
    for (Finding& finding : checked_.findings) {
      if (silences(suppression, target, rule, text_, finding))
        checked_.suppressed.push_back({std::move(finding), std::string(suppression.reason)});
      else
        kept.push_back(std::move(finding));
    }
    const bool any = kept.size() != checked_.findings.size();
    checked_.findings = std::move(kept);
    // A comment inside the reach of another is used even where the other came first.
    return any || std::any_of(checked_.suppressed.begin(), checked_.suppressed.end(), [&](const Suppressed& s) {
             return silences(suppression, target, rule, text_, s.finding);
           });
  }

  bool could_have_fired(const Rule& rule) const {
    return severity_of(rule, settings_) != Severity::off && (rule.any_text || postmortem_.is_postmortem);
  }

  Finding* tell(std::string_view name, Span span) {
    const Rule& rule = *find_rule(name);
    const Severity severity = severity_of(rule, settings_);
    if (severity == Severity::off) return nullptr;
    Finding finding;
    finding.rule = rule.name;
    finding.code = rule.code;
    finding.severity = severity;
    finding.span = span;
    finding.line = text_.line_of(span.begin);
    about_.push_back(std::move(finding));
    return &about_.back();
  }

  void tell_unknown(const Suppression::Target& target) {
    Finding* finding = tell("suppression-unknown-rule", target.span);
    if (finding == nullptr) return;
    finding->message = "there is no rule `" + std::string(target.rule) + "`";
    std::vector<std::string_view> names;
    for (const Rule& rule : all_rules()) names.push_back(rule.name);
    const std::string_view nearest = nearest_name(target.rule, names);
    if (nearest.empty()) {
      finding->help = "`afterword rules` lists all";
      return;
    }
    finding->help = "write `" + std::string(nearest) + "`";
    finding->fixes.push_back(
        {"write `" + std::string(nearest) + "`", Applicability::unsafe, {{target.span, std::string(nearest)}}});
  }

  void tell_without_reason(const Suppression& suppression) {
    Finding* finding = tell("suppression-without-reason", suppression.comment);
    if (finding == nullptr) return;
    finding->message = "this comment silences a finding and does not say why";
    std::string rule = suppression.targets.empty() ? "RULE" : std::string(suppression.targets.front().rule);
    finding->help = "write `<!-- afterword-ignore" + std::string(suppression.whole_file ? "-file " : " ") + rule +
                    ": the reason -->`";
  }

  void tell_unused(const Suppression& suppression, const Suppression::Target& target, bool all) {
    Finding* finding = tell("suppression-unused", all ? suppression.comment : target.span);
    if (finding == nullptr) return;
    finding->message = "nothing here is silenced for `" + std::string(target.rule) + "`";
    finding->help = all ? "delete the comment" : "delete the name";
    finding->fixes.push_back({finding->help,
                              Applicability::safe,
                              {all ? remove_comment(text_, suppression) : remove_name(suppression, target)}});
  }

  /// Takes one name (with its words and the comma on one side) out of several.
  Edit remove_name(const Suppression& suppression, const Suppression::Target& target) const {
    const std::string_view content = text_.content();
    Span span = target.span;
    if (!target.words.empty())
      span.end = static_cast<std::uint32_t>(target.words.data() + target.words.size() + 1 - content.data());
    const std::string_view comment = suppression.comment.in(content);
    const std::size_t after = content.find_first_not_of(blanks, span.end);
    if (after < suppression.comment.begin + comment.size() && content[after] == ',') {
      span.end = static_cast<std::uint32_t>(content.find_first_not_of(" \t\r\n,", after));
    } else {
      while (span.begin > 0 && (content[span.begin - 1] == ' ' || content[span.begin - 1] == ',')) --span.begin;
    }
    return {span, {}};
  }

  const Postmortem& postmortem_;
  const Settings& settings_;
  Checked& checked_;
  const Text& text_;
  std::vector<Finding> about_;
};

}  // namespace

std::vector<Suppression> find_suppressions(const Document& document) {
  std::vector<Suppression> out;
  const Text& text = document.text();
  const std::string_view content = text.content();
  constexpr std::string_view word = "afterword-ignore";
  for (std::size_t at = content.find(word); at != std::string_view::npos; at = content.find(word, at + 1)) {
    const std::size_t open = content.find_last_not_of(blanks, at == 0 ? 0 : at - 1);
    if (at == 0 || open == std::string_view::npos || open < 3 || content.substr(open - 3, 4) != "<!--") continue;
    const std::size_t close = content.find("-->", at);
    if (close == std::string_view::npos) break;
    Suppression found;
    found.comment = {static_cast<std::uint32_t>(open - 3), static_cast<std::uint32_t>(close + 3)};
    if (is_in_code(document, found.comment.begin)) continue;
    std::size_t after = at + word.size();
    found.whole_file = content.substr(after).starts_with("-file");
    if (found.whole_file) after += std::string_view("-file").size();
    read_targets(content, content.substr(after, close - after), found);

    const std::uint32_t first = text.line_of(found.comment.begin), last = text.line_of(found.comment.end - 1);
    const std::string_view before =
        content.substr(text.line_span(first).begin, found.comment.begin - text.line_span(first).begin);
    const std::string_view behind = content.substr(found.comment.end, text.line_span(last).end - found.comment.end);
    found.alone = is_blank(before) && is_blank(behind);
    found.first_line = first;
    found.last_line = last;
    if (found.alone) find_block_below(text, last + 1, found);
    out.push_back(std::move(found));
  }
  return out;
}

void apply_suppressions(const Postmortem& postmortem, const Settings& settings, Checked& checked) {
  Application(postmortem, settings, checked).run();
}

}  // namespace afterword
