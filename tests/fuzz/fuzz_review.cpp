// Any bytes as a review file, and as the document it is about: reading never fails, adding only adds, and what a review
// comes to is the same in every run.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "review/state.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const std::size_t cut = std::min(text.find('\0'), text.size());
  const std::string file = text.substr(0, cut), document = text.substr(std::min(cut + 1, text.size()));
  const ReviewLog log = read_review(file);
  for (const ReviewFault& fault : log.faults)
    if (fault.line == 0 || fault.why.empty()) std::abort();
  const Date today{2026, 12, 1};
  const ReviewState state = judge_review(log, document, {read_person("Ana")}, {"staff", 7, 14}, today);
  for (const OpenComment& open : state.comments)
    if (open.place.line > lines_of(document).size()) std::abort();
  if ((state.phase == ReviewPhase::approved || state.phase == ReviewPhase::stale) && !state.decisive) std::abort();
  ReviewEvent event;
  event.act = ReviewAct::changes;
  event.at_s = 1'800'000'000;
  event.by = read_person("Ben");
  event.revision = revision_of(document);
  event.text = document;
  const std::string after = add_event(file, event, "report.md");
  const ReviewLog again = read_review(after);
  if (after.size() <= file.size() || again.events.size() < log.events.size()) std::abort();
  if (again.faults.size() != log.faults.size()) std::abort();
  return 0;
}
