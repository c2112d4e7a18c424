// A text by itself: `{"markdown": …}`, as incident.io and FireHydrant answer for the text of a postmortem; or
// Atlassian's document format, as `export --to adf` writes it or as it lies in a field of Jira.
#include "exchange/adf.h"
#include "exchange/sources.h"

namespace afterword {
namespace {

bool is_document(Json it, std::string_view) {
  return it["type"].is_string() && it["type"].text() == "doc" && it["content"].is_array();
}

void read_document(Json it, const RecordReading& reading) {
  const std::string_view name = reading.file.substr(reading.file.find_last_of("/!") + 1);
  ImportedIncident& out =
      reading.incidents.find("adf", {std::string(reading.file) + ":" + std::to_string(it.begin_byte())});
  out.id = name;
  if (it.begin_byte() > 1) out.id += ":" + std::to_string(it.begin_byte());
  out.add_document(write_rich_markdown(read_adf(it, reading.payload)));
}

/// Whose it is is said by its address only, also which program's.
bool is_markdown_answer(Json it, std::string_view) {
  return it["markdown"].is_string() && ++it.begin() == it.end();
}

void read_markdown_answer(Json it, const RecordReading& reading) {
  reading.incidents.find_of_input(source_of_texts).add_document(reading.payload.take_prose(it["markdown"]));
}

}  // namespace

std::span<const RecordKind> adf_records() {
  static constexpr RecordKind kinds[] = {
      {"adf", "document", is_document, read_document},
      {source_of_texts, "text of a postmortem", is_markdown_answer, read_markdown_answer},
  };
  return kinds;
}

}  // namespace afterword
