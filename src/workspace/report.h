#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/check.h"

namespace afterword {

/// What checking one file gave.
struct FileReport {
  std::string path;                              ///< as named
  std::shared_ptr<const Postmortem> postmortem;  ///< null where the file could not be read; only for format_file
  bool let_go = false;                           ///< it was read, and formatted since
  std::vector<Finding> findings;
  std::vector<Suppressed> suppressed;  ///< by a comment in the text
  std::vector<Finding> accepted;       ///< held by the baseline
  std::vector<Error> errors;
  Severity fail_on = Severity::warning;  ///< from its settings
  std::size_t fixed = 0;                 ///< findings mended in this run
  bool would_change = false;             ///< with --diff

  [[nodiscard]] bool was_read() const { return postmortem != nullptr || let_go; }
};

/// Sums over a whole run.
struct Tally {
  std::size_t documents = 0, errors = 0, warnings = 0, infos = 0, hints = 0;
  std::size_t fixable = 0, fixable_unsafe = 0;  ///< by --fix; only by --unsafe-fixes
  std::size_t fixed = 0, suppressed = 0, accepted = 0, changed_documents = 0;
  std::vector<Error> troubles;       ///< files that could not be read or written
  bool failing = false;              ///< a finding at or above the settings' threshold
  std::optional<double> elapsed_ms;  ///< only where the output may differ from run to run

  void add(const FileReport& report);
};

enum class Color : std::uint8_t { no, yes };

struct ReportOptions {
  Color color = Color::no;
  std::uint32_t width = 120;  ///< of a frame, in cells
  bool wrapped = false;       ///< words are broken there too, as on a terminal; else only the source is cut
  bool with_summary = true;   ///< in the formats for people
};

/// One output format. `format_file` may run on several threads at once; the others run in order on one thread:
/// begin, take_file for each file in the order of files, end.
class Report {
 public:
  virtual ~Report() = default;
  [[nodiscard]] virtual std::string begin() { return {}; }
  [[nodiscard]] virtual std::string format_file(const FileReport& report) const = 0;
  [[nodiscard]] virtual std::string take_file(const FileReport&, std::string formatted) { return formatted; }
  [[nodiscard]] virtual std::string end(const Tally&) { return {}; }
};

struct ReportFormat {
  std::string_view name, summary;
  std::unique_ptr<Report> (*make)(const ReportOptions& options);
};

/// full, short, json, sarif, github, gitlab, junit.
[[nodiscard]] std::span<const ReportFormat> all_report_formats();
[[nodiscard]] const ReportFormat* find_report_format(std::string_view name);

[[nodiscard]] std::unique_ptr<Report> make_full_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_short_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_json_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_sarif_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_github_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_gitlab_report(const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Report> make_junit_report(const ReportOptions& options);

/// "checked 3 documents: 1 error, 2 warnings (1 fixable with --fix) in 4 ms", without line end.
[[nodiscard]] std::string summarize(const Tally& tally);
/// "PATH:LINE:COLUMN: severity[CODE] message (rule)", with line end.
[[nodiscard]] std::string format_short_line(std::string_view path, const Finding& finding);
/// The same behind what `out` holds already.
void append_short_line(std::string& out, std::string_view path, const Finding& finding);
/// The best applicability among a finding's fixes; nothing where it has none.
[[nodiscard]] std::optional<Applicability> best_applicability(const Finding& finding);

/// A number that stays the same while a finding stays on an unchanged line, wherever that line moves: of rule, path and
/// the line's words, and of how many equal ones stand before it (`occurrence`). 16 hexadecimal digits.
[[nodiscard]] std::string fingerprint_of(std::string_view path, const Finding& finding, std::string_view text,
                                         std::uint32_t occurrence);
/// Fingerprints of a file's findings, in their order.
[[nodiscard]] std::vector<std::string> fingerprints_of(std::string_view path, const std::vector<Finding>& findings,
                                                       std::string_view text);

}  // namespace afterword
