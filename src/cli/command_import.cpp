#include <filesystem>
#include <system_error>

#include "cli/commands.h"
#include "cli/import_inputs.h"
#include "exchange/import.h"
#include "exchange/import_plan.h"
#include "workspace/walk.h"

namespace afterword {
namespace {

class ImportCommand {
 public:
  explicit ImportCommand(Door& door) : door_(door), folder_(door.request.get("--output")) {
    while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
  }

  ExitCode run() {
    const Request& request = door_.request;
    if (folder_.empty())
      return door_.fail({ErrorKind::usage,
                         "`import` needs a folder for the reports",
                         {},
                         "afterword import INPUT... -o postmortems"});
    const auto kind = door_.disk.kind_of(folder_);
    if (kind && *kind != FileKind::folder)
      return door_.fail({ErrorKind::usage, folder_ + " is no folder", folder_, "name a folder with `-o`"});
    ImportFiles files = read_import_files(door_.disk, request.arguments, folder_);
    for (const Error& error : files.errors) tell(error);
    std::vector<ImportInput> inputs;
    inputs.reserve(files.files.size());
    for (const ImportFile& file : files.files) inputs.push_back({file.path, file.bytes, file.named});
    const ImportResult result = import_incidents(inputs);
    for (const Error& error : result.errors) tell(error);
    const std::vector<ExistingReport> existing = kind ? read_existing() : std::vector<ExistingReport>();
    const bool dry = request.has("--dry-run");
    const auto plan = plan_import(result, folder_, existing, request.has("--update"));
    if (!dry)
      if (const Result<void> done = write(plan); !done) return door_.fail(done.error());
    door_.out.write(request.has("--json") ? import_json(result, plan, dry) : print_import(result, plan, folder_, dry));
    const bool waits = std::any_of(plan.begin(), plan.end(), [](const PlannedReport& planned) {
      return planned.fate == ImportFate::changed || planned.fate == ImportFate::edited ||
             planned.fate == ImportFate::taken;
    });
    return code_ != ExitCode::clean ? code_ : waits ? ExitCode::findings : ExitCode::clean;
  }

 private:
  void tell(const Error& error) { code_ = door_.fail(error); }

  std::vector<ExistingReport> read_existing() {
    WalkOptions options;
    options.working_folder = Door::working_folder();
    options.obey_gitignore = false;
    std::vector<ExistingReport> out;
    for (const std::string& path : find_files(door_.disk, {folder_}, options).files) {
      auto bytes = door_.disk.read_file(path);
      if (bytes)
        out.push_back({path, std::move(*bytes)});
      else
        tell(bytes.error());
    }
    return out;
  }

  Result<void> write(const std::vector<PlannedReport>& plan) {
    std::error_code fault;
    std::filesystem::create_directories(folder_, fault);
    if (fault)
      return std::unexpected(Error{ErrorKind::output, "can't make the folder " + folder_ + ": " + fault.message(),
                                   folder_, "name another folder with `-o`"});
    for (const PlannedReport& planned : plan) {
      Result<void> done;
      if (planned.fate == ImportFate::created)
        done = door_.disk.write_file(planned.path, planned.report->bytes, Overwrite::no);
      if (planned.fate == ImportFate::updated)
        done = door_.disk.replace_file(planned.path, planned.before, planned.report->bytes);
      if (!done) return done;
    }
    return {};
  }

  Door& door_;
  std::string folder_;
  ExitCode code_ = ExitCode::clean;
};

}  // namespace

ExitCode run_import(Door& door) {
  return ImportCommand(door).run();
}

}  // namespace afterword
