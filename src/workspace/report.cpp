#include "workspace/report.h"

#include <charconv>
#include <map>

#include "check/baseline.h"
#include "workspace/paths.h"

namespace afterword {
namespace {

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

}  // namespace

std::span<const ReportFormat> all_report_formats() {
  static constexpr ReportFormat formats[] = {
      {"full", "with the source line under a caret, for people (default on a terminal)", make_full_report},
      {"short", "one line a finding (default when piped)", make_short_report},
      {"json", "one JSON document", make_json_report},
      {"sarif", "SARIF 2.1.0, for code scanning", make_sarif_report},
      {"github", "annotations of a GitHub workflow", make_github_report},
      {"gitlab", "GitLab code quality", make_gitlab_report},
      {"junit", "JUnit XML, for test reports", make_junit_report},
  };
  return formats;
}

const ReportFormat* find_report_format(std::string_view name) {
  for (const ReportFormat& format : all_report_formats())
    if (format.name == name) return &format;
  return nullptr;
}

std::optional<Applicability> best_applicability(const Finding& finding) {
  std::optional<Applicability> best;
  for (const Fix& fix : finding.fixes)
    if (!best || fix.applicability < *best) best = fix.applicability;
  return best;
}

void Tally::add(const FileReport& report) {
  if (report.was_read()) ++documents;
  for (const Finding& finding : report.findings) {
    switch (finding.severity) {
      case Severity::error:
        ++errors;
        break;
      case Severity::warning:
        ++warnings;
        break;
      case Severity::info:
        ++infos;
        break;
      default:
        ++hints;
        break;
    }
    failing = failing || (report.fail_on != Severity::off && finding.severity >= report.fail_on);
    const std::optional<Applicability> best = best_applicability(finding);
    if (best == Applicability::safe) ++fixable;
    if (best == Applicability::unsafe) ++fixable_unsafe;
  }
  fixed += report.fixed;
  suppressed += report.suppressed.size();
  accepted += report.accepted.size();
  changed_documents += report.would_change;
  troubles.insert(troubles.end(), report.errors.begin(), report.errors.end());
}

std::string summarize(const Tally& tally) {
  std::string out = "checked " + count(tally.documents, "document", "documents") + ": ";
  std::vector<std::string> parts;
  if (tally.errors != 0) parts.push_back(count(tally.errors, "error", "errors"));
  if (tally.warnings != 0) parts.push_back(count(tally.warnings, "warning", "warnings"));
  if (tally.infos != 0) parts.push_back(std::to_string(tally.infos) + " info");
  if (tally.hints != 0) parts.push_back(count(tally.hints, "hint", "hints"));
  if (parts.empty()) parts.emplace_back("nothing to say");
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : ", ") + parts[i];
  if (tally.fixable != 0) {
    out += " (" + std::to_string(tally.fixable) + " fixable with --fix";
    if (tally.fixable_unsafe != 0) out += ", " + std::to_string(tally.fixable_unsafe) + " more with --unsafe-fixes";
    out += ")";
  } else if (tally.fixable_unsafe != 0) {
    out += " (" + std::to_string(tally.fixable_unsafe) + " fixable with --unsafe-fixes)";
  }
  if (tally.fixed != 0) out += ", " + std::to_string(tally.fixed) + " fixed";
  if (tally.accepted != 0) out += ", " + std::to_string(tally.accepted) + " in the baseline";
  if (tally.elapsed_ms) {
    char buffer[32];
    const int digits = *tally.elapsed_ms < 10 ? 1 : 0;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, *tally.elapsed_ms, std::chars_format::fixed, digits);
    out += " in " + std::string(buffer, end.ptr) + " ms";
  }
  return out;
}

namespace {

/// show_path, without a copy of what is shown as it stands.
void append_shown(std::string& out, std::string_view text) {
  bool has_control = false;  // asked of all bytes, without a branch for each
  for (const char c : text) has_control |= static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  if (has_control)
    out += show_path(text);
  else
    out += text;
}

void append_number(std::string& out, std::uint32_t number) {
  std::array<char, 10> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

}  // namespace

void append_short_line(std::string& out, std::string_view path, const Finding& finding) {
  append_shown(out, path);
  out += ':';
  append_number(out, finding.line);
  out += ':';
  append_number(out, finding.column);
  out += ": ";
  out += name_of(finding.severity);
  out += '[';
  out += finding.code;
  out += "] ";
  append_shown(out, finding.message);
  out += " (";
  out += finding.rule;
  out += ")\n";
}

std::string format_short_line(std::string_view path, const Finding& finding) {
  std::string out;
  append_short_line(out, path, finding);
  return out;
}

std::string fingerprint_of(std::string_view path, const Finding& finding, std::string_view text,
                           std::uint32_t occurrence) {
  std::string key(path);
  key += '\n';
  key += finding.rule;
  key += '\n';
  key += hash_line_at(text, finding.span.begin);
  key += '\n';
  key += std::to_string(occurrence);
  return hash_text(key);
}

std::vector<std::string> fingerprints_of(std::string_view path, const std::vector<Finding>& findings,
                                         std::string_view text) {
  std::vector<std::string> out;
  std::map<std::string, std::uint32_t> seen;
  for (const Finding& finding : findings)
    out.push_back(fingerprint_of(path, finding, text, seen[finding.rule + hash_line_at(text, finding.span.begin)]++));
  return out;
}

}  // namespace afterword
