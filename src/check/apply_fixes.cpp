#include "check/apply_fixes.h"

#include <algorithm>
#include <map>
#include <set>

namespace afterword {
namespace {

const Fix* choose_fix(const Finding& finding, Applicability most) {
  const Fix* best = nullptr;
  for (const Fix& fix : finding.fixes)
    if (fix.applicability <= most && fix.applicability != Applicability::has_placeholders && !fix.edits.empty() &&
        (best == nullptr || fix.applicability < best->applicability))
      best = &fix;
  return best;
}

bool uses_crlf(std::string_view text) {
  const std::size_t at = text.find('\n');
  return at != std::string_view::npos && at > 0 && text[at - 1] == '\r';
}

/// The edit's text with the line ends of the file. An edit of nothing but a line end is left as it is: it is about
/// them.
std::string adapt_line_ends(const Edit& edit, std::string_view text, bool crlf) {
  const std::string_view old = edit.span.in(text);
  const bool about_line_ends = !old.empty() && old.find_first_not_of("\r\n") == std::string_view::npos;
  if (!crlf || about_line_ends || edit.text.find('\n') == std::string::npos) return edit.text;
  std::string out;
  for (std::size_t i = 0; i < edit.text.size(); ++i) {
    if (edit.text[i] == '\n' && (i == 0 || edit.text[i - 1] != '\r')) out += '\r';
    out += edit.text[i];
  }
  return out;
}

/// Edits that were accepted, by place, disjoint.
class AcceptedEdits {
 public:
  [[nodiscard]] bool has_room_for(Span span) const {
    const auto next = edits_.lower_bound(span.begin);
    if (next != edits_.end()) {
      if (next->second.first.begin < span.end) return false;
      if (next->second.first.begin == span.begin) return false;  // two insertions at one place have no order
    }
    return next == edits_.begin() || std::prev(next)->second.first.end <= span.begin;
  }
  void add(Span span, std::string text) { edits_[span.begin] = {span, std::move(text)}; }

  [[nodiscard]] std::string apply_to(std::string_view text) const {
    std::string out;
    std::uint32_t at = 0;
    for (const auto& [begin, edit] : edits_) {
      out += text.substr(at, begin - at);
      out += edit.second;
      at = edit.first.end;
    }
    out += text.substr(at);
    return out;
  }

 private:
  std::map<std::uint32_t, std::pair<Span, std::string>> edits_;
};

}  // namespace

AppliedFixes apply_fixes(std::string_view text, const std::vector<Finding>& findings, Applicability most) {
  AcceptedEdits accepted;
  AppliedFixes out;
  const bool crlf = uses_crlf(text);
  for (const Finding& finding : findings) {
    const Fix* fix = choose_fix(finding, most);
    if (fix == nullptr) continue;
    bool fits = true, changes = false;
    for (const Edit& edit : fix->edits) {
      fits =
          fits && edit.span.begin <= edit.span.end && edit.span.end <= text.size() && accepted.has_room_for(edit.span);
      changes = changes || (fits && edit.span.in(text) != edit.text);
    }
    if (!fits || !changes) continue;
    for (const Edit& edit : fix->edits) accepted.add(edit.span, adapt_line_ends(edit, text, crlf));
    if (std::find(out.rules.begin(), out.rules.end(), finding.rule) == out.rules.end())
      out.rules.push_back(finding.rule);
    ++out.count;
  }
  out.text = accepted.apply_to(text);
  return out;
}

namespace {

using RuleNames = std::set<std::string, std::less<>>;

FixedText read_and_check(std::string text, const std::string& file, const Settings& settings,
                         const CheckOptions& options) {
  FixedText out;
  out.text = std::move(text);
  auto document = std::make_shared<const Document>(Document::read(out.text, file));
  out.postmortem = std::make_shared<const Postmortem>(read_postmortem(std::move(document), settings.reading));
  out.checked = check(*out.postmortem, settings, options);
  return out;
}

/// Applies fixes round by round, none of `barred` rules. True where it came to rest; else `barred` is given the rules
/// that were still at it in the end.
bool fix_until_at_rest(FixedText& state, const std::string& file, const Settings& settings, const CheckOptions& options,
                       Applicability most, RuleNames& barred) {
  constexpr int rounds_max = 20;
  std::vector<std::string> last_rules;
  for (int round = 0; round < rounds_max; ++round) {
    std::vector<Finding> findings;
    for (const Finding& finding : state.checked.findings)
      if (!barred.contains(finding.rule)) findings.push_back(finding);
    AppliedFixes applied = apply_fixes(state.text, findings, most);
    if (applied.count == 0) return true;
    last_rules = std::move(applied.rules);
    const std::size_t count = state.count + applied.count;
    state = read_and_check(std::move(applied.text), file, settings, options);
    state.count = count;
  }
  barred.insert(last_rules.begin(), last_rules.end());
  return false;
}

/// Fixes until it comes to rest. A fix that does not mend what it was offered for would be applied again and again; its
/// rule is left out instead. `barred` says which were.
FixedText fix_with_bars(const FixedText& start, const std::string& file, const Settings& settings,
                        const CheckOptions& options, Applicability most, RuleNames& barred) {
  while (true) {
    FixedText state = start;
    if (fix_until_at_rest(state, file, settings, options, most, barred)) return state;
  }
}

}  // namespace

FixedText fix_text(std::string bytes, const std::string& file, const Settings& settings, const CheckOptions& options,
                   Applicability most) {
  constexpr int passes_max = 4;
  FixedText start = read_and_check(std::move(bytes), file, settings, options);
  FixedText state = start;
  for (int pass = 0; pass < passes_max; ++pass) {
    RuleNames barred;
    FixedText next = fix_with_bars(state, file, settings, options, most, barred);
    // What was left out might be tried from where we are now: only a text that stays itself is a result.
    if (barred.empty() || next.text == state.text) return next;
    state = std::move(next);
  }
  return start;  // rather nothing than something that another run changes again
}

}  // namespace afterword
