#include "workspace/site_surroundings.h"

#include <algorithm>
#include <memory>

#include "base/hash_bytes.h"
#include "workspace/paths.h"
#include "workspace/pictures.h"
#include "workspace/workspace.h"

namespace afterword {
namespace {

constexpr std::size_t pictures_bytes_max = std::size_t{150} * 1024;

/// Where the report that a link in `file` names stands, seen from the page of `file`; empty where it names none.
std::string page_of_link(const SiteSources& sources, const std::string& file, std::string_view link,
                         const ReadingOptions& reading) {
  const std::string name = file_of_address(link);
  if (name.empty()) return {};
  const std::string target = normalize_path(join_path(folder_of(file), name));
  const auto at = std::find_if(sources.files.begin(), sources.files.end(),
                               [&](const std::string& known) { return normalize_path(known) == target; });
  if (at == sources.files.end()) return {};
  Result<std::string> bytes = sources.disk.read_file(*at);
  if (!bytes) return {};
  const auto report = read(std::move(*bytes), *at, reading);
  if (!report->is_postmortem || report->template_unfilled) return {};
  const std::string& address = sources.addresses[static_cast<std::size_t>(at - sources.files.begin())];
  return address.substr(address.rfind('/') + 1) + ".html";
}

}  // namespace

Surroundings look_around(const SiteSources& sources, const std::string& file, const SiteOptions& options,
                         std::uint64_t& hash) {
  const auto pictures =
      std::make_shared<PictureLoader>(sources.disk, absolute_path(sources.working_folder, file),
                                      absolute_path(sources.working_folder, sources.folder), pictures_bytes_max);
  const auto noted = [&hash](std::string answer) {
    hash = hash_bytes(answer, hash);
    return answer;
  };
  Surroundings out;
  out.load_image = [pictures, noted](std::string_view path) { return noted(pictures->load(path)); };
  out.place_link = [&sources, &file, &options, noted](std::string_view link) {
    if (options.audience == Audience::public_) return noted({});
    return noted(page_of_link(sources, file, link, options.reading));
  };
  return out;
}

}  // namespace afterword
