#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// Shares and counts of the people or requests that were hit: percent, percents, users. Needs sections.
void find_shares(Postmortem& postmortem);

}  // namespace afterword
