#include "render/clauses.h"
#include "render/facts.h"
#include "render/html.h"
#include "render/lead_in.h"
#include "render/phrasing.h"

namespace afterword {

namespace {

constexpr std::size_t words_max = 45;

struct Candidate {
  std::string text;
  int score = 0;
  std::size_t order = 0;
  std::size_t words = 0;
};

/// A sentence as a verdict tells it: without marks of a list or a quote before it, without "however", and without when,
/// which the facts tell.
std::string as_told(std::string_view sentence) {
  while (!sentence.empty() && std::string_view("->*#:| ").find(sentence.front()) != std::string_view::npos)
    sentence.remove_prefix(1);
  // Dashes, arrows and pictures lie in two blocks of UTF-8; letters of other scripts do not.
  while (sentence.starts_with("\xe2\x80") || sentence.starts_with("\xf0\x9f")) {
    const std::size_t blank = sentence.find(' ');
    if (blank > 8 || sentence.starts_with("“")) break;
    sentence.remove_prefix(blank + 1);
  }
  for (const std::string_view joint : {"However, ", "But ", "Also, ", "Additionally, ", "Moreover, ", "Initially, "})
    if (sentence.starts_with(joint)) sentence.remove_prefix(joint.size());
  return with_capital(without_time(sentence));
}

/// The passage without lines labelled "Duration:", which tell how long it was met rather than what, where it has
/// others.
Passage beside_durations(const Postmortem& pm, Passage passage) {
  const std::vector<Line>& lines = pm.document->lines();
  const auto tells_duration = [&](std::uint32_t number) {
    const auto at = std::lower_bound(lines.begin(), lines.end(), number,
                                     [](const Line& line, std::uint32_t n) { return line.number < n; });
    const auto place = static_cast<std::size_t>(at - lines.begin());
    return place < pm.places.size() && at->number == number && pm.places[place].label == Role::duration;
  };
  if (!std::all_of(passage.lines.begin(), passage.lines.end(), tells_duration))
    std::erase_if(passage.lines, tells_duration);
  return passage;
}

/// Sentences that tell of the impact, the best first.
std::vector<Candidate> impact_candidates(const Postmortem& pm) {
  std::vector<Candidate> out;
  const auto add = [&](const Passage& stated, int score) {
    const Passage passage = beside_durations(pm, outside_timeline(pm, stated));
    for (const std::string& stated_so : sentences_of(pm, passage)) {
      const std::string sentence = as_told(stated_so);
      const auto same = std::find_if(out.begin(), out.end(), [&](const Candidate& c) { return c.text == sentence; });
      if (same != out.end()) {
        same->score += score;
        continue;
      }
      const std::size_t words = count_words(sentence);
      const int told = points_elsewhere(sentence) ? score - 2 : score;
      if (words >= 4 && tells_something(sentence)) out.push_back({sentence, told, out.size(), words});
    }
  };
  // What stands under a heading for the summary or the impact was written to be read first.
  const auto in_summary = [&](const Passage& passage) {
    if (passage.lines.empty()) return 0;
    for (const Section& section : pm.sections) {
      const bool tells =
          section.role == Role::summary || section.role == Role::impact || section.role == Role::duration;
      if (!tells || section.first_line >= section.last_line) continue;
      const auto& lines = pm.document->lines();
      const std::uint32_t last = lines[std::min<std::size_t>(section.last_line, lines.size()) - 1].number;
      if (passage.lines.front() >= section.line && passage.lines.front() <= last) return 3;
    }
    return 0;
  };
  add(pm.service, 2 + in_summary(pm.service));
  add(pm.experience, 3 + in_summary(pm.experience));
  for (const auto& number : {pm.percent, pm.users, pm.duration_min}) {
    if (!number || number->line == 0 || number->computed) continue;
    Passage line;
    line.lines = {number->line};
    add(line, 2 + in_summary(line));
  }
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  });
  return out;
}

