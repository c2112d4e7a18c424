// One JSON document, also when something fails: schema "afterword.check/1" (docs/formats/check.md).
#include "workspace/json_text.h"
#include "workspace/report.h"

namespace afterword {
namespace {

std::string_view name_of(Applicability applicability) {
  constexpr std::string_view names[] = {"safe", "unsafe", "has-placeholders"};
  return names[static_cast<std::size_t>(applicability)];
}

void append_number(std::string& out, std::string_view key, std::size_t value) {
  out += '"';
  out += key;
  out += "\":";
  out += std::to_string(value);
}

void append_text(std::string& out, std::string_view key, std::string_view value) {
  out += '"';
  out += key;
  out += "\":";
  append_json(out, value);
}

void append_span(std::string& out, Span span) {
  out += "\"span\":[" + std::to_string(span.begin) + "," + std::to_string(span.end) + "]";
}

void append_notes(std::string& out, const Finding& finding) {
  out += ",\"notes\":[";
  for (std::size_t i = 0; i < finding.notes.size(); ++i) {
    const Note& note = finding.notes[i];
    out += i == 0 ? "{" : ",{";
    append_text(out, "message", note.message);
    if (note.line != 0) {
      out += ",";
      append_number(out, "line", note.line);
      out += ",";
      append_span(out, note.span);
    }
    out += "}";
  }
  out += "]";
}

void append_fixes(std::string& out, const Finding& finding) {
  out += ",\"fixes\":[";
  for (std::size_t i = 0; i < finding.fixes.size(); ++i) {
    const Fix& fix = finding.fixes[i];
    out += i == 0 ? "{" : ",{";
    append_text(out, "title", fix.title);
    out += ",";
    append_text(out, "applicability", name_of(fix.applicability));
    out += ",\"edits\":[";
    for (std::size_t k = 0; k < fix.edits.size(); ++k) {
      out += k == 0 ? "{" : ",{";
      append_span(out, fix.edits[k].span);
      out += ",";
      append_text(out, "text", fix.edits[k].text);
      out += "}";
    }
    out += "]}";
  }
  out += "]";
}

void append_finding(std::string& out, std::string_view path, const Finding& finding) {
  out += "{";
  append_text(out, "file", path);
  out += ",";
  append_text(out, "rule", finding.rule);
  out += ",";
  append_text(out, "code", finding.code);
  out += ",";
  append_text(out, "severity", afterword::name_of(finding.severity));
  out += ",";
  append_text(out, "message", finding.message);
  out += ",";
  append_text(out, "label", finding.label);
  out += ",";
  append_number(out, "line", finding.line);
  out += ",";
  append_number(out, "column", finding.column);
  out += ",";
  append_span(out, finding.span);
  append_notes(out, finding);
  out += ",";
  append_text(out, "help", finding.help);
  append_fixes(out, finding);
}

class JsonReport final : public Report {
 public:
  std::string begin() override { return "{\"schema\":\"afterword.check/1\",\"findings\":["; }

  std::string format_file(const FileReport& report) const override {
    std::string out;
    for (const Finding& finding : report.findings) {
      out += out.empty() ? "\n" : ",\n";
      append_finding(out, report.path, finding);
      out += "}";
    }
    return out;
  }

  std::string take_file(const FileReport& report, std::string formatted) override {
    for (const Suppressed& suppressed : report.suppressed)
      add_silenced(report.path, suppressed.finding, "comment", suppressed.reason);
    for (const Finding& finding : report.accepted) add_silenced(report.path, finding, "baseline", {});
    if (formatted.empty()) return {};
    if (std::exchange(any_, true)) formatted.insert(0, ",");
    return formatted;
  }

  std::string end(const Tally& tally) override {
    std::string out = "\n],\"silenced\":[" + silenced_ + "],\"errors\":[";
    for (std::size_t i = 0; i < tally.troubles.size(); ++i) {
      out += i == 0 ? "{" : ",{";
      append_text(out, "message", tally.troubles[i].message);
      out += ",";
      append_text(out, "where", tally.troubles[i].where);
      out += ",";
      append_text(out, "help", tally.troubles[i].help);
      out += "}";
    }
    out += "],\"summary\":{";
    const std::pair<std::string_view, std::size_t> sums[] = {
        {"documents", tally.documents}, {"errors", tally.errors},
        {"warnings", tally.warnings},   {"infos", tally.infos},
        {"hints", tally.hints},         {"fixable", tally.fixable},
        {"fixed", tally.fixed},         {"silenced", tally.suppressed + tally.accepted},
    };
    for (std::size_t i = 0; i < std::size(sums); ++i) {
      if (i != 0) out += ",";
      append_number(out, sums[i].first, sums[i].second);
    }
    return out + "}}\n";
  }

 private:
  void add_silenced(std::string_view path, const Finding& finding, std::string_view by, std::string_view reason) {
    silenced_ += silenced_.empty() ? "\n" : ",\n";
    append_finding(silenced_, path, finding);
    silenced_ += ",";
    append_text(silenced_, "by", by);
    silenced_ += ",";
    append_text(silenced_, "reason", reason);
    silenced_ += "}";
  }

  bool any_ = false;
  std::string silenced_;
};

}  // namespace

std::unique_ptr<Report> make_json_report(const ReportOptions&) {
  return std::make_unique<JsonReport>();
}

}  // namespace afterword
