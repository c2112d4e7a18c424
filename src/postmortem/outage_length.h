#pragma once
#include "postmortem/postmortem.h"

namespace afterword {

/// The length of the outage where the report states one: fills Postmortem::duration_min. Needs sections, timeline.
void find_duration(Postmortem& postmortem);

}  // namespace afterword
