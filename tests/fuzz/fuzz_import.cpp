// Any bytes as an export of any program: read or refused, and every value is in a report or told. What is told stands
// in the input, names of files are plain, and a report is known again by its own stamp.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exchange/import.h"
#include "exchange/import_plan.h"
#include "exchange/origin.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const ImportInput input{"export/2026.json", {reinterpret_cast<const char*>(bytes), size}};
  const ImportResult result = import_incidents({&input, 1});
  std::vector<ExistingReport> written;
  for (const ImportedReport& report : result.reports) {
    if (report.name.find('/') != std::string::npos || !report.name.ends_with(".md") || report.name.starts_with('.'))
      std::abort();
    const Origin origin = read_origin(report.bytes);
    // A report that came as Markdown keeps the stamp of where it was first imported, and that may not be its own.
    const bool was_stamped = origin.known() && origin.source == report.source && !origin.sha256.empty();
    if (was_stamped && origin.edited) std::abort();
    written.push_back({"pm/" + report.name, report.bytes});
  }
  for (const PlannedReport& planned : plan_import(result, "pm", written, false))
    if (planned.fate == ImportFate::changed || planned.fate == ImportFate::edited) std::abort();
  if (print_import(result, {}, "pm", true).size() > 100 * size + 100'000) std::abort();
  return 0;
}
