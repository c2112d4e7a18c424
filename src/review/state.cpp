#include "review/state.h"

namespace afterword {
namespace {

void add_person(std::vector<ReviewPerson>& people, const ReviewPerson& person) {
  for (ReviewPerson& known : people)
    if (is_same_person(known, person)) {
      if (known.name.empty()) known.name = person.name;
      if (known.email.empty()) known.email = person.email;
      return;
    }
  people.push_back(person);
}

ReviewerState& reviewer(std::vector<ReviewerState>& all, const ReviewPerson& person) {
  for (ReviewerState& known : all)
    if (is_same_person(known.person, person)) {
      if (known.person.name.empty()) known.person.name = person.name;
      if (known.person.email.empty()) known.person.email = person.email;
      return known;
    }
  all.emplace_back().person = person;
  return all.back();
}

/// Goes through the events in order of time and keeps what stands.
class Standing {
 public:
  Standing(ReviewState& state, const std::vector<std::string_view>& lines) : state_(state), lines_(lines) {}

  void take(const ReviewEvent& event) {
    switch (event.act) {
      case ReviewAct::request:
        return take_request(event);
      case ReviewAct::comment:
        return take_comment(event);
      case ReviewAct::resolve:
        settled_.push_back(event.about);
        return;
      case ReviewAct::withdraw:
        if (event.whole_request)
          is_withdrawn_ = state_.requested.has_value();
        else
          reviewer(state_.reviewers, event.by).verdict = ReviewVerdict::none;
        return;
      case ReviewAct::approve:
      case ReviewAct::changes:
        return take_verdict(event);
    }
  }

  /// Replies go below what they answer and settled comments away; the order in time does not matter for either,
  /// because the clocks of two people differ.
  void arrange_comments() {
    std::vector<OpenComment> open;
    for (std::size_t i = 0; i < state_.comments.size(); ++i)
      if (answers_to_[i].empty()) open.push_back(state_.comments[i]);
    const std::size_t threads = open.size();
    for (std::size_t i = 0; i < state_.comments.size(); ++i) {
      if (answers_to_[i].empty()) continue;
      const auto end = open.begin() + static_cast<std::ptrdiff_t>(threads);
      const auto found =
          std::find_if(open.begin(), end, [&](const OpenComment& each) { return each.remark.id == answers_to_[i]; });
      if (found != end)
        found->replies.push_back(state_.comments[i].remark);
      else
        open.push_back(state_.comments[i]);  // what it answers is not on record
    }
    state_.settled = std::erase_if(open, [this](const OpenComment& each) { return is_settled(each.remark.id); });
    state_.comments = std::move(open);
  }

  [[nodiscard]] bool is_withdrawn() const { return is_withdrawn_; }

 private:
  void take_request(const ReviewEvent& event) {
    const Date day = day_of_instant(event.at_s);
    is_withdrawn_ = false;
    state_.requested = day;
    state_.requested_at_s = event.at_s;
    if (!state_.first_requested) state_.first_requested = day;
    state_.deadline = event.deadline;
    state_.requested_by = event.by;
    add_person(state_.authors, event.by);
    for (const ReviewPerson& author : event.authors) add_person(state_.authors, author);
    for (ReviewerState& each : state_.reviewers) {
      each.asked = false;
      if (each.verdict == ReviewVerdict::changes) each.verdict = ReviewVerdict::none;  // they are asked to look again
    }
    for (const ReviewPerson& person : event.reviewers) reviewer(state_.reviewers, person).asked = true;
  }

  void take_comment(const ReviewEvent& event) {
    state_.comments.push_back(
        {{event.id, event.by, event.at_s, event.text}, event.anchor, find_anchor(event.anchor, lines_), {}});
    answers_to_.push_back(event.about);
  }

  void take_verdict(const ReviewEvent& event) {
    ReviewerState& by = reviewer(state_.reviewers, event.by);
    by.verdict = event.act == ReviewAct::approve ? ReviewVerdict::approved : ReviewVerdict::changes;
    by.at_s = event.at_s;
    by.answers = event.answers;
    by.text = event.text;
    by.revision = event.revision;
    for (const ReviewPerson& author : event.authors) add_person(state_.authors, author);
  }

  [[nodiscard]] bool is_settled(const std::string& id) const {
    return std::find(settled_.begin(), settled_.end(), id) != settled_.end();
  }

