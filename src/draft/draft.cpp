#include "draft/draft.h"

namespace afterword {

std::vector<DraftEntry> choose_timeline(const Evidence& evidence, const Outage& outage, const Diagnosis& diagnosis) {
  (void)evidence;
  (void)outage;
  (void)diagnosis;
  return {};
}

std::string draft_postmortem(const Gathered& gathered) {
  (void)gathered;
  return {};
}

}  // namespace afterword
