#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Judges each requirement of the standard: met, partial or missing, on which lines, and what to write to meet it.
/// Called last; reads only what is understood already.
void judge_requirements(Postmortem& postmortem);

}  // namespace afterword
