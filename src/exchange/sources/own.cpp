// Our own export as JSON.
#include "exchange/postmortem_json.h"
#include "exchange/sources.h"

namespace afterword {
namespace {

bool is_export(Json it, std::string_view) {
  return it["schema"].is_string() && it["schema"].text() == postmortem_schema;
}

void read_export(Json it, const RecordReading& reading) {
  const std::string text = markdown_of_export(it);
  ImportedIncident& out = reading.incidents.find("afterword", {text});
  out.whole = text;
  out.title = it["title"].text();
  out.start = read_imported_time(it["start"]["value"].text());
  take_what_it_says(it, text, reading.payload);
}

}  // namespace

std::span<const RecordKind> own_records() {
  static constexpr RecordKind kinds[] = {{"afterword", "postmortem", is_export, read_export}};
  return kinds;
}

}  // namespace afterword
