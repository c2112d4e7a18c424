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

  void add_change(const Change& change) {
    auto at = evidence.changes.begin();
    while (at != evidence.changes.end() && at->at <= change.at) {
      ++at;
    }
    evidence.changes.insert(at, change);
  }

 private:
  std::uint64_t line_ = 0;
};

inline const std::string culprit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
inline const std::string late = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
inline const std::string earlier = "cccccccccccccccccccccccccccccccccccccccc";
inline constexpr int day = 24 * 60;

/// A gate before orders before stock, with traffic that does not change and an alert at `loud`.
inline Shop make_shop(const std::string& loud, const std::string& summary) {
  Shop shop;
  for (const std::string service : {"gate", "orders", "stock"}) {
    shop.add_series(service, "requests_per_second", SeriesKind::requests, 80, 80);
    shop.add_message(service, LogLevel::info, service + " answered", 0, minutes);
  }
  shop.evidence.calls = {{"gate", "orders", 100}, {"orders", "stock", 100}};
  shop.add_series(loud, "http_error_ratio", SeriesKind::error_share, 0.002, 0.4);
  shop.add_alert(loud, summary);
  return shop;
}

/// The deploy that everybody blames: just before the onset, at the loud service, harmless.
inline void add_tidying(Shop& shop, const std::string& service, int at = onset_minute - 2) {
  shop.add_commit(at, late, service, "Tidy the handler of " + service, service + "/handler.go",
                  "@@ -10,7 +10,7 @@ func Handle(ctx context.Context, r Request) error {\n"
                  "-\tres, err := s.load(ctx, r.ID)\n-\tif err != nil {\n-\t\treturn err\n-\t}\n-\treturn s.show(res)\n"
                  "+\treturn s.loadAndShow(ctx, r.ID)\n+}\n+\n"
                  "+func (s *Server) loadAndShow(ctx context.Context, id string) error {\n"
                  "+\tres, err := s.load(ctx, id)\n+\tif err != nil {\n+\t\treturn err\n+\t}\n+\treturn s.show(res)\n");
}

}  // namespace afterword
