#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "draft/cited.h"
#include "draft/draft.h"
#include "draft/explorer.h"

namespace afterword {

/// A file of an incident's folder.
struct IncidentFile {
  std::string name;  ///< below the folder, without folders of its own
  std::string bytes;
};

/// What stands in the folder from an earlier run.
struct EarlierDraft {
  std::optional<std::string> written;  ///< the draft as it was made then (draft.md)
  std::optional<std::string> edited;   ///< the postmortem as it stands now
};

inline constexpr std::string_view postmortem_file = "postmortem.md";
inline constexpr std::string_view draft_file = "draft.md";
inline constexpr std::string_view manifest_file = "manifest.json";

/// All files of the folder, the postmortem first: the draft merged with what people wrote in it, the draft as it was
/// made (the next run's base), gather.json, evidence.html, and the manifest, by which `verify` proves the citations.
[[nodiscard]] std::vector<IncidentFile> write_incident(const Gathered& gathered, const Cite& cite,
                                                       const ReadStretch& read, const EarlierDraft& earlier);

struct ManifestInput {
  std::string path, sha256;
  std::uint64_t bytes = 0;
};
struct ManifestCitation {
  std::size_t input = 0;  ///< into Manifest::inputs
  Place place;            ///< its `input` is the same index
  std::string sha256_16;
};
struct Manifest {
  std::vector<ManifestInput> inputs;
  std::vector<ManifestCitation> citations;
};

/// Reads manifest.json. An error names what is wrong with it.
[[nodiscard]] Result<Manifest> read_manifest(std::string_view json);

}  // namespace afterword
