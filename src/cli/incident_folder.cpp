#include "cli/incident_folder.h"

#include <filesystem>
#include <system_error>

namespace afterword {
namespace {

std::string path_in(const std::string& folder, std::string_view name) {
  return folder.ends_with('/') ? folder + std::string(name) : folder + "/" + std::string(name);
}

Result<std::optional<std::string>> read_if_there(const Disk& disk, const std::string& path) {
  if (!disk.kind_of(path)) return std::optional<std::string>();
  Result<std::string> bytes = disk.read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  return std::optional(std::move(*bytes));
}

}  // namespace

Result<EarlierDraft> read_earlier_draft(const Disk& disk, const std::string& folder) {
  EarlierDraft out;
  auto written = read_if_there(disk, path_in(folder, draft_file));
  if (!written) return std::unexpected(written.error());
  out.written = std::move(*written);
  auto edited = read_if_there(disk, path_in(folder, postmortem_file));
  if (!edited) return std::unexpected(edited.error());
  out.edited = std::move(*edited);
  return out;
}

Result<void> write_incident_folder(Disk& disk, const std::string& folder, const std::vector<IncidentFile>& files) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault)
    return std::unexpected(Error{ErrorKind::output, "can't make the folder " + folder + ": " + fault.message(), folder,
                                 "name another folder with `-o`"});
  for (const IncidentFile& file : files) {
    const std::string path = path_in(folder, file.name);
    if (std::filesystem::is_symlink(path, fault))
      return std::unexpected(Error{ErrorKind::output, path + " is a link, and nothing is written outside " + folder,
                                   path, "remove the link, or name another folder with `-o`"});
    const Result<void> done = disk.write_file(path, file.bytes, Overwrite::yes);
    if (!done) return done;
  }
  return {};
}

}  // namespace afterword
