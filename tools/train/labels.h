#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "postmortem/classify_reading.h"

namespace afterword::train {

/// What one reader says of a document. Lines are lines of the file.
struct Reader {
  bool is_postmortem = false;
  std::map<std::uint32_t, EntryKind> entries;
  std::array<std::set<std::uint32_t>, static_cast<std::size_t>(PassageField::count)> passages;
  std::set<std::uint32_t> improvements, tasks;
  std::optional<std::size_t> cause_class, detected_how;
  struct Moment {
    std::uint32_t line = 0;
    std::optional<int> minutes;  ///< since midnight; none where the day alone is stated
  };
  std::optional<Moment> start, end;
};

/// A labelled document, read.
struct Labelled {
  std::string file;
  std::vector<Reader> readers;  ///< one or two
  std::shared_ptr<Postmortem> postmortem;
  std::shared_ptr<ClassifyReading> reading;
  float weight = 1;
  bool invented = false;     ///< labels cover the timeline, or the one cause or detection, only
  std::uint32_t family = 0;  ///< documents that are much alike share one; folds never part them
};

/// Labels, and the folder of the documents that they name.
struct LabelSet {
  std::string labels, corpus;
};

/// Reads the labels of every set, in order, and every document they name.
[[nodiscard]] std::vector<Labelled> read_labels(const std::vector<LabelSet>& sets);
/// Reads training sentences (tools/train/invented.txt says how they are written).
[[nodiscard]] std::vector<Labelled> read_invented(const std::string& path);

[[nodiscard]] EntryKind kind_named(std::string_view name);

}  // namespace afterword::train
