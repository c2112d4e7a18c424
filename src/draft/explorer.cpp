#include "draft/explorer.h"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "document/marker_scan.h"
#include "draft/explorer_page.h"
#include "draft/gather_json.h"
#include "draft/picture.h"
#include "draft/wording.h"
#include "evidence/instant.h"
#include "render/html.h"
#include "render/style.h"

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

constexpr int columns = 240;  ///< of time: what a screen can show apart
constexpr std::size_t most_rows = 20'000;
constexpr std::uint64_t around = 1200;  ///< bytes of context before and after a cited line

struct Window {
  Instant from = 0, until = 1;
  [[nodiscard]] int column_of(Instant at) const {
    const double share = static_cast<double>(at - from) / static_cast<double>(until - from);
    return std::clamp(static_cast<int>(share * columns), 0, columns - 1);
  }
};

Window window_of(const Evidence& evidence) {
  Instant first = std::numeric_limits<Instant>::max(), last = std::numeric_limits<Instant>::min();
  for (const LogRow& row : evidence.logs.rows) {
    if (row.cells.empty()) continue;
    first = std::min(first, row.cells.front().bucket * evidence.logs.bucket);
    last = std::max(last, (row.cells.back().bucket + 1) * evidence.logs.bucket);
  }
  for (const Series& series : evidence.series) {
    if (series.times.empty()) continue;
    first = std::min(first, series.times.front());
    last = std::max(last, series.times.back());
  }
  return first < last ? Window{first, last} : Window{0, one_second};
}

class Page {
 public:
  Page(const Gathered& gathered, const Cite& cite, const ReadStretch& read)
      : gathered_(gathered), cite_(cite), read_(read), window_(window_of(gathered.evidence)) {}

