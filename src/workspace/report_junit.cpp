// JUnit XML: a suite a document, a case a finding; what does not fail the run is a case that passed with a remark.
#include "workspace/cells.h"
#include "workspace/report.h"

namespace afterword {
namespace {

/// Escapes, and leaves out what XML 1.0 can't hold.
std::string xml(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const Character c = character_at(words, at);
    const std::string_view bytes = words.substr(at, c.size);
    at += c.size;
    if (bytes == "&") {
      out += "&amp;";
    } else if (bytes == "<") {
      out += "&lt;";
    } else if (bytes == ">") {
      out += "&gt;";
    } else if (bytes == "\"") {
      out += "&quot;";
    } else if (bytes == "\n") {
      out += "&#10;";
    } else if (!c.valid || (c.code < 0x20 && c.code != '\t') || (c.code >= 0xD800 && c.code <= 0xDFFF) ||
               c.code == 0xFFFE || c.code == 0xFFFF) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes;
    }
  }
  return out;
}

class JunitReport final : public Report {
 public:
  std::string format_file(const FileReport& report) const override {
    if (report.postmortem == nullptr) return {};
    std::string cases;
    for (const Finding& finding : report.findings) {
      const std::string place = report.path + ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column);
      cases += "    <testcase classname=\"" + xml(report.path) + "\" name=\"" +
               xml(finding.rule + " at " + std::to_string(finding.line) + ":" + std::to_string(finding.column)) +
               "\">\n";
      std::string words = place + ": " + finding.message;
      if (!finding.help.empty()) words += "\nhelp: " + finding.help;
      if (fails(report, finding)) {
        cases += "      <failure type=\"" + xml(finding.code) + "\" message=\"" + xml(finding.message) + "\">" +
                 xml(words) + "</failure>\n";
      } else {
        cases += "      <system-out>" + xml(words) + "</system-out>\n";
      }
      cases += "    </testcase>\n";
    }
    if (cases.empty()) cases = "    <testcase classname=\"" + xml(report.path) + "\" name=\"no findings\"/>\n";
    const std::size_t count = std::max<std::size_t>(report.findings.size(), 1);
    return "  <testsuite name=\"" + xml(report.path) + "\" tests=\"" + std::to_string(count) + "\" failures=\"" +
           std::to_string(count_failures(report)) + "\" errors=\"0\">\n" + cases + "  </testsuite>\n";
  }

  std::string take_file(const FileReport& report, std::string formatted) override {
    suites_ += formatted;
    if (report.was_read()) tests_ += std::max<std::size_t>(report.findings.size(), 1);
    failures_ += count_failures(report);
    return {};
  }

  std::string end(const Tally& tally) override {
    for (const Error& error : tally.troubles)
      suites_ += "  <testsuite name=\"" + xml(error.where) +
                 "\" tests=\"1\" failures=\"0\" errors=\"1\">\n    <testcase classname=\"" + xml(error.where) +
                 "\" name=\"read\">\n      <error message=\"" + xml(error.message) +
                 "\"/>\n    </testcase>\n  </testsuite>\n";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"afterword\" tests=\"" +
           std::to_string(tests_ + tally.troubles.size()) + "\" failures=\"" + std::to_string(failures_) +
           "\" errors=\"" + std::to_string(tally.troubles.size()) + "\">\n" + suites_ + "</testsuites>\n";
  }

 private:
  static bool fails(const FileReport& report, const Finding& finding) {
    return report.fail_on != Severity::off && finding.severity >= report.fail_on;
  }
  static std::size_t count_failures(const FileReport& report) {
    std::size_t n = 0;
    for (const Finding& finding : report.findings) n += fails(report, finding);
    return n;
  }

  std::string suites_;
  std::size_t tests_ = 0, failures_ = 0;
};

}  // namespace

std::unique_ptr<Report> make_junit_report(const ReportOptions&) {
  return std::make_unique<JunitReport>();
}

}  // namespace afterword
