// Annotations of a GitHub workflow. GitHub shows ten of each kind a step and drops the rest without a word, so the
// worst come first and what is beyond ten is printed plainly and counted.
#include <array>

#include "workspace/paths.h"
#include "workspace/report.h"

namespace afterword {
namespace {

constexpr std::size_t shown_max = 10;

std::string escape(std::string_view words, bool property) {
  std::string out;
  for (char c : words) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

class GithubReport final : public Report {
 public:
  std::string format_file(const FileReport&) const override { return {}; }

  std::string take_file(const FileReport& report, std::string) override {
    for (const Finding& finding : report.findings) {
      const std::size_t kind = finding.severity == Severity::error ? 0 : finding.severity == Severity::warning ? 1 : 2;
      (annotations_[kind].size() < shown_max ? annotations_ : more_)[kind].push_back(
          annotations_[kind].size() < shown_max ? annotate(report.path, finding, kind)
                                                : format_short_line(report.path, finding));
    }
    return {};
  }

  std::string end(const Tally& tally) override {
    std::string out;
    std::size_t more = 0;
    for (const auto& kind : annotations_)
      for (const std::string& line : kind) out += line;
    for (const auto& kind : more_) more += kind.size();
    if (more != 0) {
      out += std::to_string(more) + " more, which GitHub does not show as annotations:\n";
      for (const auto& kind : more_)
        for (const std::string& line : kind) out += line;
    }
    return out + summarize(tally) + "\n";
  }

 private:
  static std::string annotate(std::string_view path, const Finding& finding, std::size_t kind) {
    constexpr std::string_view commands[] = {"error", "warning", "notice"};
    std::string out = "::" + std::string(commands[kind]) + " file=" + escape(normalize_path(path), true);
    out += ",line=" + std::to_string(finding.line) + ",col=" + std::to_string(finding.column);
    out += ",title=" + escape(finding.code + " " + finding.rule, true);
    std::string words = finding.message;
    for (const Note& note : finding.notes)
      words += "\nnote: " + (note.line != 0 ? "line " + std::to_string(note.line) + ": " : "") + note.message;
    if (!finding.help.empty()) words += "\nhelp: " + finding.help;
    return out + "::" + escape(words, false) + "\n";
  }

  std::array<std::vector<std::string>, 3> annotations_, more_;
};

}  // namespace

std::unique_ptr<Report> make_github_report(const ReportOptions&) {
  return std::make_unique<GithubReport>();
}

}  // namespace afterword