  std::string write() {
    out_ =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>Evidence</title>\n<style>";
    out_ += colour_style();
    out_ += explorer_style();
    out_ += "</style>\n</head>\n<body>\n<main>\n<h1>Evidence</h1>\n";
    write_overview();
    write_suspects();
    write_timeline();
    write_templates();
    write_inputs();
    out_ += "</main>\n<script type=\"application/json\" id=\"evidence\">";
    out_ += in_script(rows().dump(-1, ' ', false, Json::error_handler_t::replace));
    out_ += "</script>\n<script>";
    out_ += explorer_script();
    out_ += "</script>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Evidence& evidence() const { return gathered_.evidence; }

  /// "</script>" within a string would end the element: "<" is written as an escape that JSON knows.
  static std::string in_script(const std::string& json) {
    std::string out;
    out.reserve(json.size());
    for (const char c : json) {
      if (c == '<')
        out += "\\u003c";
      else
        out += c;
    }
    return out;
  }

  [[nodiscard]] std::string where(const Place& place) const {
    const std::string& path = evidence().inputs[place.input].path;
    return place.line == 0 ? path : path + ":" + std::to_string(place.line);
  }

  void write_overview() {
    const auto& [onset, detected, end] = gathered_.outage;
    out_ += "<dl class=\"facts\">";
    const auto fact = [this](std::string_view name, const std::optional<FoundInstant>& found) {
      out_ += "<div><dt>" + std::string(name) + "</dt><dd>" +
              (found ? date_of(found->at) + " " + clock_of(found->at) + " UTC<small>" + escaped(found->why) + "</small>"
                     : std::string("not known")) +
              "</dd></div>";
    };
    fact("Onset", onset);
    fact("Detected", detected);
    fact("End", end);
    out_ += "</dl>\n";
    const std::string picture = draw_outage(gathered_, 110);
    if (!picture.empty())
      out_ +=
          "<pre class=\"picture\" tabindex=\"0\" aria-label=\"The outage over time\">" + escaped(picture) + "</pre>\n";
  }

  /// An entry's text, its code spans as such. Markdown's backslashes before punctuation go, but within code.
  static std::string with_code(std::string_view markdown) {
    std::string out;
    bool code = false;
    for (std::size_t i = 0; i < markdown.size(); ++i) {
      const bool escape =
          !code && markdown[i] == '\\' && i + 1 < markdown.size() && is_ascii_punctuation(markdown[i + 1]);
      if (markdown[i] == '`') {
        out += code ? "</code>" : "<code>";
        code = !code;
        continue;
      }
      i += escape ? 1 : 0;
      // A character whole: half of one is no text.
      std::size_t size = 1;
      while (i + size < markdown.size() && (static_cast<unsigned char>(markdown[i + size]) & 0xC0) == 0x80) ++size;
      append_escaped(out, markdown.substr(i, size));
      i += size - 1;
    }
    return code ? out + "</code>" : out;
  }

  void write_suspects() {
    out_ += "<h2>Suspects</h2>\n";
    const Diagnosis& diagnosis = gathered_.diagnosis;
    if (!diagnosis.cause.reason.empty())
      out_ += "<p class=\"cause\">" + escaped(as_sentence(diagnosis.cause.reason)) + "</p>\n";
    if (diagnosis.suspects.empty()) {
      out_ += "<p>The evidence names none.</p>\n";
      return;
    }
    constexpr std::size_t first = 5, most = 20;
    const std::size_t count = std::min(diagnosis.suspects.size(), most);
    out_ += "<ol class=\"suspects\">\n";
    for (std::size_t i = 0; i < std::min(count, first); ++i) write_suspect(diagnosis.suspects[i]);
    out_ += "</ol>\n";
    if (count <= first) return;
    out_ += "<details><summary>" + std::to_string(count - first) +
            " more, less likely</summary>\n<ol class=\"suspects\" start=\"" + std::to_string(first + 1) + "\">\n";
    for (std::size_t i = first; i < count; ++i) write_suspect(diagnosis.suspects[i]);
    out_ += "</ol></details>\n";
  }

  void write_suspect(const Suspect& suspect) {
    const std::size_t length = suspect.kind == SuspectKind::change ? 12 : 120;  // of a hash, what git shows
    out_ += "<li><b>" + escaped(shortened(suspect.id, length)) + "</b>" +
            (suspect.service.empty() || suspect.service == suspect.id ? "" : " of " + escaped(suspect.service)) +
            "<br>" + escaped(suspect.reason);
    for (std::size_t k = 0; k < suspect.citations.size() && k < 3; ++k) write_citation(suspect.citations[k]);
    out_ += "</li>\n";
  }

  void write_citation(const Place& place) {
    const std::string text = cite_(place).text;
    out_ += "<div class=\"line\"><span>" + escaped(where(place)) + "</span> <code>" + escaped(shortened(text, 400)) +
            "</code></div>";
  }

  void write_timeline() {
    out_ += "<h2>Entries of the draft</h2>\n";
    if (gathered_.timeline.empty()) out_ += "<p>There are none.</p>\n";
    for (const DraftEntry& entry : gathered_.timeline) {
      out_ += "<details class=\"entry\"><summary><time>" + clock_of(entry.at) + "</time> " + with_code(entry.text) +
              "</summary>";
      for (const Place& place : entry.citations) write_context(place);
      out_ += "</details>\n";
    }
  }

  /// The cited record with the lines around it, marked.
  void write_context(const Place& place) {
    const std::uint64_t before = std::min(around, place.begin);
    Place stretch = place;
    stretch.begin = place.begin - before;
    stretch.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(before + place.size + around, 64 << 10));
    const std::string bytes = read_(stretch);
    if (bytes.size() < before) return write_citation(place);
    // The cut ends lie within lines: those are left out.
    const std::string_view all(bytes);
    std::string_view above = all.substr(0, before), line = all.substr(before, place.size);
    std::string_view below = all.substr(std::min<std::size_t>(before + place.size, all.size()));
    if (before < place.begin) above.remove_prefix(std::min(above.find('\n') + 1, above.size()));
    if (below.size() >= around) below = below.substr(0, below.rfind('\n') + 1);
    out_ += "<div class=\"line\"><span>" + escaped(where(place)) + "</span><pre tabindex=\"0\">" + escaped(above) +
            "<mark>" + escaped(line) + "</mark>" + escaped(below) + "</pre></div>";
  }

  void write_templates() { out_ += explorer_table(); }

