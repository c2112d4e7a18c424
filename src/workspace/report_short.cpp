// One line a finding, for pipes and editors; a summary last (not with --quiet).
#include "workspace/report.h"

namespace afterword {
namespace {

class ShortReport final : public Report {
 public:
  std::string format_file(const FileReport& report) const override {
    constexpr std::size_t line_usual = 160;
    std::string out;
    out.reserve(report.findings.size() * line_usual);
    for (const Finding& finding : report.findings) append_short_line(out, report.path, finding);
    return out;
  }
};

}  // namespace

std::unique_ptr<Report> make_short_report(const ReportOptions&) {
  return std::make_unique<ShortReport>();
}

}  // namespace afterword
