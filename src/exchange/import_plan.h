#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/import.h"

namespace afterword {

enum class ImportFate : std::uint8_t {
  created,    ///< no report of this incident was there
  unchanged,  ///< one is, and the source says what it said then
  updated,    ///< one was, the source says something else now, and nobody had edited it
  changed,    ///< the source says something else now; --update would write it
  edited,     ///< the source says something else now, and a person has edited the report: it is kept
  taken,      ///< a file of this name stands there that was not imported, or is something else: it is kept
};

/// What becomes of one report.
struct PlannedReport {
  const ImportedReport* report = nullptr;
  ImportFate fate{};
  std::string path;    ///< where it is, or goes
  std::string before;  ///< the bytes that are to be replaced (updated)
};

/// A report that lies in the folder already.
struct ExistingReport {
  std::string path, bytes;
};

/// Compares what was imported with what lies in the folder. `existing`: every Markdown file below it. Pure.
[[nodiscard]] std::vector<PlannedReport> plan_import(const ImportResult& result, const std::string& folder,
                                                     const std::vector<ExistingReport>& existing, bool update);

[[nodiscard]] std::string_view name_of(ImportFate fate);

/// `import`'s report for a terminal, and as JSON (afterword.import/1).
[[nodiscard]] std::string print_import(const ImportResult& result, const std::vector<PlannedReport>& plan,
                                       const std::string& folder, bool dry_run);
[[nodiscard]] std::string import_json(const ImportResult& result, const std::vector<PlannedReport>& plan, bool dry_run);

}  // namespace afterword
