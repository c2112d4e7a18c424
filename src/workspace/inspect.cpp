#include <cmath>
#include <cstdio>

#include "postmortem/heading.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

/// Writes JSON as it goes. Commas and keys are its business; the caller opens and closes.
class JsonWriter {
 public:
  JsonWriter() { out_.reserve(16 * 1024); }

  void open(char c) {
    comma();
    out_ += c;
    fresh_ = true;
  }
  void close(char c) {
    out_ += c;
    fresh_ = false;
  }
  void key(std::string_view name) {
    comma();
    string(name);
    out_ += ':';
    fresh_ = true;
  }
  void null() { raw("null"); }
  void value(bool v) { raw(v ? "true" : "false"); }
  void value(std::string_view v) {
    comma();
    string(v);
    fresh_ = false;
  }
  void value(double v) {
    char buffer[32];
    if (!std::isfinite(v)) return null();
    const int n = v == std::floor(v) && std::fabs(v) < 1e15 ? std::snprintf(buffer, sizeof buffer, "%.0f", v)
                                                            : std::snprintf(buffer, sizeof buffer, "%.10g", v);
    raw({buffer, static_cast<std::size_t>(n)});
  }
  void value(std::int64_t v) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, v).ptr;
    raw({buffer, static_cast<std::size_t>(end - buffer)});
  }
  void value(std::uint32_t v) { value(static_cast<std::int64_t>(v)); }
  void or_null(std::string_view v) { v.empty() ? null() : value(v); }

  [[nodiscard]] std::string take() {
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void comma() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  void raw(std::string_view text) {
    comma();
    out_ += text;
  }
  void string(std::string_view text) {
    out_ += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out_ += text.substr(plain, i - plain);
      plain = i + 1;
      switch (c) {
        case '"':
          out_ += "\\\"";
          break;
        case '\\':
          out_ += "\\\\";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\t':
          out_ += "\\t";
          break;
        default: {
          char buffer[8];
          std::snprintf(buffer, sizeof buffer, "\\u%04x", c);
          out_ += buffer;
        }
      }
    }
    out_ += text.substr(plain);
    out_ += '"';
  }

  std::string out_;
  bool fresh_ = true;
};

constexpr std::string_view name_of(RepairKind kind) {
  constexpr std::string_view names[] = {"byte order mark", "nul byte",         "invalid utf-8",
                                        "mojibake",        "carriage return",  "heading without space",
                                        "unclosed fence",  "indented as code", "list number glued to time",
                                        "clock with both", "markup in word",   "stray emphasis"};
  static_assert(std::size(names) == static_cast<std::size_t>(RepairKind::stray_emphasis) + 1);
  return names[static_cast<std::size_t>(kind)];
}

class Inspector {
 public:
  explicit Inspector(const Postmortem& pm) : pm_(pm), text_(pm.document->text()) {}

  std::string run() {
    json_.open('{');
    field("schema", "afterword.inspect/1");
    field("file", pm_.document->file());
    json_.key("title");
    pm_.title ? json_.value(std::string_view(*pm_.title)) : json_.null();
    field("language", pm_.language);
    json_.key("is_postmortem");
    json_.value(pm_.is_postmortem);
    json_.key("template");
    json_.value(pm_.template_unfilled);
    json_.key("body");
    span(pm_.body);
    json_.key("retelling");
    pm_.retelling ? span(*pm_.retelling) : json_.null();
    write_values();
    write_passages();
    write_timeline();
    write_measures();
    write_sections();
    write_form();
    json_.close('}');
    return json_.take();
  }

 private:
  void field(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.value(value);
  }
  void span(Span content) {
    const Span original = text_.to_original(content);
    json_.open('[');
    json_.value(original.begin);
    json_.value(original.end);
    json_.close(']');
  }
  void place(std::uint32_t line, Span content) {
    json_.key("line");
    json_.value(line);
    json_.key("span");
    span(content);
  }
  void lines(const std::vector<std::uint32_t>& all) {
    json_.key("lines");
    json_.open('[');
    for (const std::uint32_t line : all) json_.value(line);
    json_.close(']');
  }

