#include "workspace/review_report.h"

#include "check/change_words.h"
#include "workspace/cells.h"
#include "workspace/frame.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

constexpr std::uint32_t width_min = 60;

std::string text_of(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

std::string count_of(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

std::string_view color_of_phase(ReviewPhase phase) {
  switch (phase) {
    case ReviewPhase::approved:
      return "32";
    case ReviewPhase::waiting:
      return "33";
    case ReviewPhase::none:
    case ReviewPhase::withdrawn:
      return "2";
    default:
      return "31";
  }
}

/// Text for people over several lines, each indented, cut at blanks.
std::string wrap(std::string_view text, std::uint32_t indent, std::uint32_t width) {
  const std::string margin(indent, ' ');
  std::string out, line;
  const auto flush = [&] {
    if (!line.empty()) out += margin + line + "\n";
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string word = show_path(text.substr(0, end));
    if (!line.empty() && count_cells(line) + 1 + count_cells(word) + indent > width) flush();
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
    if (end < text.size() && text[end] == '\n') flush();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  flush();
  return out;
}

std::string describe_reviewer(const ReviewerState& each) {
  std::string out = show_path(each.person.written());
  if (each.is_author) out += ", an author";
  if (each.fallback) out += ", the fallback";
  if (each.verdict == ReviewVerdict::none) return out + (each.asked ? ": asked" : ": has said nothing that stands");
  out += each.verdict == ReviewVerdict::approved ? ": approved on " : ": wants changes since ";
  out += text_of(day_of_instant(each.at_s));
  if (each.stale) out += ", of an earlier text";
  return out;
}

class ReviewPrinter {
 public:
  ReviewPrinter(const ReviewedFile& file, std::uint32_t width, Color color)
      : file_(file), state_(file.state), width_(std::max(width, width_min)), color_(color) {}

  std::string print() {
    out_ += paint(show_path(file_.path), "1", color_) + ": " +
            paint(std::string(name_of(state_.phase)), color_of_phase(state_.phase), color_) + "\n";
    out_ += wrap(describe_phase(state_) + changes(), 2, width_);
    if (!state_.authors.empty()) out_ += wrap("written by " + list_people(state_.authors), 2, width_);
    print_reviewers();
    print_comments();
    for (const ReviewFault& fault : state_.faults)
      out_ += wrap("line " + std::to_string(fault.line) + " of the review file can't be read: " + fault.why, 2, width_);
    return out_;
  }

 private:
  [[nodiscard]] std::string changes() const {
    if (state_.phase == ReviewPhase::stale) return "; since then: " + describe_change(*file_.postmortem, state_.change);
    return state_.ticked_off ? "; since then only measures were ticked off or linked, or it was published" : "";
  }

  void print_reviewers() {
    if (!state_.reviewers.empty()) out_ += "\nreviewers\n";
    for (const ReviewerState& each : state_.reviewers) {
      out_ += wrap(describe_reviewer(each), 2, width_);
      if (!each.text.empty()) out_ += wrap("“" + each.text + "”", 4, width_);
      if (each.verdict != ReviewVerdict::approved) continue;
      for (std::size_t i = 0; i < rubric_size; ++i) {
        const auto& answer = each.answers[i];
        const std::string said = !answer ? "?  " : answer->yes ? "yes" : "no ";
        out_ +=
            "    " +
            paint(said,
                  !answer       ? "33"
                  : answer->yes ? "32"
                                : "31",
                  color_) +
            " " +
            wrap(std::string(rubric[i].of) + (answer && !answer->words.empty() ? ": " + answer->words : ""), 8, width_)
                .substr(8);
      }
    }
  }

  void print_comments() {
    if (state_.comments.empty() && state_.settled == 0) return;
    out_ +=
        "\n" + count_of(state_.comments.size(), "open comment") + ", " + std::to_string(state_.settled) + " settled\n";
    for (const OpenComment& open : state_.comments) {
      out_ += "  " + paint(show_path(open.remark.id), "33", color_) + " " +
              wrap(place_of(open) + open.remark.by.shown() + ": " + open.remark.text, 11, width_).substr(11);
      if (!open.anchor.text.empty())
        out_ += wrap("| " + (open.anchor.quote.empty() ? open.anchor.text : open.anchor.quote), 11, width_);
      for (const ReviewRemark& reply : open.replies) out_ += wrap(reply.by.shown() + ": " + reply.text, 13, width_);
    }
  }

  static std::string place_of(const OpenComment& open) {
    switch (open.place.fit) {
      case AnchorFit::document:
        return {};
      case AnchorFit::exact:
        return "line " + std::to_string(open.place.line) + ", ";
      case AnchorFit::changed:
        return "line " + std::to_string(open.place.line) + " (changed since), ";
      case AnchorFit::lost:
        return "a line that is gone, ";
    }
    return {};
  }

  const ReviewedFile& file_;
  const ReviewState& state_;
  std::uint32_t width_;
  Color color_;
  std::string out_;
};

}  // namespace

std::string describe_phase(const ReviewState& state) {
  std::vector<ReviewPerson> asked, wanting;
  std::string fallback;
  for (const ReviewerState& each : state.reviewers) {
    if (each.asked && !each.fallback && !each.is_author) asked.push_back(each.person);
    if (each.verdict == ReviewVerdict::changes && !each.is_author) wanting.push_back(each.person);
    if (each.fallback && !each.is_author) fallback = each.person.shown();
  }
  const std::string until = state.deadline ? text_of(*state.deadline) : std::string("no deadline");
  const auto by = [&] {
    return state.decisive->person.shown() + " on " + text_of(day_of_instant(state.decisive->at_s));
  };
  switch (state.phase) {
    case ReviewPhase::none:
      return "nobody was asked to review";
    case ReviewPhase::withdrawn:
      return "the request was taken back";
    case ReviewPhase::waiting:
      return "waiting for " + (asked.empty() ? std::string("a peer") : list_people(asked)) + " until " + until;
    case ReviewPhase::overdue:
      return "due since " + until + (asked.empty() ? "" : " by " + list_people(asked)) +
             (fallback.empty() ? "; no fallback reviewer is named" : "; it is with " + fallback + " now");
    case ReviewPhase::changes:
      return list_people(wanting) + (wanting.size() == 1 ? " wants changes" : " want changes");
    case ReviewPhase::incomplete:
      return "approved by " + by() + ", " + std::to_string(state.decisive->answered()) +
             " of 5 questions of the rubric answered";
    case ReviewPhase::stale:
      return "approved by " + by() + ", and changed since";
    case ReviewPhase::approved:
      return "approved by " + by();
  }
  return {};
}

std::string print_review(const ReviewedFile& file, std::uint32_t width, Color color) {
  return ReviewPrinter(file, width, color).print();
}

std::string print_reviews(const std::vector<ReviewedFile>& files, std::uint32_t width, Color color) {
  constexpr std::size_t phase_cells = 12;
  std::string out;
  std::size_t counts[8] = {}, comments = 0;
  std::uint32_t widest = 0;
  for (const ReviewedFile& file : files) widest = std::max(widest, count_cells(show_path(file.path)));
  const std::uint32_t path_cells = std::min(widest, std::max(width, width_min) / 2);
  for (const ReviewedFile& file : files) {
    const ReviewState& state = file.state;
    ++counts[static_cast<std::size_t>(state.phase)];
    comments += state.comments.size();
    const std::string phase(name_of(state.phase)), path = show_path(file.path);
    const std::uint32_t used = count_cells(path);
    out += paint(phase + std::string(phase_cells - phase.size(), ' '), color_of_phase(state.phase), color) + path +
           std::string(used < path_cells ? path_cells - used : 0, ' ') + "  " + show_path(describe_phase(state));
    if (!state.comments.empty()) out += ", " + count_of(state.comments.size(), "open comment");
    if (!state.faults.empty()) out += ", " + count_of(state.faults.size(), "damaged line");
    out += "\n";
  }
  if (files.empty()) return "no reports\n";
  out += "\n" + count_of(files.size(), "report") + ":";
  bool first = true;
  for (std::size_t i = std::size(counts); i-- > 0;) {
    if (counts[i] == 0) continue;
    const auto phase = static_cast<ReviewPhase>(i);
    out += (first ? " " : ", ") + std::to_string(counts[i]) + " " +
           (phase == ReviewPhase::none ? "without a review" : std::string(name_of(phase)));
    first = false;
  }
  return out + "; " + count_of(comments, "open comment") + "\n";
}

}  // namespace afterword
