#pragma once
#include <memory>
#include <string>

#include "postmortem/postmortem.h"

/// Three invented incidents, built by hand, so that the figures can be tried without reading Markdown.
namespace afterword::sample {

inline Civil at(std::int16_t year, std::uint8_t month, std::uint8_t day, int hour, int minute) {
  Clock clock;
  clock.hour = static_cast<std::int8_t>(hour);
  clock.minute = static_cast<std::int8_t>(minute);
  return {Date{year, month, day}, clock};
}

class Builder {
 public:
  Builder(Civil start, Civil end, const std::string& zone) {
    pm.document = std::make_shared<const Document>(Document::read(""));
    pm.is_postmortem = true;
    pm.start = Stated{start, to_string(start), "", local(start), 1, {}};
    pm.end = Stated{end, to_string(end), "", local(end), 1, {}};
    pm.computed_duration_min = static_cast<double>(local(end) - local(start)) / 60;
    pm.duration_min = StatedNumber{*pm.computed_duration_min, false, true, false, 1, {}};
    if (!zone.empty()) {
      ZoneName name;
      name.kind = ZoneKind::abbreviation;
      name.written = zone;
      pm.timezone = StatedZone{name, 1, {}};
    }
  }
  Builder& entry(int minutes, std::string text, EntryKind kinds) {
    TimelineEntry e;
    const std::int64_t seconds = *pm.start->seconds + minutes * 60;
    const std::int64_t day = seconds / 86400;
    const int of_day = static_cast<int>(seconds / 60 % 1440);
    const std::int64_t first_day = *pm.start->seconds / 86400;
    e.civil.date = next_day(*pm.start->civil.date, static_cast<int>(day - first_day));
    Clock clock;
    clock.hour = static_cast<std::int8_t>(of_day / 60);
    clock.minute = static_cast<std::int8_t>(of_day % 60);
    e.civil.clock = clock;
    e.time = to_string(Civil{{}, clock}).substr(1);
    e.value = to_string(e.civil);
    e.seconds = seconds;
    e.since_start_s = minutes * 60;
    e.text = std::move(text);
    e.kinds = kinds;
    pm.timeline.push_back(std::move(e));
    return *this;
  }
  Builder& measure(std::string text, bool task, std::string owner = {}, std::string due = {},
                   std::optional<bool> done = {}) {
    Measure m;
    m.text = std::move(text);
    m.task = task;
    m.owner = std::move(owner);
    m.due_text = std::move(due);
    m.done = done;
    pm.measures.push_back(std::move(m));
    return *this;
  }
  Postmortem pm;

 private:
  static std::int64_t local(const Civil& c) { return days_of(*c.date) * 86400 + c.clock->minutes() * 60; }
};

inline Passage passage(std::string text) {
  Passage p;
  p.text = std::move(text);
  p.lines = {1};
  return p;
}

/// A bakery's order desk, told richly: shares, dead ends, owners.
inline Postmortem rich() {
  using K = EntryKind;
  Builder b(at(2025, 3, 6, 14, 2), at(2025, 3, 6, 15, 37), "CET");
  b.entry(0, "Release 7.4 reaches the order desk with a smaller connection pool.", K::cause)
      .entry(3, "The first orders time out; 4 % of customers see an empty basket.", K::other)
      .entry(12, "The latency alert pages the person on call.", K::detection)
      .entry(17, "The card company is suspected, because its last change was an hour ago.",
             K::assumption | K::misleading)
      .entry(28, "Traces of three payments are read; the card company answers in 90 ms.",
             K::investigation | K::misleading)
      .entry(39, "The card company is ruled out.", K::misleading)
      .entry(44, "The storage team is called in.", K::escalation)
      .entry(46, "A comparison of settings shows the pool at five connections.", K::investigation | K::cause)
      .entry(52, "The release is rolled back.", K::mitigation)
      .entry(55, "The status page says that orders come through again.", K::communication)
      .entry(61, "Errors are back under one in a thousand.", K::recovery)
      .entry(95, "The queue of late orders is empty; the incident is closed.", K::resolution);
  b.measure("Refuse a release whose pool is smaller than the one that runs", true, "@mira", "2025-03-20", true)
      .measure("Alert on the age of the oldest waiting order", true, "night watch team", "2025-03-27", false)
      .measure("Keep the last release warm, so that a rollback takes one minute", true, "", "", false)
      .measure("Review settings together with code", false);
  b.pm.title = "The order desk that could count to five";
  b.pm.percent = StatedNumber{34, false, false, false, 4, {}};
  b.pm.users = StatedNumber{4100, false, false, false, 4, {}};
  b.pm.detected_how = DetectedHow::monitoring;
  b.pm.severity = "SEV-2";
  b.pm.status = "resolved";
  b.pm.service_text = "order desk";
  b.pm.service = passage("The order desk of the bakery was slow and lost orders.");
  b.pm.experience = passage("A third of the customers met an empty basket after paying.");
  b.pm.trigger = passage("Release 7.4 reached all ovens at once.");
  b.pm.root_cause_summary = passage("Release 7.4 shrank the connection pool to five.");
  b.pm.root_cause_detail = passage(
      "The pool was read from a sample file because the real file had no owner. Five connections saturate at 300 "
      "orders a "
      "second, which led to timeouts in the order desk. There was no load test above half of the usual traffic. The "
      "alert "
      "on waiting orders was missing.");
  b.pm.resolution_detail = passage("The release was rolled back and the pool set to two hundred.");
  return b.pm;
}

/// A night of fourteen hours with long silences.
inline Postmortem overnight() {
  using K = EntryKind;
  Builder b(at(2024, 11, 30, 18, 40), at(2024, 12, 1, 8, 41), "UTC");
  b.entry(0, "The certificate of the lighthouse feed expires.", K::cause)
      .entry(22, "A skipper calls the harbour office.", K::detection)
      .entry(31, "The office restarts the receiver; nothing changes.", K::misleading | K::mitigation)
      .entry(44, "The office goes home.", K::other)
      .entry(722, "The morning shift reads the log.", K::investigation)
      .entry(731, "The expired certificate is found.", K::cause)
      .entry(741, "Handed to the network people.", K::escalation)
      .entry(801, "A new certificate is installed.", K::resolution)
      .entry(841, "All lights report again.", K::recovery);
  b.pm.title = "Postmortem";
  b.pm.service_text = "lighthouse feed";
  b.pm.percent = StatedNumber{100, true, false, false, 4, {}};
  b.pm.detected_how = DetectedHow::customer;
  b.pm.root_cause_detail = passage("The certificate expired because nobody was told that it would.");
  b.measure("Watch the certificate", true);
  return b.pm;
}

/// What a hurried author leaves behind.
inline Postmortem thin() {
  Postmortem pm;
  pm.document = std::make_shared<const Document>(Document::read(""));
  pm.title = "Incident report";
  pm.service_text = "ticket printer";
  pm.root_cause_summary = passage("The paper was out.");
  return pm;
}

}  // namespace afterword::sample
