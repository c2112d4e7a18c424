#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Decides whether the text is the report of one concrete incident, and which part of it is the report: an assignment
/// around it, a second telling and further incidents of a log are outside. Fills is_postmortem, template_unfilled,
/// body, retelling, LinePlace::report. Needs sections, mentions and hits.
void find_body(Postmortem& postmortem);

}  // namespace afterword
