#include "diagnosis/outage.h"

namespace afterword {

Outage find_outage(const Evidence& evidence) {
  Outage outage;
  if (!evidence.alerts.empty()) {
    const Alert& first = evidence.alerts.front();
    outage.detected = FoundInstant{first.fired, "the alert " + first.name + " fired", {first.place}};
  }
  return outage;
}

}  // namespace afterword
