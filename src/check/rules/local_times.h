#pragma once
#include <functional>

#include "postmortem/postmortem.h"

namespace afterword::rules {

/// A local time of the report with the zone it is in.
struct LocalPlace {
  const Civil& civil;
  const ZoneName& zone;
  Span span;
};

/// Calls `visit` for start, end, detection and every entry whose local time is of the kind in its zone: once for each
/// time, at its first place. Zones that fix their own offset ("PST", "+02:00") have neither gap nor overlap.
void for_each_local_time(const Postmortem& postmortem, LocalTime kind,
                         const std::function<void(const LocalPlace&)>& visit);

}  // namespace afterword::rules
