#include "base/byte_scan.h"
#include "postmortem/heading.h"
#include "postmortem/measures.h"
#include "postmortem/mentions.h"
#include "postmortem/sections.h"
#include "postmortem/shape.h"
#include "postmortem/ticket.h"

namespace afterword {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_char(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '/';
}

/// Whether a digit stands behind a hyphen or a hash, as in every key of a ticket.
bool may_hold_key(std::string_view text) {
  for (std::size_t at = find_byte<'-', '#'>(text); at < text.size(); at = find_byte<'-', '#'>(text, at + 1))
    if (at + 1 < text.size() && is_digit(text[at + 1])) return true;
  return false;
}

/// "OPS-123", "#4711".
std::string_view find_key(std::string_view text) {
  if (!may_hold_key(text)) return {};
  for (std::size_t i = 0; i + 3 < text.size(); ++i) {
    if (i > 0 && is_name_char(text[i - 1])) continue;
    if (text[i] == '#' && is_digit(text[i + 1])) {
      std::size_t end = i + 1;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end - i >= 3) return text.substr(i, end - i);
    }
    std::size_t k = i;
    while (k < text.size() && (is_upper(text[k]) || (k > i && is_digit(text[k])))) ++k;
    if (k - i >= 2 && k - i <= 10 && k + 1 < text.size() && text[k] == '-' && is_digit(text[k + 1])) {
      std::size_t end = k + 1;
      while (end < text.size() && is_digit(text[end])) ++end;
      const std::string_view key = text.substr(i, end - i);
      const std::string_view project = key.substr(0, k - i);
      if (project != "UTF" && project != "SHA" && project != "ISO" && project != "UTC" && project != "GMT" &&
          project != "TLS" && project != "SEV" && project != "CVE")
        return key;
    }
    if (k > i) i = k - 1;
  }
  return {};
}

/// "P1", "[P0]", "(high)", "Priority: high", "SEV-2".
std::string find_priority(std::string_view text) {
  for (std::size_t i = find_byte<'P', 'p'>(text); i < text.size() && i + 1 < text.size();
       i = find_byte<'P', 'p'>(text, i + 1))
    if (is_digit(text[i + 1]) && text[i + 1] <= '5' && (i == 0 || !is_name_char(text[i - 1])) &&
        (i + 2 == text.size() || !is_name_char(text[i + 2]) || text[i + 2] == '.'))
      return std::string(text.substr(i, 2));
  std::vector<std::size_t> brackets;
  for (std::size_t at = find_byte<'(', '['>(text); at < text.size(); at = find_byte<'(', '['>(text, at + 1))
    brackets.push_back(at);
  for (const std::string_view level : {"critical", "highest", "high", "medium", "low", "urgent"})
    for (const std::size_t at : brackets) {
      if (at + level.size() > text.size()) break;
      std::string lower;
      for (const char c : text.substr(at + 1, level.size()))
        lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (lower != level) continue;
      const std::string_view rest = text.substr(at + 1 + level.size());
      if (rest.starts_with(')') || rest.starts_with(']') || rest.starts_with(" prio")) return lower;
    }
  return {};
}

/// The place of a labelled part ("Owner: Ana Lima, …") in a text; empty if there is none. Ends at a comma, bracket or
/// bar.
Span find_labelled(std::string_view text, std::initializer_list<std::string_view> labels) {
  for (std::size_t colon = find_byte<':', '='>(text); colon < text.size();
       colon = find_byte<':', '='>(text, colon + 1)) {
    std::size_t tail = colon;
    while (tail > 0 && text[tail - 1] == ' ') --tail;
    for (const std::string_view label : labels) {
      if (tail < label.size()) continue;
      const std::size_t at = tail - label.size();
      bool same = at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]));
      for (std::size_t k = 0; same && k < label.size(); ++k)
        same = std::tolower(static_cast<unsigned char>(text[at + k])) == static_cast<unsigned char>(label[k]);
      if (!same) continue;
      std::size_t begin = colon + 1;
      while (begin < text.size() && text[begin] == ' ') ++begin;
      std::size_t end = std::min(text.find_first_of(",;)]|\n", begin), text.size());
      while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '.')) --end;
      if (end > begin) return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }
  }
  return {};
}

