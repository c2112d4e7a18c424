// For people: each finding with its source line under a caret, and a summary last.
#include "workspace/frame.h"
#include "workspace/report.h"

namespace afterword {
namespace {

class FullReport final : public Report {
 public:
  explicit FullReport(const ReportOptions& options) : options_(options) {}

  std::string format_file(const FileReport& report) const override {
    std::string out;
    if (report.postmortem == nullptr) return out;
    const std::string_view text = report.postmortem->document->text().original();
    for (const Finding& finding : report.findings) out += draw_finding(report.path, text, finding, options_);
    return out;
  }

  std::string end(const Tally& tally) override {
    return options_.with_summary ? summarize(tally) + "\n" : std::string();
  }

 private:
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Report> make_full_report(const ReportOptions& options) {
  return std::make_unique<FullReport>(options);
}

}  // namespace afterword
