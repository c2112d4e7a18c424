#include <charconv>
#include <filesystem>

#include "check/suggest.h"
#include "cli/ask_person.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "connect/git_people.h"
#include "evidence/sha256.h"
#include "workspace/find_settings.h"
#include "workspace/paths.h"
#include "workspace/read_review.h"
#include "workspace/review_report.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

Error usage_error(std::string message, std::string help) {
  return Error{ErrorKind::usage, std::move(message), {}, std::move(help)};
}

std::string day_text(Date day) {
  std::string out;
  append_date(out, day);
  return out;
}

class ReviewCommand {
 public:
  explicit ReviewCommand(Door& door)
      : door_(door),
        settings_(door.disk, Door::working_folder(), Door::user_settings_file(), door.given_settings()),
        today_(Door::today()) {}

  ExitCode run() {
    const std::string& action = door_.request.arguments.front();
    struct ActionRow {
      std::string_view name;
      Result<std::string> (ReviewCommand::*make)(ReviewEvent& event);
    };
    constexpr ActionRow actions[] = {{"request", &ReviewCommand::request},  {"comment", &ReviewCommand::comment},
                                     {"resolve", &ReviewCommand::resolve},  {"approve", &ReviewCommand::approve},
                                     {"changes", &ReviewCommand::changes},  {"reject", &ReviewCommand::changes},
                                     {"withdraw", &ReviewCommand::withdraw}};
    if (const Result<void> good = read_day_flag(); !good) return door_.fail(good.error());
    if (action == "status") return show_status();
    for (const ActionRow& row : actions)
      if (row.name == action) return act(row.make);
    std::vector<std::string_view> names = {"status"};
    for (const ActionRow& row : actions) names.push_back(row.name);
    const std::string help = suggest(action, names);
    return door_.fail(
        usage_error("`review` has no action `" + action + "`",
                    help.empty() ? "write request, comment, resolve, approve, changes, withdraw or status" : help));
  }

 private:
  Result<void> read_day_flag() {
    if (!door_.request.has("--date")) return {};
    const Result<Date> day = read_day(door_.request.get("--date"));
    if (!day) return std::unexpected(day.error());
    today_ = *day;
    return {};
  }

  // -- status

  ExitCode show_status() {
    std::vector<std::string> paths(door_.request.arguments.begin() + 1, door_.request.arguments.end());
    if (paths.empty()) paths.emplace_back(".");
    const bool single = paths.size() == 1 && door_.disk.kind_of(paths.front()) == FileKind::file;
    WalkOptions options;
    options.working_folder = Door::working_folder();
    const WalkResult walk = find_files(door_.disk, paths, options);
    ExitCode code = ExitCode::clean;
    for (const Error& error : walk.errors) code = door_.fail(error);
    std::vector<ReviewedFile> files;
    for (const std::string& path : walk.files) {
      const Result<void> done = read_document(path);
      if (!done) {
        code = door_.fail(done.error());
        continue;
      }
      if (single || log_there_ || file_.postmortem->is_postmortem) files.push_back(file_);
    }
    if (files.empty() && code != ExitCode::clean && !door_.request.has("--json")) return code;
    const Terminal& terminal = door_.terminal;
    door_.out.write(door_.request.has("--json") ? reviews_json(files)
                    : !single                   ? print_reviews(files, terminal.width, terminal.out_color)
                    : files.empty()             ? std::string()
                                                : print_review(files.front(), terminal.width, terminal.out_color));
    return code;
  }

  /// The document, its review, and what that comes to, into file_.
  Result<void> read_document(const std::string& path) {
    Result<std::string> bytes = door_.disk.read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    auto settings = settings_.settings_for_file(path);
    if (!settings) return std::unexpected(settings.error());
    policy_ = (*settings)->rules.review;
    file_.path = path;
    file_.postmortem = read(std::move(*bytes), path, (*settings)->reading);
    log_bytes_.clear();
    log_there_ = door_.disk.kind_of(review_path(path)).has_value();
    if (log_there_) {
      Result<std::string> log = door_.disk.read_file(review_path(path));
      if (!log) return std::unexpected(log.error());
      log_bytes_ = std::move(*log);
    }
    file_.state = judge_review_of(read_review(log_bytes_), *file_.postmortem, policy_, today_);
    return {};
  }

  // -- acts

  ExitCode act(Result<std::string> (ReviewCommand::*make)(ReviewEvent& event)) {
    const Request& request = door_.request;
    if (request.arguments.size() < 2)
      return door_.fail(usage_error("`review " + request.arguments.front() + "` needs a file",
                                    "afterword review " + request.arguments.front() + " FILE"));
    std::string path = request.arguments[1];
    if (request.arguments.front() == "comment") path = take_line(path);
    if (const Result<void> done = read_document(path); !done) return door_.fail(done.error());
    const Result<ReviewPerson> actor = find_actor(door_, path);
    if (!actor) return door_.fail(actor.error());
    ReviewEvent event;
    event.at_s = Door::now_s();
    event.by = *actor;
    event.revision = revision_of(text());
    if (request.arguments.size() > 2) event.text = request.arguments[2];
    if (event.text == "-") {
      Result<std::string> words = door_.read_input("-");
      if (!words) return door_.fail(words.error());
      event.text = std::move(*words);
      while (event.text.ends_with('\n')) event.text.pop_back();
    }
    const Result<std::string> said = (this->*make)(event);
    if (!said) return door_.fail(said.error());
    if (const Result<void> done = write(event); !done) return door_.fail(done.error());
    door_.out.write(show_path(path) + ": " + show_path(*said) + "\n");
    return ExitCode::clean;
  }