/// "@ana", or a name in brackets or after a dash at the very end: "(Ana)", "— mail team".
Span find_owner(std::string_view text) {
  if (const Span labelled = find_labelled(
          text, {"owner", "assignee", "assigned to", "responsible", "dri", "responsable", "verantwortlich", "担当"});
      !labelled.empty())
    return labelled;
  for (std::size_t i = find_byte<'@'>(text); i < text.size() && i + 2 < text.size(); i = find_byte<'@'>(text, i + 1)) {
    if (i > 0 && is_name_char(text[i - 1])) continue;
    std::size_t end = i + 1;
    while (end < text.size() && is_name_char(text[end])) ++end;
    while (end > i + 1 && (text[end - 1] == '.' || text[end - 1] == '/')) --end;
    if (end > i + 2) return {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)};
  }
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '.')) --end;
  const auto is_name = [&](std::size_t from, std::size_t to) {
    const std::string_view name = text.substr(from, to - from);
    if (name.empty() || name.size() > 40 || name.find_first_of(":/=+<>{}\"%0123456789") != std::string_view::npos)
      return false;
    const std::string folded = fold_heading(name);
    if (std::count(folded.begin(), folded.end(), ' ') > 3) return false;
    for (const std::string_view state : {"done", "completed", "complete", "todo", "open", "in progress", "pending",
                                         "high", "low", "medium", "optional", "issue", "pr", "wip", "critical"})
      if (folded == state) return false;
    return is_upper(name[0]) || folded.ends_with("team") || folded.ends_with("equipo");
  };
  if (end > 2 && text[end - 1] == ')') {
    const std::size_t open = text.rfind('(', end - 1);
    if (open != std::string_view::npos && is_name(open + 1, end - 1)) {
      const std::string_view name = text.substr(open + 1, end - 2 - open);
      const std::string folded = fold_heading(name);
      // Brackets also hold remarks; a name is capitals word by word, or a team.
      bool capitals = true;
      for (std::size_t i = 0; i < name.size(); ++i)
        if ((i == 0 || name[i - 1] == ' ') && std::islower(static_cast<unsigned char>(name[i]))) capitals = false;
      if (capitals || folded.ends_with("team"))
        return {static_cast<std::uint32_t>(open + 1), static_cast<std::uint32_t>(end - 1)};
    }
  }
  const bool has_wide = find_byte<'\xE2'>(text) != std::string_view::npos,
             has_hyphen = find_byte<'-'>(text) != std::string_view::npos;
  for (const std::string_view dash : {" — ", " – ", " -- ", " - "}) {
    if (!(dash[1] == '-' ? has_hyphen : has_wide)) continue;
    const std::size_t at = text.rfind(dash);
    if (at == std::string_view::npos || at < 8) continue;
    const std::size_t from = at + dash.size();
    const std::string folded = fold_heading(text.substr(from, end - std::min(from, end)));
    if (from < end && is_name(from, end) &&
        (folded.ends_with("team") || std::count(folded.begin(), folded.end(), ' ') <= 1) && is_name(from, end))
      return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end)};
  }
  return {};
}

constexpr std::string_view skipped_openers[] = {"we",     "should", "must",  "will",  "need",  "to",       "please",
                                                "also",   "the",    "team",  "be",    "a",     "an",       "i",
                                                "you",    "are",    "going", "have",  "plan",  "consider", "try",
                                                "always", "then",   "and",   "let's", "we'll", "we're"};

constexpr std::string_view verbs[] = {
    "add",          "adjust",     "adopt",     "alert",       "allow",       "amend",       "analyse",    "analyze",
    "apply",        "arrange",    "ask",       "assess",      "assign",      "audit",       "automate",   "backport",
    "backup",       "block",      "build",     "bump",        "catch",       "change",      "check",      "clarify",
    "clean",        "clear",      "close",     "collect",     "communicate", "conduct",     "configure",  "consolidate",
    "contact",      "continue",   "convert",   "coordinate",  "correct",     "create",      "cut",        "decide",
    "decommission", "decouple",   "decrease",  "define",      "delete",      "deploy",      "deprecate",  "design",
    "detect",       "determine",  "develop",   "diagnose",    "disable",     "discuss",     "distribute", "document",
    "double-check", "draft",      "drop",      "educate",     "eliminate",   "enable",      "encourage",  "enforce",
    "enhance",      "ensure",     "escalate",  "establish",   "evaluate",    "examine",     "expand",     "explore",
    "export",       "expose",     "extend",    "extract",     "figure",      "file",        "find",       "fix",
    "follow",       "formalize",  "generate",  "get",         "give",        "guard",       "handle",     "harden",
    "hire",         "hold",       "identify",  "implement",   "improve",     "include",     "increase",   "inform",
    "install",      "instrument", "integrate", "introduce",   "investigate", "invest",      "isolate",    "keep",
    "launch",       "limit",      "link",      "lint",        "log",         "lower",       "maintain",   "make",
    "measure",      "merge",      "migrate",   "minimize",    "modify",      "monitor",     "move",       "notify",
    "offer",        "open",       "optimize",  "optimise",    "organize",    "patch",       "perform",    "pin",
    "plan",         "post",       "practice",  "prepare",     "prevent",     "prioritize",  "protect",    "provide",
    "provision",    "publish",    "pull",      "purchase",    "purge",       "push",        "put",        "raise",
    "reach",        "read",       "rebuild",   "reconfigure", "record",      "recover",     "reduce",     "redesign",
    "refactor",     "refine",     "regularly", "reinforce",   "release",     "remove",      "rename",     "reorganize",
    "repair",       "replace",    "replicate", "report",      "request",     "require",     "research",   "reset",
    "resize",       "resolve",    "restart",   "restore",     "restrict",    "restructure", "retire",     "review",
    "revise",       "revisit",    "revoke",    "rewrite",     "roll",        "rotate",      "route",      "run",
    "scale",        "schedule",   "script",    "secure",      "send",        "separate",    "set",        "setup",
    "share",        "simplify",   "simulate",  "split",       "standardize", "stop",        "store",      "streamline",
    "strengthen",   "study",      "submit",    "switch",      "sync",        "tag",         "teach",      "test",
    "throttle",     "tighten",    "track",     "train",       "trigger",     "tune",        "turn",       "uninstall",
    "unify",        "update",     "upgrade",   "upload",      "use",         "utilize",     "validate",   "verify",
    "version",      "whitelist",  "wire",      "work",        "write",       "arm",         "cap",        "cover",
    "gate",         "host",       "index",     "mirror",      "name",        "own",         "page",       "probe",
    "query",        "rate-limit", "reject",    "run-through", "sample",      "scan",        "verify"};