/// The passage begins with a line such as "Root cause: …".
bool is_labelled_cause(const Postmortem& pm, const Passage& passage) {
  if (passage.lines.empty()) return false;
  const auto& lines = pm.document->lines();
  const auto line = std::lower_bound(lines.begin(), lines.end(), passage.lines.front(),
                                     [](const Line& l, std::uint32_t number) { return l.number < number; });
  const auto at = static_cast<std::size_t>(line - lines.begin());
  return at < pm.places.size() && pm.places[at].label == Role::root_cause;
}

std::vector<std::string> cause_candidates(const Postmortem& pm) {
  std::vector<std::string> out = sentences_of(pm, outside_timeline(pm, pm.root_cause_summary));
  for (std::string& sentence : sentences_of(pm, outside_timeline(pm, pm.root_cause_detail)))
    out.push_back(std::move(sentence));
  for (std::string& sentence : out) sentence = as_told(sentence);
  std::erase_if(out, [](const std::string& s) { return count_words(s) < 4 || s.ends_with('?') || is_prompt(s); });
  // What the author calls the cause comes first. Other passages are whole lines: what tells of a cause in words comes
  // before what only stands on the same line.
  std::vector<std::string> sorted;
  if (!out.empty() && is_labelled_cause(pm, pm.root_cause_summary)) {
    sorted.push_back(out.front());
    out.erase(out.begin());
  }
  std::vector<std::string> plain, pointing;
  for (std::string& sentence : out) {
    std::vector<std::string>& to = points_elsewhere(sentence) ? pointing : is_causal(sentence) ? sorted : plain;
    to.push_back(std::move(sentence));
  }
  std::move(plain.begin(), plain.end(), std::back_inserter(sorted));
  std::move(pointing.begin(), pointing.end(), std::back_inserter(sorted));
  return sorted;
}

/// Ended like a sentence.
std::string finished(std::string_view sentence) {
  std::string out = with_capital(sentence);
  while (!out.empty() && (out.back() == ' ' || out.back() == ':' || out.back() == ';' || out.back() == ','))
    out.pop_back();
  if (!out.empty() && out.back() != '.' && out.back() != '!' && out.back() != '?' && !out.ends_with("…")) out += '.';
  return out;
}

/// The sentence up to its last comma that leaves at most `words` words, else up to that word, then "…".
std::string shortened(std::string_view sentence, std::size_t words) {
  if (count_words(sentence) <= words) return std::string(sentence);
  std::size_t seen = 0;
  std::size_t end = 0;
  std::size_t comma = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] != ' ') continue;
    if (++seen >= words) break;
    end = i;
    if (i > 0 && (sentence[i - 1] == ',' || sentence[i - 1] == ';')) comma = i - 1;
  }
  if (comma > end / 2) end = comma;
  return std::string(sentence.substr(0, end)) + "…";
}

}  // namespace

std::string compose_verdict(const Postmortem& pm) {
  const std::vector<Candidate> impacts = impact_candidates(pm);
  const std::vector<std::string> causes = cause_candidates(pm);
  // The best pair that fits; a sentence that tells both is a pair by itself.
  for (const Candidate& impact : impacts) {
    if (impact.words > words_max) continue;
    const bool both = is_causal(impact.text) && std::find(causes.begin(), causes.end(), impact.text) != causes.end();
    if (both && impact.words > words_max / 2) return finished(impact.text);
    for (const std::string& cause : causes) {
      if (cause == impact.text) continue;
      if (impact.words + count_words(cause) <= words_max) return finished(impact.text) + " " + finished(cause);
    }
    if (impact.words >= 8) return finished(impact.text);
  }
  for (const std::string& cause : causes) {
    if (count_words(cause) <= words_max) return finished(cause);
  }
  if (!impacts.empty()) return finished(shortened(impacts.front().text, words_max));
  if (!causes.empty()) return finished(shortened(causes.front(), words_max));
  return {};
}

}  // namespace afterword