  [[nodiscard]] std::string_view text() const { return file_.postmortem->document->text().original(); }

  /// What others add at the same time stays: the event is then added to theirs.
  Result<void> write(const ReviewEvent& event) {
    constexpr int tries_max = 100;
    const std::string path = review_path(file_.path);
    const std::string name = show_path(file_.path.substr(file_.path.rfind('/') + 1));
    for (int i = 0;; ++i) {
      const std::string bytes = add_event(log_bytes_, event, name);
      const Result<void> done = log_there_ ? door_.disk.replace_file(path, log_bytes_, bytes)
                                           : door_.disk.write_file(path, bytes, Overwrite::no);
      if (done || i == tries_max) return done;
      Result<std::string> now = door_.disk.read_file(path);
      if (!now || (log_there_ && *now == log_bytes_)) return done;
      log_there_ = true;
      log_bytes_ = std::move(*now);
    }
  }

  /// "report.md:14" is line 14 of report.md, unless a file is called so.
  std::string take_line(const std::string& path) {
    const std::size_t colon = path.rfind(':');
    if (colon == std::string::npos || door_.disk.kind_of(path)) return path;
    const std::string digits = path.substr(colon + 1);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return path;
    line_ = digits;
    return path.substr(0, colon);
  }

  /// Whom git knows as author: as of the request, so that a reviewer who mends a typo afterwards stays a reviewer.
  std::vector<ReviewPerson> git_authors() {
    std::error_code fault;
    const auto path = std::filesystem::canonical(file_.path, fault);
    std::vector<ReviewPerson> out;
    if (fault) return out;
    for (const std::string& author : find_git_authors(path.string())) out.push_back(read_person(author));
    return out;
  }

  Result<std::string> request(ReviewEvent& event) {
    const Request& request = door_.request;
    event.act = ReviewAct::request;
    event.authors = authors_of(*file_.postmortem);
    // A second request does not make authors of those who reviewed in between.
    const std::vector<ReviewPerson> known = file_.state.requested ? file_.state.authors : git_authors();
    for (const ReviewPerson& person : known) {
      const auto is_written = [&](const ReviewPerson& each) { return each.written() == person.written(); };
      if (std::none_of(event.authors.begin(), event.authors.end(), is_written)) event.authors.push_back(person);
    }
    ReviewState authors;
    authors.authors = event.authors;
    authors.authors.push_back(event.by);
    for (const std::string& who : request.get_all("--reviewer")) {
      ReviewPerson person = read_person(who);
      if (person.empty()) return std::unexpected(usage_error("a reviewer has no name", "write --reviewer NAME"));
      if (is_author(authors, person))
        return std::unexpected(
            usage_error(person.shown() + " wrote the report and can't review it", "ask somebody who did not write it"));
      event.reviewers.push_back(std::move(person));
    }
    if (event.reviewers.empty())
      for (const ReviewerState& each : file_.state.reviewers)
        if (each.asked && !each.fallback && !each.is_author) event.reviewers.push_back(each.person);
    if (event.reviewers.empty())
      return std::unexpected(usage_error("a request names who is asked",
                                         "afterword review request FILE --reviewer \"Ben <ben@example.org>\""));
    event.deadline = next_day(today_, static_cast<int>(policy_.days));
    if (request.has("--deadline")) {
      const Result<Date> day = read_day(request.get("--deadline"));
      if (!day) return std::unexpected(day.error());
      if (*day < today_)
        return std::unexpected(usage_error("the deadline " + day_text(*day) + " is over", "name a day to come"));
      event.deadline = *day;
    }
    return "review asked of " + list_people(event.reviewers) + " until " + day_text(*event.deadline) + "; commit " +
           review_path(file_.path) + " with it";
  }

  Result<std::string> comment(ReviewEvent& event) {
    const Request& request = door_.request;
    event.act = ReviewAct::comment;
    event.revision.lines.clear();
    event.revision.body.clear();
    if (event.text.find_first_not_of(" \t\n") == std::string::npos)
      return std::unexpected(
          usage_error("a comment has no words", "afterword review comment FILE:14 'Which tenants?'"));
    event.about = request.get("--reply");
    if (!event.about.empty() && find_comment(event.about) == nullptr) return std::unexpected(no_comment(event.about));
    if (request.has("--line")) line_ = request.get("--line");
    const std::vector<std::string_view> lines = lines_of(text());
    const Result<std::uint32_t> line = find_line(lines, request.get("--quote"));
    if (!line) return std::unexpected(line.error());
    event.anchor = make_anchor(lines, *line, request.get("--quote"));
    event.id =
        sha256_of(write_event_time(event.at_s) + event.by.key() + std::to_string(*line) + event.text).substr(0, 8);
    return "comment " + event.id + (*line > 0 ? " on line " + std::to_string(*line) : std::string());
  }