const std::unordered_map<std::string_view, bool>& known_verbs() {
  static const std::unordered_map<std::string_view, bool> known = [] {
    std::unordered_map<std::string_view, bool> out;
    for (const std::string_view v : verbs) out.emplace(v, true);
    return out;
  }();
  return known;
}

/// "implementing" → "implement", "added" → "add", "reviews" → "review"; empty if it isn't a verb we know.
std::string base_verb(std::string word) {
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto is = [](const std::string& w) { return known_verbs().contains(w); };
  if (is(word)) return word;
  const auto without = [&](std::string_view tail) -> std::string {
    if (!word.ends_with(tail) || word.size() < tail.size() + 2) return {};
    std::string stem = word.substr(0, word.size() - tail.size());
    if (is(stem)) return stem;
    if (is(stem + "e")) return stem + "e";
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2] && is(stem.substr(0, stem.size() - 1)))
      return stem.substr(0, stem.size() - 1);
    if (!stem.empty() && stem.back() == 'i' && is(stem.substr(0, stem.size() - 1) + "y"))
      return stem.substr(0, stem.size() - 1) + "y";
    return {};
  };
  for (const std::string_view tail : {"ing", "ed", "es", "s", "d"})
    if (std::string out = without(tail); !out.empty()) return out;
  return {};
}

std::string find_verb(std::string_view text) {
  std::size_t i = 0;
  for (int n = 0; n < 5 && i < text.size(); ++n) {
    while (i < text.size() && !std::isalpha(static_cast<unsigned char>(text[i]))) ++i;
    std::size_t end = i;
    while (end < text.size() &&
           (std::isalpha(static_cast<unsigned char>(text[end])) || text[end] == '-' || text[end] == '\''))
      ++end;
    const std::string word(text.substr(i, end - i));
    if (std::string verb = base_verb(word); !verb.empty()) return verb;
    std::string lower = word;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (std::find(std::begin(skipped_openers), std::end(skipped_openers), lower) == std::end(skipped_openers)) break;
    i = end;
  }
  return {};
}

/// Links among the nodes of a span; a bare URL in the text counts as well.
std::string find_link(const Document& document, Span span) {
  const std::vector<Node>& nodes = document.nodes();
  auto it = std::lower_bound(nodes.begin(), nodes.end(), span.begin,
                             [](const Node& n, std::uint32_t at) { return n.span.begin < at; });
  std::string_view first;
  for (; it != nodes.end() && it->span.begin < span.end; ++it) {
    if (it->kind != NodeKind::link || it->target.empty()) continue;
    const std::string_view target = it->target.in(document.text().content());
    if (is_ticket_address(target)) return std::string(target);
    if (first.empty()) first = target;
  }
  if (!first.empty()) return std::string(first);
  const std::string_view text = span.in(document.text().content());
  const std::size_t at = text.find("http");
  if (at == std::string_view::npos) return {};
  const std::size_t end = std::min(text.find_first_of(" \t\n)>]|", at), text.size());
  const std::string_view url = text.substr(at, end - at);
  return url.starts_with("http://") || url.starts_with("https://") ? std::string(url) : std::string();
}

/// Struck out as a whole.
bool is_struck(const Document& document, Span span) {
  const std::vector<Node>& nodes = document.nodes();
  auto it = std::lower_bound(nodes.begin(), nodes.end(), span.begin,
                             [](const Node& n, std::uint32_t at) { return n.span.begin < at; });
  for (; it != nodes.end() && it->span.begin < span.end; ++it)
    if (it->kind == NodeKind::strike && it->span.size() * 3 > span.size() * 2) return true;
  return false;
}

