#include "workspace/mark_tracker.h"

#include <algorithm>
#include <vector>

#include "archive/board.h"
#include "workspace/read_archive.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

/// A report that a measure of it is to be changed in.
struct Opened {
  std::shared_ptr<const Postmortem> report;
  Record record;
  std::vector<std::string> ids;
  std::size_t place = 0;
  [[nodiscard]] const Measure& measure() const { return report->measures[place]; }
};

Result<Opened> open_report(const std::string& bytes, const std::string& path, std::string_view id) {
  Opened out;
  out.report = read(bytes, path);
  out.record = keep_report(*out.report, path);
  out.ids = ids_of_measures(out.record);
  const auto found = std::find(out.ids.begin(), out.ids.end(), id);
  if (found == out.ids.end())
    return std::unexpected(Error{ErrorKind::usage, "no measure has the id `" + std::string(id) + "`", path,
                                 "`afterword measures` lists ids"});
  out.place = static_cast<std::size_t>(found - out.ids.begin());
  return out;
}

/// Every measure as it was, but for what `changed` may say of the one.
template <class Changed>
bool says_only_that(const Opened& before, const std::string& bytes, const std::string& path, Changed changed) {
  const auto after = read(bytes, path);
  const Record record = keep_report(*after, path);
  if (ids_of_measures(record) != before.ids) return false;
  for (std::size_t i = 0; i < before.ids.size(); ++i) {
    const Measure &a = before.report->measures[i], &b = after->measures[i];
    if (a.due != b.due || a.due_text != b.due_text || a.owner != b.owner || a.priority != b.priority ||
        a.line != b.line || a.task != b.task)
      return false;
    if (i != before.place && (a.text != b.text || a.done != b.done || a.tracker != b.tracker)) return false;
  }
  return changed(before.measure(), after->measures[before.place], record.measures[before.place]);
}

/// Where a link may go, best first: an offset of Text::content() and what is written there.
struct Try {
  std::size_t at = 0;
  std::string text;
};

std::size_t end_of_item(const Opened& opened) {
  const std::string_view text = opened.report->document->text().content();
  const Span span = opened.measure().span;
  const std::size_t last = span.empty() ? span.end : span.end - 1;
  std::size_t end = std::min(text.find_first_of("\r\n", last), text.size());
  while (end > last + 1 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return end;
}

std::vector<Try> tries_in_item(const Opened& opened, const std::string& link) {
  const std::string_view text = opened.report->document->text().content();
  const std::size_t end = end_of_item(opened), begin = opened.measure().span.begin;
  std::vector<Try> out;
  const std::string_view item = text.substr(begin, end - begin);
  if (const auto mark = find_done_mark(item); mark && mark->begin > 0)
    out.push_back({begin + mark->begin - 1, " " + link});
  out.push_back({end, " " + link});
  if (const std::size_t bracket = item.find_last_of("(["); bracket != std::string_view::npos && bracket > 0)
    out.push_back({begin + bracket, link + " "});
  return out;
}

std::vector<Try> tries_in_row(const Opened& opened, const std::string& link, std::string_view url) {
  const Document& document = *opened.report->document;
  const Line& line = document.lines()[opened.measure().first_line];
  const std::string_view text = document.text().content();
  std::vector<Try> out;
  // Columns by their bars: an empty cell has no place of its own in the document.
  std::size_t at = text.rfind('\n', line.span.begin);
  at = at == std::string_view::npos ? 0 : at + 1;
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  std::vector<Try> behind;
  std::size_t cell = at;
  for (std::size_t i = at; i <= end; ++i) {
    if (i < end && (text[i] != '|' || (i > at && text[i - 1] == '\\'))) continue;
    const std::string_view inside = text.substr(cell, i - cell);
    const std::size_t last = inside.find_last_not_of(" \t");
    if (last != std::string_view::npos)
      behind.push_back({cell + last + 1, " " + link});
    else if (cell > at && i < end)
      out.push_back({cell, " " + std::string(url) + (inside.empty() ? " " : "")});
    cell = i + 1;
  }
  out.insert(out.end(), behind.begin(), behind.end());
  return out;
}

std::size_t original_of(const Document& document, std::size_t content) {
  const auto at = static_cast<std::uint32_t>(content);
  return at == 0 ? 0 : document.text().to_original({at - 1, at}).end;
}

}  // namespace

Result<MarkedReport> mark_tracker(const std::string& bytes, const std::string& path, const LinkEdit& edit) {
  const Result<Opened> opened = open_report(bytes, path, edit.id);
  if (!opened) return std::unexpected(opened.error());
  const Document& document = *opened->report->document;
  const std::string link = "([" + std::string(edit.key) + "](" + std::string(edit.url) + "))";
  const bool row = document.lines()[opened->measure().first_line].kind == LineKind::cell_row;
  MarkedReport out;
  out.words = opened->record.measures[opened->place].shown();
  out.line = opened->measure().line;
  for (const Try& one : row ? tries_in_row(*opened, link, edit.url) : tries_in_item(*opened, link)) {
    out.bytes = bytes;
    out.bytes.insert(original_of(document, one.at), one.text);
    const bool good =
        says_only_that(*opened, out.bytes, path, [&](const Measure& a, const Measure& b, const KeptMeasure&) {
          return b.tracker == edit.url && a.done == b.done;
        });
    if (good) return out;
  }
  return std::unexpected(Error{ErrorKind::input,
                               "the link can't be written where the measure stands; nothing was changed",
                               path + ":" + std::to_string(out.line), "write " + link + " by hand"});
}

Result<MarkedReport> mark_open(const std::string& bytes, const std::string& path, std::string_view id) {
  const Result<Opened> opened = open_report(bytes, path, id);
  if (!opened) return std::unexpected(opened.error());
  const Document& document = *opened->report->document;
  const std::string_view text = document.text().content();
  const std::size_t begin = opened->measure().span.begin, end = end_of_item(*opened);
  MarkedReport out;
  out.words = opened->record.measures[opened->place].shown();
  out.line = opened->measure().line;
  out.bytes = bytes;
  const std::string_view item = text.substr(begin, end - begin);
  const auto mark = find_done_mark(item);
  const std::size_t close = mark ? item.find(')', mark->begin) : std::string_view::npos;
  if (close != std::string_view::npos) {
    std::size_t from = begin + mark->begin;
    while (from > begin && (text[from - 1] == ' ' || text[from - 1] == '\t')) --from;
    const std::size_t first = original_of(document, from), last = original_of(document, begin + close + 1);
    out.bytes.erase(first, last - first);
    const std::size_t start = original_of(document, begin);
    const std::size_t line = bytes.rfind('\n', start == 0 ? 0 : start - 1);
    const std::size_t lead = line == std::string::npos ? 0 : line + 1;
    const std::string_view before = std::string_view(bytes).substr(lead, start - lead);
    std::size_t box = before.rfind("[x]");
    if (box == std::string_view::npos) box = before.rfind("[X]");
    if (box != std::string_view::npos) out.bytes[lead + box + 1] = ' ';
    const bool good =
        says_only_that(*opened, out.bytes, path, [&](const Measure&, const Measure& b, const KeptMeasure& kept) {
          return !b.done.value_or(false) && kept.proof.empty();
        });
    if (good) return out;
  }
  return std::unexpected(Error{ErrorKind::input,
                               "the measure can't be opened again where it stands; nothing was changed",
                               path + ":" + std::to_string(out.line), "take its tick and `(done …)` away by hand"});
}

}  // namespace afterword