  void stated(std::string_view key, const std::optional<Stated>& at) {
    json_.key(key);
    if (!at || at->value.empty()) return json_.null();
    json_.open('{');
    field("value", at->value);
    json_.key("instant");
    json_.or_null(at->instant);
    place(at->line, at->span);
    json_.close('}');
  }

  void write_values() {
    stated("start", pm_.start);
    stated("end", pm_.end);
    json_.key("timezone");
    if (pm_.timezone) {
      json_.open('{');
      field("value", pm_.timezone->name.written);
      json_.key("iana");
      json_.or_null(pm_.timezone->name.iana);
      json_.key("offset_minutes");
      const std::optional<int> offset = offset_minutes();
      offset ? json_.value(static_cast<std::int64_t>(*offset)) : json_.null();
      place(pm_.timezone->line, pm_.timezone->span);
      json_.close('}');
    } else {
      json_.null();
    }
    json_.key("duration_min");
    if (pm_.duration_min) {
      json_.open('{');
      json_.key("value");
      json_.value(pm_.duration_min->value);
      field("source", pm_.duration_min->computed ? "computed" : "stated");
      json_.key("computed");
      pm_.computed_duration_min ? json_.value(*pm_.computed_duration_min) : json_.null();
      place(pm_.duration_min->line, pm_.duration_min->span);
      json_.close('}');
    } else {
      json_.null();
    }
    number("percent", pm_.percent, true);
    number("users", pm_.users, false);
    stated("detected_at", pm_.detected_at);
    json_.key("detected_how");
    if (pm_.detected_how) {
      json_.open('{');
      field("value", afterword::name_of(*pm_.detected_how));
      place(pm_.detected_how_line, pm_.detected_how_span);
      json_.close('}');
    } else {
      json_.null();
    }
  }

  /// That of the zone itself, or what it was on the day of the incident.
  std::optional<int> offset_minutes() const {
    if (pm_.timezone->name.offset_minutes) return pm_.timezone->name.offset_minutes;
    if (!pm_.start) return std::nullopt;
    const std::optional<Resolution> at = resolve(pm_.start->civil, pm_.timezone->name);
    return at ? std::optional<int>(at->offset_minutes) : std::nullopt;
  }

  void number(std::string_view key, const std::optional<StatedNumber>& n, bool implied) {
    json_.key(key);
    if (!n) return json_.null();
    json_.open('{');
    json_.key("value");
    json_.value(n->value);
    if (implied) {
      json_.key("implied");
      json_.value(n->implied);
    }
    place(n->line, n->span);
    json_.close('}');
  }

  void passage(std::string_view key, const Passage& p, std::string_view text = {}) {
    json_.key(key);
    if (p.empty()) return json_.null();
    json_.open('{');
    if (!text.empty()) field("text", text);
    lines(p.lines);
    json_.key("span");
    span(p.span);
    json_.close('}');
  }

  void write_passages() {
    passage("service", pm_.service, pm_.service_text.empty() ? pm_.service.text : pm_.service_text);
    passage("experience", pm_.experience);
    passage("root_cause_summary", pm_.root_cause_summary);
    passage("root_cause_detail", pm_.root_cause_detail);
    passage("resolution_detail", pm_.resolution_detail);
    passage("misleading", pm_.misleading);
    passage("trigger", pm_.trigger);
    passage("factors", pm_.factors);
    passage("blame", pm_.blame);
    json_.key("escalated_to");
    if (pm_.escalation.empty()) {
      json_.null();
    } else {
      json_.open('{');
      json_.key("text");
      json_.open('[');
      for (const std::string& who : pm_.escalated_to) json_.value(std::string_view(who));
      json_.close(']');
      lines(pm_.escalation.lines);
      json_.close('}');
    }
    json_.key("cause_class");
    pm_.cause_class ? json_.value(afterword::name_of(*pm_.cause_class)) : json_.null();
    json_.key("severity");
    json_.or_null(pm_.severity);
    json_.key("status");
    json_.or_null(pm_.status);
  }