  /// The line that --line or --quote names; 0 where neither is given.
  Result<std::uint32_t> find_line(const std::vector<std::string_view>& lines, const std::string& quote) const {
    std::uint32_t line = 0;
    if (!line_.empty()) {
      const auto end = std::from_chars(line_.data(), line_.data() + line_.size(), line);
      if (end.ptr != line_.data() + line_.size() || end.ec != std::errc() || line == 0 || line > lines.size())
        return std::unexpected(usage_error("there is no line `" + line_ + "`",
                                           file_.path + " has " + std::to_string(lines.size()) + " lines"));
    }
    if (quote.empty()) return line;
    std::vector<std::uint32_t> holding;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].find(quote) != std::string_view::npos) holding.push_back(static_cast<std::uint32_t>(i + 1));
    if (line != 0 && std::find(holding.begin(), holding.end(), line) != holding.end()) return line;
    if (line != 0)
      return std::unexpected(usage_error("line " + line_ + " does not hold `" + quote + "`", "name one of the two"));
    if (holding.empty())
      return std::unexpected(usage_error("no line holds `" + quote + "`", "quote words that stand on one line"));
    if (holding.size() > 1)
      return std::unexpected(usage_error(
          "`" + quote + "` stands on lines " + std::to_string(holding[0]) + " and " + std::to_string(holding[1]),
          "quote more words, or add --line"));
    return holding.front();
  }

  [[nodiscard]] const OpenComment* find_comment(const std::string& id) const {
    for (const OpenComment& open : file_.state.comments)
      if (open.remark.id == id) return &open;
    return nullptr;
  }

  [[nodiscard]] Error no_comment(const std::string& id) const {
    return usage_error("there is no open comment `" + id + "`",
                       "`afterword review status " + file_.path + "` lists them");
  }

  Result<std::string> resolve(ReviewEvent& event) {
    event.act = ReviewAct::resolve;
    event.revision.lines.clear();
    event.revision.body.clear();
    event.about = event.text;
    event.text.clear();
    if (find_comment(event.about) == nullptr) return std::unexpected(no_comment(event.about));
    return "comment " + event.about + " is settled";
  }

  Result<void> refuse_author(const ReviewEvent& event, std::string_view what) {
    if (!is_author(file_.state, event.by)) return {};
    return std::unexpected(usage_error(
        "authors can't " + std::string(what) + " their own report, and " + event.by.shown() + " wrote this one",
        "let a peer do it; if you are not an author, write `--as NAME`"));
  }

  Result<std::string> approve(ReviewEvent& event) {
    event.act = ReviewAct::approve;
    if (!file_.state.requested) {
      event.authors = git_authors();
      file_.state.authors.insert(file_.state.authors.end(), event.authors.begin(), event.authors.end());
    }
    if (const Result<void> good = refuse_author(event, "approve"); !good) return std::unexpected(good.error());
    Result<Answers> answers = ask_answers(door_);
    if (!answers) return std::unexpected(answers.error());
    event.answers = std::move(*answers);
    std::string said = "approved by " + event.by.shown();
    if (const std::size_t open = file_.state.comments.size(); open > 0)
      said += "; " + std::to_string(open) + (open == 1 ? " comment is" : " comments are") + " still open";
    return said;
  }

  Result<std::string> changes(ReviewEvent& event) {
    event.act = ReviewAct::changes;
    if (const Result<void> good = refuse_author(event, "judge"); !good) return std::unexpected(good.error());
    if (event.text.find_first_not_of(" \t\n") == std::string::npos)
      return std::unexpected(
          usage_error("it is not said which changes", "afterword review changes FILE 'The cause is a symptom.'"));
    return event.by.shown() + " wants changes";
  }

  Result<std::string> withdraw(ReviewEvent& event) {
    event.act = ReviewAct::withdraw;
    event.revision.lines.clear();
    event.revision.body.clear();
    for (const ReviewerState& each : file_.state.reviewers)
      if (is_same_person(each.person, event.by) && each.verdict != ReviewVerdict::none)
        return "the verdict of " + event.by.shown() + " is taken back";
    const ReviewState& state = file_.state;
    if (!state.requested || state.phase == ReviewPhase::withdrawn)
      return std::unexpected(
          usage_error("there is nothing to take back", "`afterword review status FILE` shows what is"));
    if (!is_author(state, event.by))
      return std::unexpected(
          usage_error(event.by.shown() + " has said nothing yet, and only authors take a request back",
                      "authors are " + list_people(state.authors)));
    event.whole_request = true;
    return std::string("the request is taken back");
  }

  Door& door_;
  SettingsFinder settings_;
  Date today_;
  ReviewPolicy policy_;
  ReviewedFile file_;
  std::string log_bytes_;
  bool log_there_ = false;
  std::string line_;  ///< of a comment, as written
};

}  // namespace

ExitCode run_review(Door& door) {
  return ReviewCommand(door).run();
}

}  // namespace afterword
