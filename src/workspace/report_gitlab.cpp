// GitLab's code quality report: one JSON array. A fingerprint must be unique in the report and stay the same over
// commits.
#include "workspace/json_text.h"
#include "workspace/paths.h"
#include "workspace/report.h"

namespace afterword {
namespace {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "major";
    case Severity::warning:
      return "minor";
    default:
      return "info";
  }
}

class GitlabReport final : public Report {
 public:
  std::string begin() override { return "["; }

  std::string format_file(const FileReport& report) const override {
    std::string out;
    if (report.postmortem == nullptr) return out;
    const std::string path = normalize_path(report.path);
    const auto prints = fingerprints_of(path, report.findings, report.postmortem->document->text().original());
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
      const Finding& finding = report.findings[i];
      out += out.empty() ? "\n" : ",\n";
      out += "{\"description\":" + json_string(finding.message) + ",\"check_name\":" + json_string(finding.rule) +
             ",\"fingerprint\":" + json_string(prints[i]) +
             ",\"severity\":" + json_string(severity_name(finding.severity)) +
             ",\"location\":{\"path\":" + json_string(path) + ",\"lines\":{\"begin\":" + std::to_string(finding.line) +
             "}}}";
    }
    return out;
  }

  std::string take_file(const FileReport&, std::string formatted) override {
    if (formatted.empty()) return formatted;
    if (std::exchange(any_, true)) formatted.insert(0, ",");
    return formatted;
  }

  std::string end(const Tally&) override { return "\n]\n"; }

 private:
  bool any_ = false;
};

}  // namespace

std::unique_ptr<Report> make_gitlab_report(const ReportOptions&) {
  return std::make_unique<GitlabReport>();
}

}  // namespace afterword
