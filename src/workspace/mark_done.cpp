#include "workspace/mark_done.h"

#include <algorithm>

#include "archive/board.h"
#include "workspace/read_archive.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

std::unexpected<Error> refuse(ErrorKind kind, std::string message, std::string where, std::string help) {
  return std::unexpected(Error{kind, std::move(message), std::move(where), std::move(help)});
}

/// An address that can stand in brackets and in a row of a table.
bool is_address(std::string_view proof) {
  const std::size_t scheme = proof.starts_with("https://") ? 8 : proof.starts_with("http://") ? 7 : 0;
  return scheme > 0 && proof.size() > scheme && std::all_of(proof.begin(), proof.end(), [](char c) {
           return c > ' ' && c < '\x7f' && std::string_view("()<>|\"`\\").find(c) == std::string_view::npos;
         });
}

/// What stands at a place of the disk's bytes, and what shall.
struct Change {
  std::size_t begin = 0, end = 0;
  std::string bytes;
};

/// The tick of the item whose text begins at `text`; nothing to change where it is no item of a list.
std::optional<Change> tick(std::string_view bytes, std::size_t text) {
  const std::size_t before = bytes.find_last_of('\n', text == 0 ? 0 : text - 1);
  const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view lead = bytes.substr(line, text - line);
  if (const std::size_t box = lead.rfind("[ ]"); box != std::string_view::npos)
    return Change{line + box + 1, line + box + 2, "x"};
  const std::size_t mark = lead.find_first_not_of(" \t>");
  if (mark == std::string_view::npos) return std::nullopt;
  const std::size_t digits = lead.find_first_not_of("0123456789", mark);
  const bool bullet = std::string_view("-*+").find(lead[mark]) != std::string_view::npos && mark + 1 < lead.size() &&
                      lead[mark + 1] == ' ';
  const bool number = digits != std::string_view::npos && digits > mark && digits + 1 < lead.size() &&
                      (lead[digits] == '.' || lead[digits] == ')') && lead[digits + 1] == ' ';
  if (!bullet && !number) return std::nullopt;
  const std::size_t begin = lead.find_first_not_of(' ', bullet ? mark + 1 : digits + 1);
  const std::size_t at = line + std::min(begin, lead.size());
  return Change{at, at, "[x] "};
}

/// Every measure as it was, but the one that is done now.
bool says_only_that(const Record& before, const Record& after, std::size_t place, const DoneEdit& edit) {
  if (before.measures.size() != after.measures.size() || ids_of_measures(before) != ids_of_measures(after))
    return false;
  for (std::size_t i = 0; i < before.measures.size(); ++i) {
    const KeptMeasure &a = before.measures[i], &b = after.measures[i];
    if (a.due != b.due || a.owner != b.owner || a.line != b.line) return false;
    if (i != place && (a.done != b.done || a.text != b.text)) return false;
  }
  const KeptMeasure& done = after.measures[place];
  return done.done && done.done_on == edit.day && done.proof == edit.proof;
}

}  // namespace

Result<MarkedReport> mark_done(const std::string& bytes, const std::string& path, const DoneEdit& edit) {
  if (!is_address(edit.proof))
    return refuse(
        ErrorKind::usage, "`" + std::string(edit.proof) + "` is no address of a proof", {},
        "give the address of a change, dashboard or ticket: --proof https://… (write brackets as %28 and %29)");
  const auto report = read(bytes, path);
  const Record before = keep_report(*report, path);
  const std::vector<std::string> ids = ids_of_measures(before);
  const auto found = std::find(ids.begin(), ids.end(), edit.id);
  if (found == ids.end())
    return refuse(ErrorKind::usage, "no measure has the id `" + std::string(edit.id) + "`", path,
                  "`afterword measures` lists ids");
  const auto place = static_cast<std::size_t>(found - ids.begin());
  const Measure& measure = report->measures[place];
  const std::string where = path + ":" + std::to_string(measure.line);
  if (before.measures[place].done) return refuse(ErrorKind::input, "the measure is done already", where, {});

  const Text& text = report->document->text();
  std::string mark = " (done ";
  append_date(mark, edit.day);
  mark += ", proof: " + std::string(edit.proof) + ")";
  const std::size_t last = measure.span.empty() ? measure.span.end : measure.span.end - 1;
  std::size_t end = std::min(text.content().find_first_of("\r\n", last), text.content().size());
  while (end > last + 1 && (text.content()[end - 1] == ' ' || text.content()[end - 1] == '\t')) --end;
  const auto at = static_cast<std::uint32_t>(end);
  const std::size_t insert_at = end == 0 ? 0 : text.to_original({at - 1, at}).end;
  const std::size_t begin = text.to_original({measure.span.begin, measure.span.begin}).begin;

  MarkedReport out;
  out.bytes = bytes;
  out.words = before.measures[place].shown();
  out.line = measure.line;
  out.bytes.insert(insert_at, mark);
  if (const auto change = tick(bytes, begin))
    out.bytes.replace(change->begin, change->end - change->begin, change->bytes);
  if (!says_only_that(before, keep_report(*read(out.bytes, path), path), place, edit))
    return refuse(ErrorKind::input, "the measure can't be ticked off where it stands; nothing was changed", where,
                  "write" + mark + " by hand, in a table its state");
  return out;
}

}  // namespace afterword
