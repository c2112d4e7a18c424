#include "check/rules/report.h"
#include "text/ascii.h"

namespace afterword::rules {
namespace {

// What a bracket in a template begins with. "[ERROR]", "[1]" and "[Completed]" are no placeholders.
constexpr std::string_view openers[] = {
    "time",    "date",    "name",       "start",    "end",        "insert",      "describe",   "description",
    "your",    "explain", "what",       "which",    "how",        "who",         "when",       "why",
    "list",    "task",    "add",        "fill",     "percentage", "number",      "x",          "xx",
    "specify", "provide", "duration",   "impact",   "summary",    "service",     "team",       "company",
    "tbd",     "todo",    "details",    "affected", "timestamp",  "timezone",    "incident",   "product",
    "brief",   "short",   "e.g",        "example",  "optional",   "placeholder", "resolution", "root",
    "cause",   "confirm", "candidates", "proposed"};

bool is_opener(std::string_view word) {
  return word.size() < 16 && std::find(std::begin(openers), std::end(openers), lower_ascii(word)) != std::end(openers);
}

void report_placeholder(Findings& out, Span at, std::string_view text) {
  Finding& finding = report(out, at, "the placeholder " + quoted(text) + " was never replaced");
  finding.label = "from the template";
  finding.help = "write what happened, or delete the line if it does not apply";
}

/// `[Start time (including timezone)]`: from the word after the bracket to the bracket that closes it.
std::uint32_t end_of_bracket(const Postmortem& p, std::uint32_t open) {
  constexpr std::uint32_t longest = 40;
  for (std::uint32_t i = open + 1; i < p.words.size() && i < open + longest; ++i) {
    if (word_text(p, i) == "]") return i;
    if (p.words[i].line_break_before) return 0;
  }
  return 0;
}

/// Reports them, and returns the words that they are made of.
std::vector<Span> find_brackets(const Postmortem& p, Findings& out) {
  const std::string_view plain = p.plain();
  std::vector<Span> found;
  for (std::size_t at = plain.find('['); at != std::string_view::npos; at = plain.find('[', at + 1)) {
    const auto word = std::lower_bound(p.words.begin(), p.words.end(), at,
                                       [](const Word& w, std::size_t begin) { return w.span.begin < begin; });
    const auto i = static_cast<std::uint32_t>(word - p.words.begin());
    if (i + 2 >= p.words.size() || word->span.begin != at || word->span.size() != 1) continue;
    if (!found.empty() && i < found.back().end) continue;
    if (!is_opener(word_text(p, i + 1))) continue;
    const std::uint32_t close = end_of_bracket(p, i);
    if (close == 0 || !in_prose(p, i) || !in_report(p, i)) continue;
    const Span span = p.source_of_words(i, close + 1);
    report_placeholder(out, span, Span{word->span.begin, p.words[close].span.end}.in(plain));
    found.push_back({i, close + 1});
  }
  return found;
}

/// `HH:MM`, but not within brackets that are reported already.
void find_clocks(const Postmortem& p, const std::vector<Span>& brackets, Findings& out) {
  auto bracket = brackets.begin();
  for (const std::uint32_t i : p.forms.capitals) {
    while (bracket != brackets.end() && bracket->end <= i) ++bracket;
    if (bracket != brackets.end() && bracket->begin <= i) continue;
    if (i + 2 >= p.words.size() || p.words[i].span.size() != 2 || word_text(p, i + 1) != ":") continue;
    const std::string_view hour = word_text(p, i), minute = word_text(p, i + 2);
    if ((hour == "HH" && minute == "MM") || (hour == "XX" && minute == "XX"))
      report_placeholder(out, p.source_of_words(i, i + 3), std::string(hour) + ":" + std::string(minute));
  }
}

/// `<service name>` is an HTML tag to Markdown, and a reader never sees it.
void find_tags(const RuleContext& context, Findings& out) {
  for (const Node& node : context.postmortem.document->nodes()) {
    if (node.kind != NodeKind::html_inline || node.span.size() < 4) continue;
    const std::string_view text = text_at(context, node.span);
    const std::size_t end = text.find_first_of(" >/=", 1);
    if (end == std::string_view::npos || text.find('=') != std::string_view::npos) continue;
    const std::string name = lower_ascii(text.substr(1, end - 1));
    if (name == "time" || name == "summary" || name == "details" || !is_opener(name)) continue;
    report_placeholder(out, node.span, text);
    out.back().label = "a browser takes this for a tag and shows nothing";
  }
}

}  // namespace

void placeholder_left(const RuleContext& context, Findings& out) {
  const Postmortem& p = context.postmortem;
  for (const PhraseHit& hit : p.hits_of(Mark::placeholder))
    if (in_prose(p, hit.first) && in_report(p, hit.first))
      report_placeholder(out, p.source_of_words(hit.first, hit.last),
                         Span{p.words[hit.first].span.begin, p.words[hit.last - 1].span.end}.in(p.plain()));
  find_clocks(p, find_brackets(p, out), out);
  find_tags(context, out);
}

}  // namespace afterword::rules