std::optional<bool> find_done(std::string_view text) {
  for (std::size_t at = find_byte<'\xE2'>(text); at < text.size(); at = find_byte<'\xE2'>(text, at + 1)) {
    const std::string_view here = text.substr(at);
    if (here.starts_with("✅") || here.starts_with("☑") || here.starts_with("✔")) return true;
  }
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' ')) --end;
  const std::string_view tail = text.substr(0, end);
  const std::size_t open = tail.find_last_of("([");
  const std::string_view inside =
      open == std::string_view::npos ? tail.substr(std::min(tail.rfind(' ') + 1, tail.size())) : tail.substr(open + 1);
  const std::string folded = fold_heading(inside);
  for (const std::string_view done : {"done", "completed", "complete", "fixed", "shipped", "merged"})
    if (folded == done && (open != std::string_view::npos || is_upper(inside[0]))) return true;
  if (open != std::string_view::npos && inside.starts_with("done ") && inside.size() > 5 && inside[5] >= '0' &&
      inside[5] <= '9')
    return true;
  for (const std::string_view opened : {"todo", "to do", "in progress", "pending", "not started"})
    if (folded == opened && open != std::string_view::npos) return false;
  const std::string_view head = text.substr(0, 12);
  if (head.substr(0, 8).find(':') != std::string_view::npos && fold_heading(head).starts_with("done ")) return true;
  return std::nullopt;
}

}  // namespace

bool begins_with_order(std::string_view text) {
  std::size_t end = 0;
  std::string word;
  while (end < text.size() && word.size() < 20 &&
         (std::isalpha(static_cast<unsigned char>(text[end])) || text[end] == '-'))
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[end++])));
  return known_verbs().contains(word);
}

void read_measure(const Postmortem& pm, const MentionOptions& options, Measure& measure) {
  const Document& document = *pm.document;
  const std::string_view plain = document.plain();
  const Line& first = document.lines()[measure.first_line];
  const Line& last = document.lines()[measure.last_line - 1];
  const Span whole{first.plain.begin, std::max(first.plain.end, last.plain.end)};
  const std::string_view text = whole.in(plain);
  const auto source = [&](Span inside) {
    return document.source_of({whole.begin + inside.begin, whole.begin + inside.end});
  };
  if (measure.owner.empty() && first.kind != LineKind::cell_row) {
    if (const Span owner = find_owner(text); !owner.empty()) {
      measure.owner = std::string(owner.in(text));
      measure.owner_span = source(owner);
    }
  }
  for (const Mention& mention : mentions_in(pm, whole)) {
    if (mention.kind != MentionKind::moment || !mention.date || mention.invalid || measure.due) continue;
    const std::string_view before = plain.substr(whole.begin, mention.span.begin - whole.begin);
    const std::string folded = fold_heading(before.substr(before.size() > 24 ? before.size() - 24 : 0));
    const bool cued = folded.ends_with("by") || folded.ends_with("due") || folded.ends_with("deadline") ||
                      folded.ends_with("until") || folded.ends_with("eta") || folded.ends_with("before") ||
                      folded.ends_with("target") || folded.ends_with("due date") || folded.ends_with("due by");
    const Span at = mention.date_span.empty() ? mention.span : mention.date_span;
    const bool closes = mention.span.end + 2 >= whole.end;
    if (!cued && !closes && measure.due_text.empty()) continue;
    measure.due = mention.date;
    if (measure.due_text.empty())
      measure.due_text = std::string(at.in(plain)), measure.due_span = document.source_of(at);
  }
  (void)options;
  if (measure.due_text.empty())
    if (const Span due = find_labelled(text, {"due", "due date", "deadline", "eta"}); !due.empty()) {
      measure.due_text = std::string(due.in(text));
      measure.due_span = source(due);
    }
  if (measure.priority.empty()) measure.priority = find_priority(text);
  if (measure.priority.empty())
    if (const Span priority = find_labelled(text, {"priority", "prio"}); !priority.empty())
      measure.priority = std::string(priority.in(text));
  if (measure.tracker.empty()) measure.tracker = find_link(document, measure.span);
  if (measure.tracker.empty()) measure.tracker = std::string(find_key(text));
  if (!measure.done) measure.done = find_done(text);
  if (!measure.done && is_struck(document, measure.span)) measure.done = true;
  // "Enhance monitoring: implement …": the label may be the name or the verb.
  const std::string_view after =
      first.kind == LineKind::cell_row ? std::string_view(measure.text) : text_after_label(pm, measure.first_line);
  measure.verb = find_verb(after);
  if (measure.verb.empty()) measure.verb = find_verb(measure.text);
}

}  // namespace afterword
