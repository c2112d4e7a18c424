#include "cli/commands.h"
#include "cli/file_source.h"
#include "cli/incident_folder.h"
#include "cli/reading_progress.h"
#include "draft/draft.h"
#include "draft/gather_json.h"
#include "draft/terminal.h"
#include "evidence/gather.h"
#include "evidence/instant.h"
#include "evidence/sha256.h"

namespace afterword {
namespace {

Result<GatherOptions> read_options(const Request& request) {
  GatherOptions options;
  if (request.has("--zone")) {
    options.zone = read_zone(request.get("--zone"));
    if (!options.zone)
      return std::unexpected(Error{ErrorKind::usage,
                                   "unknown zone '" + request.get("--zone") + "'",
                                   {},
                                   "a name like Europe/Berlin, or +02:00"});
  }
  const auto read_bound = [&](std::string_view name, std::optional<Instant>& out) -> Result<void> {
    if (!request.has(name)) return {};
    const auto read = read_instant(request.get(name), options.zone);
    if (!read)
      return std::unexpected(Error{ErrorKind::usage,
                                   "can't read the time of " + std::string(name),
                                   {},
                                   "2026-03-14T09:26 or 2026-03-14T09:26:53Z"});
    out = read->at;
    return {};
  };
  if (auto read = read_bound("--since", options.since); !read) return std::unexpected(read.error());
  if (auto read = read_bound("--until", options.until); !read) return std::unexpected(read.error());
  if (request.has("--threads")) options.threads = static_cast<unsigned>(std::atoi(request.get("--threads").c_str()));
  return options;
}

Cite make_cite(const std::vector<NamedSource>& sources, const Evidence& evidence) {
  return [&sources, &evidence](const Place& place) -> CitedRecord {
    const auto bytes = read_place(sources, evidence, place);
    if (!bytes) return {};
    return {shown_record(*bytes), sha256_of(*bytes).substr(0, 16)};
  };
}

Result<void> write_folder(Door& door, const std::string& folder, const Gathered& gathered,
                          const std::vector<NamedSource>& sources, const Cite& cite) {
  const Result<EarlierDraft> earlier = read_earlier_draft(door.disk, folder);
  if (!earlier) return std::unexpected(earlier.error());
  const ReadStretch read = [&](const Place& place) {
    return read_place(sources, gathered.evidence, place).value_or(std::string());
  };
  Result<void> done = write_incident_folder(door.disk, folder, write_incident(gathered, cite, read, *earlier));
  if (done && door.terminal.err_is_terminal)
    door.err.write("wrote " + folder + "; `afterword check " + folder + "/" + std::string(postmortem_file) +
                   "` tells what only a person can say\n");
  return done;
}

}  // namespace

ExitCode run_gather(Door& door) {
  const Request& request = door.request;
  auto options = read_options(request);
  if (!options) return door.fail(options.error());
  const auto sources = open_sources(request.arguments, {options->since, options->until}, request.get("--output"));
  if (!sources) return door.fail(sources.error());
  ReadingProgress progress(door);
  if (progress.is_on()) options->progress = [&](std::uint64_t read, std::uint64_t all) { progress.show(read, all); };
  Gathered gathered;
  gathered.evidence = gather(*sources, *options);
  progress.clear();
  gathered.outage = find_outage(gathered.evidence);
  gathered.diagnosis = diagnose(gathered.evidence, gathered.outage);
  const Cite cite = make_cite(*sources, gathered.evidence);
  gathered.timeline = choose_timeline(gathered.evidence, gathered.outage, gathered.diagnosis, cite);
  if (request.has("--output")) {
    const Result<void> written = write_folder(door, request.get("--output"), gathered, *sources, cite);
    if (!written) return door.fail(written.error());
  }
  if (request.has("--json"))
    door.out.write(write_gather_json(gathered, cite));
  else
    door.out.write(write_gather_report(gathered, cite, static_cast<int>(door.terminal.width),
                                       door.terminal.out_color != Color::no));
  return ExitCode::clean;
}

}  // namespace afterword
