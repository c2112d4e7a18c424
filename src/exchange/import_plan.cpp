#include "exchange/import_plan.h"

#include <set>

#include "exchange/origin.h"

namespace afterword {
namespace {

std::string join_path(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string file_of(const std::string& id) {
  return id.substr(id.find_last_of("/!") + 1);
}

/// Reports that were files before: they are numbered by their path, and that is another where another folder was named.
class FileReports {
 public:
  explicit FileReports(const std::vector<ExistingReport>& existing) {
    for (const ExistingReport& report : existing)
      if (const Origin origin = read_origin(report.bytes); origin.source == "markdown" && !origin.sha256.empty())
        by_file_.emplace(file_of(origin.id), Known{&report, origin});
  }
  /// The one of the same file name that was made of the same text.
  const ExistingReport* find(const ImportedReport& report) const {
    if (report.source != "markdown") return nullptr;
    const auto [begin, end] = by_file_.equal_range(file_of(report.id));
    for (auto at = begin; at != end; ++at)
      if (read_origin(with_origin_id(report.bytes, at->second.origin.id)).sha256 == at->second.origin.sha256)
        return at->second.report;
    return nullptr;
  }

 private:
  struct Known {
    const ExistingReport* report;
    Origin origin;
  };
  std::multimap<std::string, Known> by_file_;
};

}  // namespace

std::vector<PlannedReport> plan_import(const ImportResult& result, const std::string& folder,
                                       const std::vector<ExistingReport>& existing, bool update) {
  std::map<std::string, const ExistingReport*> by_id, by_path;
  for (const ExistingReport& report : existing) {
    by_path.emplace(report.path, &report);
    if (const Origin origin = read_origin(report.bytes); origin.known())
      by_id.emplace(origin.source + "\n" + origin.id, &report);
  }
  const FileReports files(existing);
  std::set<std::string> used;
  std::vector<PlannedReport> out;
  for (const ImportedReport& report : result.reports) {
    PlannedReport planned{&report, ImportFate::created, join_path(folder, report.name), {}};
    const auto known = report.id.empty() ? by_id.end() : by_id.find(report.source + "\n" + report.id);
    if (known != by_id.end()) {
      const ExistingReport& there = *known->second;
      planned.path = there.path;
      const Origin was = read_origin(there.bytes), is = read_origin(report.bytes);
      if (there.bytes == report.bytes || (!was.sha256.empty() && was.sha256 == is.sha256)) {
        planned.fate = ImportFate::unchanged;
      } else if (was.edited) {
        planned.fate = ImportFate::edited;
      } else {
        planned.fate = update ? ImportFate::updated : ImportFate::changed;
        planned.before = there.bytes;
      }
      out.push_back(std::move(planned));
      continue;
    }
    if (const ExistingReport* same = files.find(report); same != nullptr) {
      planned.path = same->path;
      planned.fate = ImportFate::unchanged;
      out.push_back(std::move(planned));
      continue;
    }
    if (const auto there = by_path.find(planned.path); there != by_path.end()) {
      if (there->second->bytes == report.bytes) {
        planned.fate = ImportFate::unchanged;
      } else if (!report.id.empty()) {  // another incident's report: this one takes another name
        const std::string stem = planned.path.substr(0, planned.path.size() - 3);
        for (int n = 2; by_path.contains(planned.path) || used.contains(planned.path); ++n)
          planned.path = stem + "-" + std::to_string(n) + ".md";
      } else {
        planned.fate = ImportFate::taken;
      }
    }
    used.insert(planned.path);
    out.push_back(std::move(planned));
  }
  return out;
}

std::string_view name_of(ImportFate fate) {
  constexpr std::string_view names[] = {"created", "unchanged", "updated", "changed", "edited", "taken"};
  return names[static_cast<std::size_t>(fate)];
}

}  // namespace afterword