  void write_inputs() {
    out_ +=
        "<h2>Inputs</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>Input<th>Read "
        "as<th>Records<th>Not read<th>From<th>To<th>Zone</thead><tbody>\n";
    for (const Input& input : evidence().inputs) {
      out_ += "<tr><td>" + escaped(input.path) + "<td>" +
              escaped(input.format.empty() ? name_of(input.kind) : input.format) + "<td class=\"n\">" +
              number_of(static_cast<double>(input.records)) + "<td class=\"n\">" +
              number_of(static_cast<double>(input.unread)) + "<td>" + (input.first ? write_instant(*input.first) : "") +
              "<td>" + (input.last ? write_instant(*input.last) : "") + "<td>" + escaped(input.zone) +
              (input.zone_from.empty() ? "" : " <small>" + escaped(input.zone_from) + "</small>") + "\n";
    }
    out_ += "</tbody></table></div>\n";
    if (evidence().notes.empty()) return;
    out_ += "<h2>What could not be read or is doubtful</h2>\n<ul>\n";
    for (const ReadingNote& note : evidence().notes)
      out_ += "<li>" + escaped(where(note.place)) + ": " + escaped(note.message) + "</li>\n";
    out_ += "</ul>\n";
  }

  /// What the script shows: the rates of each template in columns of time, sparse.
  [[nodiscard]] Json rows() const {
    std::map<std::uint32_t, const ChangedRow*> changed;
    for (const ChangedRow& row : gathered_.diagnosis.changed) changed.emplace(row.row, &row);
    std::vector<std::uint32_t> order(evidence().logs.rows.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto strength = [&](std::uint32_t row) { return changed.contains(row) ? changed.at(row)->g : 0; };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (strength(a) != strength(b)) return strength(a) > strength(b);
      const LogRow &x = evidence().logs.rows[a], &y = evidence().logs.rows[b];
      return x.count != y.count ? x.count > y.count : a < b;
    });
    if (order.size() > most_rows) order.resize(most_rows);
    Json out;
    out["from"] = window_.from / (one_second / 1000);
    out["until"] = window_.until / (one_second / 1000);
    out["columns"] = columns;
    out["marks"] = Json::array();
    const auto mark = [&](std::string_view name, const std::optional<FoundInstant>& found) {
      if (found) out["marks"].push_back({name, found->at / (one_second / 1000)});
    };
    mark("onset", gathered_.outage.onset);
    mark("detected", gathered_.outage.detected);
    mark("end", gathered_.outage.end);
    out["rows"] = Json::array();
    for (const std::uint32_t index : order) out["rows"].push_back(row_json(index, changed));
    return out;
  }

  [[nodiscard]] Json row_json(std::uint32_t index, const std::map<std::uint32_t, const ChangedRow*>& changed) const {
    const LogRow& row = evidence().logs.rows[index];
    std::map<int, std::uint64_t> cells;
    for (const LogCell& cell : row.cells) cells[window_.column_of(cell.bucket * evidence().logs.bucket)] += cell.count;
    Json packed = Json::array();
    for (const auto& [column, count] : cells) {
      packed.push_back(column);
      packed.push_back(count);
    }
    const auto found = changed.find(index);
    const bool known = row.template_id < evidence().logs.templates.size();
    return {{"t", known ? shortened(evidence().logs.templates[row.template_id], 400) : shortened(row.example, 400)},
            {"x", shortened(row.example, 400)},
            {"s", row.service.empty() ? evidence().inputs[row.first.input].path : row.service},
            {"l", name_of(row.level)},
            {"n", row.count},
            {"w", found == changed.end()  ? ""
                  : found->second->is_new ? "new"
                                          : "changed"},
            {"p", where(row.first)},
            {"c", std::move(packed)}};
  }

  const Gathered& gathered_;
  const Cite& cite_;
  const ReadStretch& read_;
  Window window_;
  std::string out_;
};

}  // namespace

std::string write_explorer(const Gathered& gathered, const Cite& cite, const ReadStretch& read) {
  return Page(gathered, cite, read).write();
}

}  // namespace afterword
