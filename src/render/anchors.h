#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "postmortem/postmortem.h"
#include "render/prose.h"

namespace afterword {

/// An id made from what a thing says, so that it stays when other things are added, moved or removed:
/// "t-1430-alert-fires-3f2a". Two things that say the same get "-2".
[[nodiscard]] std::string anchor_of(std::string_view kind, std::string_view time, std::string_view text, Ids& ids);

/// Where entries and measures stand on a page; also in figures, data tables and exports.
struct Anchors {
  std::vector<std::string> entries, measures;
};
[[nodiscard]] Anchors make_anchors(const Postmortem& postmortem, Ids& ids);

}  // namespace afterword
