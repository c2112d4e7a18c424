#include <unistd.h>

#include <algorithm>
#include <thread>

#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "workspace/kept_archive.h"
#include "workspace/paths.h"
#include "workspace/read_archive.h"
#include "workspace/similar_report.h"
#include "workspace/walk.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

class SimilarCommand {
 public:
  explicit SimilarCommand(Door& door) : door_(door) {}

  ExitCode run() {
    if (const Result<void> done = read_flags(); !done) return door_.fail(done.error());
    if (const Result<void> done = read_files(); !done) return door_.fail(done.error());
    whole_ ? ask_about_all() : ask_about_one();
    return code_;
  }

 private:
  Result<void> read_flags() {
    const Request& request = door_.request;
    today_ = Door::today();
    if (request.has("--date")) {
      const auto date = read_day(request.get("--date"));
      if (!date) return std::unexpected(date.error());
      today_ = *date;
    }
    path_ = request.arguments.front();
    whole_ = path_ != "-" && door_.disk.kind_of(path_) == FileKind::folder;
    const bool named = request.arguments.size() > 1;
    if (named && (request.has("--archive") || door_.disk.kind_of(request.arguments[1]) != FileKind::folder))
      return std::unexpected(Error{ErrorKind::usage,
                                   "`" + request.arguments[1] + "` is no folder of an archive",
                                   {},
                                   "name one report or folder, then the folder to compare with"});
    folder_ = named ? request.arguments[1]
                    : request.get("--archive", whole_         ? path_
                                               : path_ == "-" ? "."
                                                              : folder_of(path_));
    return {};
  }

  Result<void> read_files() {
    // Of what is asked about itself the letters are wanted, which are not kept.
    if (whole_ && folder_ == path_) {
      Result<ReadArchive> read = read_folder(door_, folder_, code_, true);
      if (!read) return std::unexpected(read.error());
      read_ = std::move(*read);
      return {};
    }
    ReadArchiveOptions reading;
    reading.threads = std::max(1U, std::thread::hardware_concurrency());
    const std::string file = Door::cache_file_of(kept_kind(reading.reading), folder_);
    Result<ReadArchive> read = open_archive(door_.disk, {folder_, Door::working_folder(), file}, reading);
    if (!read) return std::unexpected(read.error());
    read_ = std::move(*read);
    for (const Error& error : read_.errors) code_ = door_.fail(error);
    return {};
  }

  [[nodiscard]] std::optional<std::uint32_t> place_of(const std::string& path) const {
    const std::string folder = absolute_path(Door::working_folder(), folder_);
    const std::string inside = path_inside(folder, absolute_path(Door::working_folder(), path));
    if (const auto place = read_.archive.place_of(inside)) return place;
    return read_.archive.place_of(folder_ == "." ? inside : join_path(normalize_path(folder_), inside));
  }

  void ask_about_one() {
    Result<std::string> bytes = door_.read_input(path_);
    if (!bytes) {
      code_ = door_.fail(bytes.error());
      return;
    }
    const auto postmortem = read(std::move(*bytes), path_ == "-" ? "<stdin>" : path_);
    const SimilarAnswer answer =
        answer_similar(read_.archive, keep_record(*postmortem, path_), sketch_postmortem(*postmortem), place_of(path_));
    const std::string text = door_.request.has("--json") ? similar_json(read_.archive, answer, today_) + "\n"
                                                         : print_similar(read_.archive, answer, today_);
    if (!read_.archive.is_sound() && !again_) return start_over();
    door_.out.write(text);
  }

  /// What is kept turned out to be damaged in a place that opening it did not touch.
  void start_over() {
    again_ = true;
    ::unlink(Door::cache_file_of(kept_kind({}), folder_).c_str());
    if (const Result<void> done = read_files(); !done)
      code_ = door_.fail(done.error());
    else
      ask_about_one();
  }

  void ask_about_all() {
    std::vector<Sketch> sketches = std::move(read_.sketches);
    std::vector<Record> reports = read_.archive.reports();
    if (folder_ != path_) {
      WalkOptions options;
      options.working_folder = Door::working_folder();
      ReadArchiveOptions reading;
      reading.threads = std::max(1U, std::thread::hardware_concurrency());
      reading.keep_sketches = true;
      ReadArchive asked = read_archive(door_.disk, find_files(door_.disk, {path_}, options).files, reading);
      sketches = std::move(asked.sketches);
      reports = asked.archive.reports();
    }
    std::vector<SimilarAnswer> answers;
    for (std::size_t i = 0; i < reports.size(); ++i) {
      const std::string path = reports[i].path;
      const auto own = folder_ == path_ ? std::optional(static_cast<std::uint32_t>(i)) : place_of(path);
      answers.push_back(answer_similar(read_.archive, std::move(reports[i]), sketches[i], own));
    }
    door_.request.has("--json") ? write_all_json(answers) : write_all(answers);
  }

  void write_all(const std::vector<SimilarAnswer>& answers) {
    for (const SimilarAnswer& answer : answers) {
      const bool repeats = std::any_of(answer.matches.begin(), answer.matches.end(),
                                       [](const Match& match) { return match.verdict == Verdict::same; });
      if (repeats) door_.out.write(print_similar(read_.archive, answer, today_) + "\n");
    }
    const RepeatRate rate = rate_of(answers);
    door_.out.write(std::to_string(rate.repeats) + " of " + std::to_string(rate.reports) +
                    " reports are a failure that an earlier one had told of; " + std::to_string(rate.failures) +
                    (rate.failures == 1 ? " failure" : " failures") + " came back\n");
  }

  void write_all_json(const std::vector<SimilarAnswer>& answers) {
    std::string out = "{\"schema\":\"afterword.similar-all/1\",\"reports\":";
    const RepeatRate rate = rate_of(answers);
    out += std::to_string(rate.reports) + ",\"repeats\":" + std::to_string(rate.repeats) +
           ",\"failures_that_came_back\":" + std::to_string(rate.failures) + ",\"answers\":[";
    for (std::size_t i = 0; i < answers.size(); ++i)
      out += (i > 0 ? ",\n" : "\n") + similar_json(read_.archive, answers[i], today_);
    door_.out.write(out + "\n]}\n");
  }

  [[nodiscard]] RepeatRate rate_of(const std::vector<SimilarAnswer>& answers) const {
    return count_repeats(read_.archive, answers);
  }

  Door& door_;
  ExitCode code_ = ExitCode::clean;
  std::string path_, folder_;
  bool whole_ = false, again_ = false;
  Date today_{};
  ReadArchive read_;
};

}  // namespace

ExitCode run_similar(Door& door) {
  return SimilarCommand(door).run();
}

}  // namespace afterword
