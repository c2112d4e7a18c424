#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "diagnosis/diagnosis.h"
#include "diagnosis/outage.h"

namespace afterword {

inline constexpr Instant start = 1'800'000'000 * one_second;  // a moment; nothing depends on which
inline constexpr Instant minute = 60 * one_second;
inline constexpr int onset_minute = 60;
inline constexpr int minutes = 90;

/// A small shop whose evidence is written line by line in each test. Failures begin at minute 60 and last.
class Shop {
 public:
  Evidence evidence;

  void add_series(const std::string& service, const std::string& name, SeriesKind kind, double before, double within,
                  int from = onset_minute, int until = minutes) {
    Series series{.name = name,
                  .service = service,
                  .host = {},
                  .labels = {},
                  .kind = kind,
                  .times = {},
                  .values = {},
                  .place = {}};
    for (int i = 0; i < minutes; ++i) {
      series.times.push_back(start + i * minute);
      const double level = i >= from && i < until ? within : before;
      series.values.push_back(level * (1 + 0.01 * std::sin(i * 2.4)));
    }
    evidence.series.push_back(std::move(series));
  }

  void add_message(const std::string& service, LogLevel level, const std::string& text, int from, int until,
                   int each = 1) {
    LogRow row{.template_id = static_cast<std::uint32_t>(evidence.logs.templates.size()),
               .service = service,
               .host = {},
               .level = level,
               .cells = {},
               .first = {},
               .example = text};
    evidence.logs.templates.push_back(text);
    for (int i = from; i < until; ++i) {
      for (int second = 0; second < 60; second += 6) {
        const Place place{0, static_cast<std::uint32_t>(text.size()), ++line_, line_ * 100};
        row.cells.push_back({(start + i * minute) / one_second + second, static_cast<std::uint32_t>(each), place});
        row.count += static_cast<std::uint64_t>(each);
      }
    }
    row.first = row.cells.front().first;
    evidence.logs.rows.push_back(std::move(row));
  }

  void add_alert(const std::string& service, const std::string& summary) {
    Alert alert;
    alert.fired = start + (onset_minute + 3) * minute;
    alert.name = "alarm";
    alert.service = service;
    alert.summary = summary;
    evidence.alerts.push_back(alert);
  }

  /// A commit, and the deploy that brought it, a minute later.
  void add_commit(int at, const std::string& id, const std::string& service, const std::string& message,
                  const std::string& file, const std::string& diff) {
    Change commit;
    commit.kind = ChangeKind::commit;
    commit.at = start + at * minute;
    commit.id = id;
    commit.message = message;
    commit.files = {file};
    commit.diff = diff;
    add_change(commit);
    Change deploy;
    deploy.kind = ChangeKind::deploy;
    deploy.at = commit.at + minute;
    deploy.id = "v" + std::to_string(at);
    deploy.commit = id;
    deploy.service = service;
    add_change(deploy);
  }

  void add_flag(int at, const std::string& id, const std::string& service) {
    Change flag;
    flag.kind = ChangeKind::flag;
    flag.at = start + at * minute;
    flag.id = id;
    flag.service = service;
    flag.from = "off";
    flag.to = "on";
    add_change(flag);
  }

  Diagnosis diagnose_it() { return diagnose(evidence, find_outage(evidence)); }

  /// What the cause names, or what kind of answer it is.
  std::string blamed() {
    const Diagnosis diagnosis = diagnose_it();
    if (diagnosis.cause.change) {
      return evidence.changes[*diagnosis.cause.change].id;
    }
    return diagnosis.cause.kind == CauseKind::no_change ? "no change" : "unknown";
  }

  /// The answer and the suspects, for a test that fails.
  std::string told() {
    const Diagnosis diagnosis = diagnose_it();
    std::string text = "because " + diagnosis.cause.reason + "\n";
    for (const Suspect& suspect : diagnosis.suspects) {
      text +=
          std::to_string(suspect.score).substr(0, 4) + " " + suspect.id.substr(0, 12) + ": " + suspect.reason + "\n";
    }
    return text;
  }

 private:
  void add_change(const Change& change) {
    auto at = evidence.changes.begin();
    while (at != evidence.changes.end() && at->at <= change.at) {
      ++at;
    }
    evidence.changes.insert(at, change);
  }

  std::uint64_t line_ = 0;
};

}  // namespace afterword