  ReviewState& state_;
  const std::vector<std::string_view>& lines_;
  std::vector<std::string> answers_to_;  ///< for each comment
  std::vector<std::string> settled_;
  bool is_withdrawn_ = false;
};

void put_asked_first(std::vector<ReviewerState>& reviewers) {
  std::vector<ReviewerState> sorted;
  for (const bool asked : {true, false})
    for (const ReviewerState& each : reviewers)
      if (each.asked == asked) sorted.push_back(each);
  reviewers = std::move(sorted);
}

/// How much an approval is worth: it counts, its text has changed, it lacks answers.
int worth_of(const ReviewerState& each) {
  if (each.is_author || each.verdict != ReviewVerdict::approved) return 0;
  const bool complete = each.answered() == rubric_size;
  return each.stale ? 1 : complete ? 3 : 2;
}

ReviewPhase phase_of(const ReviewState& state, bool is_withdrawn) {
  for (const ReviewerState& each : state.reviewers)
    if (each.verdict == ReviewVerdict::changes && !each.is_author) return ReviewPhase::changes;
  const int worth = state.decisive ? worth_of(*state.decisive) : 0;
  const bool asked_again =
      worth == 1 && !is_withdrawn && state.requested && state.requested_at_s > state.decisive->at_s;
  if (worth > 0 && !asked_again) {
    return worth == 3 ? ReviewPhase::approved : worth == 2 ? ReviewPhase::incomplete : ReviewPhase::stale;
  }
  if (is_withdrawn) return ReviewPhase::withdrawn;
  if (!state.requested) return ReviewPhase::none;
  return state.deadline && *state.deadline < state.today ? ReviewPhase::overdue : ReviewPhase::waiting;
}

/// Whose turn it is when the deadline is over.
void hand_over(ReviewState& state, const std::string& fallback) {
  const ReviewPerson person = read_person(fallback);
  if (state.phase != ReviewPhase::overdue || person.empty()) return;
  ReviewerState& by = reviewer(state.reviewers, person);
  by.fallback = true;
  by.asked = true;
  by.is_author = is_author(state, by.person);
}

}  // namespace

std::size_t ReviewerState::answered() const {
  return static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); }));
}

bool is_author(const ReviewState& state, const ReviewPerson& person) {
  return std::any_of(state.authors.begin(), state.authors.end(),
                     [&person](const ReviewPerson& author) { return is_same_person(author, person); });
}

ReviewState judge_review(const ReviewLog& log, std::string_view text, const std::vector<ReviewPerson>& authors,
                         const ReviewPolicy& policy, Date today) {
  ReviewState out;
  out.today = today;
  out.late_days_max = policy.late_days;
  out.faults = log.faults;
  for (const ReviewPerson& author : authors) add_person(out.authors, author);
  const std::vector<std::string_view> lines = lines_of(text);
  Standing standing(out, lines);
  for (const ReviewEvent& event : log.events) standing.take(event);
  standing.arrange_comments();
  const Revision now = revision_of(text);
  for (ReviewerState& each : out.reviewers) {
    each.is_author = is_author(out, each.person);
    each.stale =
        each.verdict != ReviewVerdict::none && each.revision.sha256 != now.sha256 && each.revision.body != now.body;
  }
  put_asked_first(out.reviewers);
  for (const ReviewerState& each : out.reviewers) {
    const int worth = worth_of(each), best = out.decisive ? worth_of(*out.decisive) : 0;
    if (worth > best || (worth == best && worth > 0 && each.at_s > out.decisive->at_s)) out.decisive = each;
  }
  if (standing.is_withdrawn()) {
    out.deadline.reset();
    for (ReviewerState& each : out.reviewers) each.asked = false;
  }
  out.phase = phase_of(out, standing.is_withdrawn());
  if (out.phase == ReviewPhase::stale) out.change = compare_lines(out.decisive->revision.lines, now.lines);
  out.ticked_off = out.phase == ReviewPhase::approved && out.decisive->revision.sha256 != now.sha256;
  hand_over(out, policy.fallback);
  return out;
}

std::string_view name_of(ReviewPhase phase) {
  constexpr std::string_view names[] = {"none",    "withdrawn",  "waiting", "overdue",
                                        "changes", "incomplete", "stale",   "approved"};
  return names[static_cast<std::size_t>(phase)];
}

std::string_view name_of(ReviewVerdict verdict) {
  constexpr std::string_view names[] = {"none", "approved", "changes"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace afterword
