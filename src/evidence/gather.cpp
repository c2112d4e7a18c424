#include "evidence/gather.h"

#include <algorithm>
#include <cstdlib>

#include "evidence/date_order.h"
#include "evidence/input_set.h"
#include "evidence/instant.h"
#include "evidence/settle.h"
#include "evidence/unpack.h"
#include "evidence/zone_inference.h"
#include "text/ascii.h"

namespace afterword {
namespace {

std::string year_of(Instant at) {
  return write_instant(at).substr(0, 4);
}

/// The latest instant that any input states with its year.
Instant latest_known(const InputSet& set) {
  Instant latest = 0;
  for (const Instant at : set.sample_last) latest = std::max(latest, at);
  const Evidence& e = set.evidence;
  for (const Series& series : e.series)
    if (!series.times.empty()) latest = std::max(latest, series.times.back());
  for (const Alert& alert : e.alerts) latest = std::max(latest, alert.fired);
  for (const Change& change : e.changes) latest = std::max(latest, change.at);
  for (const Message& message : e.messages) latest = std::max(latest, message.at);
  return latest;
}

/// Decides what no date of a log's sample does, whether the day or the month comes first, by what lies nearer to the
/// other inputs or to when the file was written.
void settle_date_orders(InputSet& set) {
  for (const LogFeed& feed : set.feeds) {
    LogInput& log = set.logs[feed.log];
    if (!log.form.order_is_open || feed.source == nullptr) continue;
    const std::string sample = sample_of(*feed.source);
    LogForm by_day = with_date_order(log.form, true);
    const Instant with_month = last_in_sample(log.form, sample), with_day = last_in_sample(by_day, sample);
    if (with_month == with_day) continue;
    set.sample_last[feed.log] = 0;
    const Instant others = latest_known(set);
    const Instant known = others != 0 ? others : set.modified[feed.log] * one_second;
    const bool day_first = known != 0 && std::abs(with_day - known) < std::abs(with_month - known);
    set.sample_last[feed.log] = day_first ? with_day : with_month;
    if (day_first) log.form = std::move(by_day);
    set.evidence.notes.push_back({Place{log.input, 0, 0, 0}, "date-order-inferred",
                                  std::string("its dates may be read in two ways: the ") +
                                      (day_first ? "day" : "month") + " was taken to come first, " +
                                      (known == 0    ? "as nothing tells"
                                       : others != 0 ? "as the other inputs say"
                                                     : "as the file's last change says"),
                                  ""});
  }
}

/// Gives each log what its times leave out, and says where that came from.
void complete_contexts(InputSet& set, const GatherOptions& options) {
  const Instant others = latest_known(set);
  for (std::size_t i = 0; i < set.logs.size(); ++i) {
    LogInput& log = set.logs[i];
    if (!log.form.needs_year && !log.form.needs_order) continue;
    std::string from;
    if (others != 0) {
      log.context.reference = others;
      from = "the other inputs";
    } else if (set.modified[i] != 0) {
      log.context.reference = set.modified[i] * one_second;
      from = "the file's last change";
    } else {
      log.context.reference = options.until.value_or(options.since.value_or(0));
      from = options.until || options.since ? "--since and --until" : "nothing";
    }
    log.context.day = log.context.reference / one_second / 86400;
    const Place place{log.input, 0, 0, 0};
    if (log.form.needs_order)
      set.evidence.notes.push_back({place, "date-inferred",
                                    "times without a date were put on " +
                                        write_instant(log.context.reference).substr(0, 10) + ", as " + from + " say" +
                                        (others != 0 ? "" : "s"),
                                    ""});
    else
      set.evidence.notes.push_back({place, "year-inferred",
                                    "times without a year were put into " + year_of(log.context.reference) +
                                        " or before, as " + from + " say" + (others != 0 ? "" : "s"),
                                    ""});
  }
}

void note_zone(const LogTally& tally, const LogInput& log, const GatherOptions& options, Evidence& evidence) {
  Input& input = evidence.inputs[log.input];
  const bool stated = tally.zone_stated == tally.records;
  const bool inferred = !log.zone_from.empty();
  input.zone = stated ? "as written" : log.context.zone ? log.context.zone->written : "UTC";
  input.zone_from = stated         ? "written in each line"
                    : options.zone ? "option --zone"
                    : inferred     ? "inferred: " + log.zone_from
                                   : "assumed";
  if (stated || options.zone) return;
  const std::uint64_t count = tally.records - tally.zone_stated;
  const std::string which = count == tally.records
                                ? std::string("no time states its zone")
                                : group_digits(count) + " of " + group_digits(tally.records) + " times state no zone";
  if (inferred)
    evidence.notes.push_back({Place{log.input, 0, 0, 0}, "zone-inferred",
                              which + ": taken as " + input.zone + ", since " + log.zone_from, ""});
  else
    evidence.notes.push_back({Place{log.input, 0, 0, 0}, "zone-assumed", which + ": taken as UTC",
                              "say --zone Europe/Berlin, or whatever the machine was set to"});
}

void note_tally(const LogTally& tally, const LogInput& log, const GatherOptions& options, Evidence& evidence) {
  const std::uint32_t number = log.input;
  const auto note = [&](Place place, std::string code, std::string message, std::string help = {}) {
    place.input = number;
    evidence.notes.push_back({place, std::move(code), std::move(message), std::move(help)});
  };
  if (!tally.trouble.empty()) note({}, "unreadable", tally.trouble);
  if (tally.unread != 0)
    note(tally.first_unread, "no-time",
         group_digits(tally.unread) + " of " + group_digits(tally.lines) +
             " lines have no time; they were taken with the record before them");
  if (tally.stepped_back != 0)
    note(tally.first_step, "clock-stepped-back",
         "the clock steps back " +
             (tally.stepped_back == 1 ? "once, by " : group_digits(tally.stepped_back) + " times, by up to ") +
             group_digits(static_cast<std::uint64_t>(tally.largest_step / one_second)) + " seconds");
  if (tally.outside != 0)
    note({}, "outside", group_digits(tally.outside) + " records lie before --since or after --until");
  if (tally.long_lines != 0)
    note({}, "long-line", group_digits(tally.long_lines) + " lines are longer than 4 MB; their ends were not read");
  if (tally.records != 0) note_zone(tally, log, options, evidence);
}

/// Counts the messages that readers read, input by input.
void count_logged(Evidence& evidence, const GatherOptions& options, LogTableBuilder& builder) {
  LogCounter counter;
  for (std::size_t i = 0; i < evidence.logged.size();) {
    const std::uint32_t input = evidence.logged[i].place.input;
    for (; i < evidence.logged.size() && evidence.logged[i].place.input == input; ++i) {
      const LoggedRecord& record = evidence.logged[i];
      if ((options.since && record.at < *options.since) || (options.until && record.at > *options.until)) continue;
      LogFields fields;
      fields.time = {record.at, 1, true};
      fields.service = record.service;
      fields.host = record.host;
      fields.level = record.level;
      fields.message = record.message;
      counter.add(fields, record.place);
    }
    builder.commit(counter, input, 0);
  }
  evidence.logged.clear();
}

/// The logs whose zone is one offset.
std::vector<LocalLog> local_logs(const InputSet& set) {
  std::vector<LocalLog> logs;
  for (const LogInput& log : set.logs) {
    if (log.offset_written)
      logs.push_back({log.input, *log.offset_written});
    else if (!log.zone_from.empty() && log.context.zone)
      logs.push_back({log.input, log.context.zone->offset_minutes.value_or(0)});
  }
  return logs;
}

template <class Item, class Key>
void sort_by(std::vector<Item>& items, Key key) {
  std::vector<std::pair<Instant, std::size_t>> order;
  for (std::size_t i = 0; i < items.size(); ++i) order.emplace_back(key(items[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<Item> out;
  out.reserve(items.size());
  for (const auto& [at, i] : order) out.push_back(std::move(items[i]));
  items = std::move(out);
}

/// Earliest and latest of what readers said, for inputs whose reader left that to us.
void find_ranges(Evidence& evidence) {
  struct Range {
    std::optional<Instant> first, last;
  };
  std::vector<Range> ranges(evidence.inputs.size());
  const auto see = [&](const Place& place, Instant at) {
    if (place.input >= ranges.size()) return;
    Range& range = ranges[place.input];
    if (!range.first || at < *range.first) range.first = at;
    if (!range.last || at > *range.last) range.last = at;
  };
  for (const Series& series : evidence.series)
    for (const Instant at : series.times) see(series.place, at);
  for (const Alert& alert : evidence.alerts) see(alert.place, alert.fired);
  for (const Change& change : evidence.changes) see(change.place, change.at);
  for (const Message& message : evidence.messages) see(message.place, message.at);
  for (const StatusEvent& status : evidence.statuses) see(status.place, status.at);
  for (const TraceSpan& span : evidence.spans) see(span.place, span.start);
  for (const LoggedRecord& record : evidence.logged) see(record.place, record.at);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    Input& input = evidence.inputs[i];
    if (!input.first) input.first = ranges[i].first;
    if (!input.last) input.last = ranges[i].last;
  }
}

}  // namespace

Evidence gather(std::span<const NamedSource> sources, const GatherOptions& options) {
  std::uint64_t all = 0, done = 0;
  for (const NamedSource& source : sources) all += source.bytes->size();
  InputSet set = recognise_inputs(sources, options);
  settle_date_orders(set);
  complete_contexts(set, options);
  infer_zones(set);
  LogTableBuilder builder(options.memory / 2);
  std::function<void(std::uint64_t)> progress;
  if (options.progress)
    progress = [&](std::uint64_t bytes) {
      done += bytes;
      options.progress(std::min(done, all), all);
    };
  std::vector<LogTally> tallies = read_logs(set.logs, set.feeds, options, builder, progress);
  Evidence& evidence = set.evidence;
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const std::uint32_t number = set.logs[i].input;
    Input& input = evidence.inputs[number];
    if (!tallies[i].sha256.empty()) input.sha256 = std::move(tallies[i].sha256);
    input.records = tallies[i].records;
    input.unread = tallies[i].unread;
    input.first = tallies[i].first;
    input.last = tallies[i].last;
    note_tally(tallies[i], set.logs[i], options, evidence);
  }
  find_ranges(evidence);
  count_logged(evidence, options, builder);
  evidence.logs = builder.finish(evidence.series);
  if (!options.zone) infer_payload_zones(evidence, set.payloads, local_logs(set));
  sort_by(evidence.alerts, [](const Alert& alert) { return alert.fired; });
  sort_by(evidence.changes, [](const Change& change) { return change.at; });
  sort_by(evidence.messages, [](const Message& message) { return message.at; });
  sort_by(evidence.statuses, [](const StatusEvent& status) { return status.at; });
  sort_by(evidence.spans, [](const TraceSpan& span) { return span.start; });
  settle_evidence(evidence);
  return std::move(set.evidence);
}

Result<std::string> read_place(std::span<const NamedSource> sources, const Evidence& evidence, const Place& place) {
  const std::string& path = evidence.inputs[place.input].path;
  for (const NamedSource& source : sources) {
    if (source.path == path) {
      std::string head(std::min<std::uint64_t>(source.bytes->size(), 512), '\0');
      const auto looked = source.bytes->read_at(0, head);
      if (looked && !is_packed(head)) {
        std::string bytes(place.size, '\0');
        const Result<std::size_t> read = source.bytes->read_at(place.begin, bytes);
        if (!read) return std::unexpected(read.error());
        bytes.resize(*read);
        return bytes;
      }
    } else if (!path.starts_with(source.path + "!")) {
      continue;
    }
    auto bytes = unpack_input(source, path, place.begin + place.size);
    if (!bytes) return bytes;
    return place.begin < bytes->size() ? bytes->substr(place.begin, place.size) : std::string();
  }
  return std::unexpected(
      Error{ErrorKind::input, "the input is not there any more", path, "name the same inputs again"});
}

}  // namespace afterword
