// Any bytes as every kind of payload, recognised or not: each place lies in the input, and each series is in order.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "evidence/readers/readers.h"
#include "evidence/settle.h"

namespace {

using namespace afterword;

void check_place(const Place& place, std::size_t size) {
  if (place.begin > size || place.size > size - place.begin) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const Reader& reader : all_readers()) {
    if (reader.recognise(text.substr(0, head_bytes), "incident/2026-03-14.json") < 0) std::abort();
    Evidence evidence;
    Input input;
    ReaderContext context;
    context.path = "incident/2026-03-14.json";
    context.modified = 1773484013;
    reader.read(text, context, input, evidence);
    for (const Series& series : evidence.series) {
      check_place(series.place, size);
      if (series.times.size() != series.values.size()) std::abort();
      for (std::size_t i = 1; i < series.times.size(); ++i)
        if (series.times[i] < series.times[i - 1]) std::abort();
    }
    for (const Alert& alert : evidence.alerts) check_place(alert.place, size);
    for (const Change& change : evidence.changes) check_place(change.place, size);
    for (const Message& message : evidence.messages) check_place(message.place, size);
    for (const StatusEvent& status : evidence.statuses) check_place(status.place, size);
    for (const TraceSpan& span : evidence.spans) check_place(span.place, size);
    for (const Pattern& pattern : evidence.patterns) check_place(pattern.place, size);
    for (const ReadingNote& note : evidence.notes) check_place(note.place, size);
    settle_evidence(evidence);
  }
  return 0;
}
