#include "draft/draft.h"

namespace afterword {

std::vector<DraftEntry> choose_timeline(const Evidence& evidence, const Outage& outage, const Diagnosis& diagnosis,
                                        const Cite& cite) {
  (void)cite;
  (void)evidence;
  (void)outage;
  (void)diagnosis;
  return {};
}

std::string draft_postmortem(const Gathered& gathered, const Cite& cite) {
  (void)cite;
  (void)gathered;
  return {};
}

}  // namespace afterword
