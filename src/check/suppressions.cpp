#include "check/suppressions.h"

#include <algorithm>
#include <map>
#include <set>

#include "check/nearest.h"
#include "text/ascii.h"

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

/// Code blocks and code spans, asked about places in ascending order: one pass over the tree for all questions.
class CodePlaces {
 public:
  explicit CodePlaces(const Document& document) : nodes_(document.nodes()) {}

  [[nodiscard]] bool hold(std::uint32_t offset) {
    for (; next_ < nodes_.size() && nodes_[next_].span.begin <= offset; ++next_) {
      const Node& node = nodes_[next_];
      if (node.kind == NodeKind::code_block || node.kind == NodeKind::code) end_ = std::max(end_, node.span.end);
    }
    return offset < end_;
  }

 private:
  const std::vector<Node>& nodes_;
  std::size_t next_ = 0;
  std::uint32_t end_ = 0;
};

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

bool holds_words(const Finding& finding, std::string_view words, const Text& text) {
  return words.empty() || lower_ascii(finding.span.in(text.content())).find(lower_ascii(words)) != std::string::npos;
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
    const std::vector<Suppression> suppressions = find_suppressions(*postmortem_.document);
    if (suppressions.empty()) return;
    for (std::size_t i = 0; i < checked_.findings.size(); ++i)
      by_rule_[checked_.findings[i].rule].push_back({checked_.findings[i].line, i});
    for (auto& [rule, places] : by_rule_) std::sort(places.begin(), places.end());
    reasons_.resize(checked_.findings.size());
    for (const Suppression& suppression : suppressions) apply(suppression);
    move_silenced();
    checked_.findings.insert(checked_.findings.end(), about_.begin(), about_.end());
  }

 private:
  using LineAndIndex = std::pair<std::uint32_t, std::size_t>;

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

  /// Whether any finding lies within reach, also one that another comment silenced before.
  bool silence(const Suppression& suppression, const Suppression::Target& target, const Rule& rule) {
    const auto places = by_rule_.find(rule.name);
    if (places == by_rule_.end()) return false;
    const std::vector<LineAndIndex>& all = places->second;
    auto at = all.begin();
    if (suppression.whole_file) {
      if (target.words.empty() && !wholly_silenced_.insert(rule.name).second) return true;
    } else {
      at = std::lower_bound(all.begin(), all.end(), LineAndIndex{suppression.first_line, 0});
    }
    bool any = false;
    for (; at != all.end() && (suppression.whole_file || at->first <= suppression.last_line); ++at) {
      if (!holds_words(checked_.findings[at->second], target.words, text_)) continue;
      any = true;
      if (reasons_[at->second] == nullptr) reasons_[at->second] = &suppression;
    }
    return any;
  }

  void move_silenced() {
    std::vector<Finding> kept;
    for (std::size_t i = 0; i < checked_.findings.size(); ++i) {
      if (reasons_[i] != nullptr)
        checked_.suppressed.push_back({std::move(checked_.findings[i]), std::string(reasons_[i]->reason)});
      else
        kept.push_back(std::move(checked_.findings[i]));
    }
    checked_.findings = std::move(kept);
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
  std::map<std::string, std::vector<LineAndIndex>, std::less<>> by_rule_;  ///< of checked_.findings, by line
  std::vector<const Suppression*> reasons_;                                ///< by finding; null: not silenced
  std::set<std::string_view> wholly_silenced_;                             ///< rules, by a comment for the file
  std::vector<Finding> about_;
};

}  // namespace

std::vector<Suppression> find_suppressions(const Document& document) {
  std::vector<Suppression> out;
  const Text& text = document.text();
  const std::string_view content = text.content();
  constexpr std::string_view word = "afterword-ignore";
  if (content.find("<!--") == std::string_view::npos) return out;  // signs are rarer than letters, and found faster
  CodePlaces code(document);
  for (std::size_t at = content.find(word); at != std::string_view::npos; at = content.find(word, at + 1)) {
    const std::size_t open = content.find_last_not_of(blanks, at == 0 ? 0 : at - 1);
    if (at == 0 || open == std::string_view::npos || open < 3 || content.substr(open - 3, 4) != "<!--") continue;
    const std::size_t close = content.find("-->", at);
    if (close == std::string_view::npos) break;
    Suppression found;
    found.comment = {static_cast<std::uint32_t>(open - 3), static_cast<std::uint32_t>(close + 3)};
    if (code.hold(found.comment.begin)) continue;
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
