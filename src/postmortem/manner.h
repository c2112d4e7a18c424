#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

// How a report is written, apart from what it says.

/// Fills Postmortem::language by counting the little words of each language. "en" where nothing decides.
void find_language(Postmortem& postmortem);
/// Fills Postmortem::narrative_words: words of prose, lists and tables of the report, without code, URLs, marks.
void count_narrative(Postmortem& postmortem);
/// Fills Postmortem::attractive.
void find_attractive(Postmortem& postmortem);

}  // namespace afterword
