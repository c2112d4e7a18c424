// SARIF 2.1.0 for code scanning. Silenced findings stay in the file with their reason, so that alerts don't flap;
// columns are in characters, which `columnKind` says.
#include "workspace/json_text.h"
#include "workspace/paths.h"
#include "workspace/place.h"
#include "workspace/report.h"
#include "workspace/version.h"

namespace afterword {
namespace {

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::off:
      return "none";
    default:
      return "note";
  }
}

std::string region(PlaceFinder& places, Span span) {
  const TextPlace begin = places.at(span.begin), end = places.at(span.end);
  return "{\"startLine\":" + std::to_string(begin.line) + ",\"startColumn\":" + std::to_string(begin.column) +
         ",\"endLine\":" + std::to_string(end.line) + ",\"endColumn\":" + std::to_string(end.column) + "}";
}

std::string artifact(std::string_view path) {
  return "\"artifactLocation\":{\"uri\":" + json_string(uri_of_path(path == "-" ? "stdin" : normalize_path(path))) +
         "}";
}

std::string physical_location(std::string_view path, PlaceFinder& places, Span span) {
  return "\"physicalLocation\":{" + artifact(path) + ",\"region\":" + region(places, span) + "}";
}

std::string message(std::string_view words) {
  return "{\"text\":" + json_string(words) + "}";
}

std::string describe_rule(const Rule& rule) {
  const Severity severity = rule.alx;
  std::string out = "\n{\"id\":" + json_string(rule.code) + ",\"name\":" + json_string(rule.name);
  out += ",\"shortDescription\":" + message(rule.summary);
  out += ",\"fullDescription\":" + message(rule.summary);
  out += ",\"help\":{\"text\":" + json_string("afterword explain " + std::string(rule.name)) +
         ",\"markdown\":" + json_string(page_of(rule)) + "}";
  out += ",\"defaultConfiguration\":{\"enabled\":" + std::string(severity == Severity::off ? "false" : "true") +
         ",\"level\":" + json_string(severity == Severity::off ? "none" : level_of(severity)) + "}";
  out += ",\"properties\":{\"tags\":[" + json_string(name_of(rule.family)) + "]}}";
  return out;
}

std::string describe_fixes(std::string_view path, PlaceFinder& places, const Finding& finding) {
  std::string out;
  for (const Fix& fix : finding.fixes) {
    if (fix.edits.empty()) continue;
    out += out.empty() ? "" : ",";
    out +=
        "{\"description\":" + message(fix.title) + ",\"artifactChanges\":[{" + artifact(path) + ",\"replacements\":[";
    for (std::size_t i = 0; i < fix.edits.size(); ++i) {
      out += i == 0 ? "" : ",";
      out += "{\"deletedRegion\":" + region(places, fix.edits[i].span) +
             ",\"insertedContent\":" + message(fix.edits[i].text) + "}";
    }
    out += "]}]}";
  }
  return out.empty() ? out : ",\"fixes\":[" + out + "]";
}

std::string describe(std::string_view path, PlaceFinder& places, const Finding& finding,
                     const std::string& fingerprint) {
  const Rule* rule = find_rule(finding.code);
  std::string out = "\n{\"ruleId\":" + json_string(finding.code);
  if (rule != nullptr) out += ",\"ruleIndex\":" + std::to_string(rule - all_rules().data());
  out += ",\"level\":" + json_string(level_of(finding.severity));
  out += ",\"message\":" + message(finding.help.empty() ? finding.message : finding.message + ". " + finding.help);
  out += ",\"locations\":[{" + physical_location(path, places, finding.span) + "}]";
  std::string related;
  std::size_t id = 0;
  for (const Note& note : finding.notes) {
    if (note.line == 0) continue;
    related += related.empty() ? "" : ",";
    related += "{\"id\":" + std::to_string(++id) + ",\"message\":" + message(note.message) + "," +
               physical_location(path, places, note.span) + "}";
  }
  if (!related.empty()) out += ",\"relatedLocations\":[" + related + "]";
  out += ",\"partialFingerprints\":{\"afterwordLine/v1\":" + json_string(fingerprint) + "}";
  return out + describe_fixes(path, places, finding);
}

class SarifReport final : public Report {
 public:
  std::string begin() override {
    std::string out =
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":"
        "{\"driver\":{\"name\":\"afterword\",\"semanticVersion\":" +
        json_string(version_number()) + ",\"version\":" + json_string(version_number()) + ",\"rules\":[";
    for (const Rule& rule : all_rules())
      out += (rule.code == all_rules().front().code ? "" : ",") + describe_rule(rule);
    return out + "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[";
  }

  std::string format_file(const FileReport& report) const override {
    if (report.postmortem == nullptr) return {};
    const std::string_view text = report.postmortem->document->text().original();
    PlaceFinder places(text);
    std::string out;
    const auto append = [&](const std::vector<Finding>& findings, const auto& suppression) {
      const std::vector<std::string> prints = fingerprints_of(report.path, findings, text);
      for (std::size_t i = 0; i < findings.size(); ++i) {
        if (!out.empty()) out += ",";
        out += describe(report.path, places, findings[i], prints[i]) + suppression(i) + "}";
      }
    };
    append(report.findings, [](std::size_t) { return std::string(); });
    std::vector<Finding> silenced;
    for (const Suppressed& each : report.suppressed) silenced.push_back(each.finding);
    append(silenced, [&](std::size_t i) {
      return ",\"suppressions\":[{\"kind\":\"inSource\",\"justification\":" + json_string(report.suppressed[i].reason) +
             "}]";
    });
    append(report.accepted, [](std::size_t) {
      return std::string(",\"baselineState\":\"unchanged\",\"suppressions\":[{\"kind\":\"external\",") +
             "\"justification\":\"held by the baseline\"}]";
    });
    return out;
  }

  std::string take_file(const FileReport&, std::string formatted) override {
    if (formatted.empty()) return formatted;
    if (std::exchange(any_, true)) formatted.insert(0, ",");
    return formatted;
  }

  std::string end(const Tally& tally) override {
    std::string out = "\n],\"invocations\":[{\"executionSuccessful\":";
    out += tally.troubles.empty() ? "true" : "false";
    out += ",\"toolExecutionNotifications\":[";
    for (std::size_t i = 0; i < tally.troubles.size(); ++i) {
      out += i == 0 ? "" : ",";
      out += "{\"level\":\"error\",\"message\":" + message(tally.troubles[i].message) + "}";
    }
    return out + "]}]}]}\n";
  }

 private:
  bool any_ = false;
};

}  // namespace

std::unique_ptr<Report> make_sarif_report(const ReportOptions&) {
  return std::make_unique<SarifReport>();
}

}  // namespace afterword