  void write_timeline() {
    json_.key("timeline");
    json_.open('[');
    for (const TimelineEntry& entry : pm_.timeline) {
      json_.open('{');
      place(entry.line, entry.span);
      json_.key("time");
      json_.or_null(entry.time);
      json_.key("value");
      json_.or_null(entry.value);
      json_.key("instant");
      json_.or_null(entry.instant);
      json_.key("since_start_min");
      entry.since_start_s ? json_.value(static_cast<double>(*entry.since_start_s) / 60.0) : json_.null();
      json_.key("zone");
      entry.zone ? json_.value(std::string_view(entry.zone->written)) : json_.null();
      field("text", entry.text);
      json_.key("kinds");
      json_.open('[');
      for (std::uint16_t bit = 1; bit <= 1024; bit = static_cast<std::uint16_t>(bit << 1))
        if (has(entry.kinds, static_cast<EntryKind>(bit))) json_.value(afterword::name_of(static_cast<EntryKind>(bit)));
      json_.close(']');
      json_.close('}');
    }
    json_.close(']');
  }

  void write_measures() {
    std::vector<std::uint32_t> broad;
    for (const Measure& m : pm_.measures)
      if (!m.task) broad.push_back(m.line);
    json_.key("improvements");
    if (broad.empty()) {
      json_.null();
    } else {
      json_.open('{');
      lines(broad);
      json_.close('}');
    }
    json_.key("tasks");
    json_.open('[');
    for (const Measure& m : pm_.measures) {
      if (!m.task) continue;
      json_.open('{');
      place(m.line, m.span);
      field("text", m.text);
      json_.key("owner");
      json_.or_null(m.owner);
      json_.key("due");
      m.due ? json_.value(std::string_view(to_string(Civil{m.due, {}}))) : json_.or_null(m.due_text);
      json_.key("priority");
      json_.or_null(m.priority);
      json_.key("done");
      m.done ? json_.value(*m.done) : json_.null();
      json_.key("tracker");
      json_.or_null(m.tracker);
      json_.key("verb");
      json_.or_null(m.verb);
      json_.close('}');
    }
    json_.close(']');
  }

  void write_sections() {
    json_.key("sections");
    json_.open('[');
    for (const Section& section : pm_.sections) {
      json_.open('{');
      place(section.line, section.span);
      field("heading", section.heading);
      field("role", afterword::name_of(section.role));
      json_.close('}');
    }
    json_.close(']');
  }

  void write_form() {
    json_.key("attractive");
    json_.open('[');
    const Attractive& a = pm_.attractive;
    if (a.diagram) json_.value(std::string_view("diagram"));
    if (a.image) json_.value(std::string_view("image"));
    if (a.emoji) json_.value(std::string_view("emoji"));
    if (a.humor) json_.value(std::string_view("humor"));
    if (a.table) json_.value(std::string_view("table"));
    if (a.quote) json_.value(std::string_view("quote"));
    json_.close(']');
    json_.key("words");
    json_.value(pm_.narrative_words);
    json_.key("requirements");
    json_.open('{');
    for (const Requirement& r : pm_.requirements) field(id_of(r.id), afterword::name_of(r.state));
    json_.close('}');
    json_.key("requirement_lines");
    json_.open('{');
    for (const Requirement& r : pm_.requirements) {
      if (r.lines.empty()) continue;
      json_.key(id_of(r.id));
      json_.open('[');
      for (const std::uint32_t line : r.lines) json_.value(line);
      json_.close(']');
    }
    json_.close('}');
    json_.key("hints");
    json_.open('{');
    for (const Requirement& r : pm_.requirements)
      if (!r.hint.empty()) field(id_of(r.id), r.hint);
    json_.close('}');
    write_repairs();
  }

  void write_repairs() {
    json_.key("repairs");
    json_.open('[');
    for (const Repair& repair : pm_.document->repairs()) {
      json_.open('{');
      json_.key("line");
      json_.value(text_.line_of(text_.to_content(repair.original.begin)));
      field("kind", name_of(repair.kind));
      field("what", repair.what);
      json_.key("span");
      json_.open('[');
      json_.value(repair.original.begin);
      json_.value(repair.original.end);
      json_.close(']');
      json_.close('}');
    }
    json_.close(']');
  }

  const Postmortem& pm_;
  const Text& text_;
  JsonWriter json_;
};

}  // namespace

std::string inspect_json(const Postmortem& postmortem) {
  return Inspector(postmortem).run();
}

}  // namespace afterword
