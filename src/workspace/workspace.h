#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/check.h"
#include "postmortem/postmortem.h"
#include "render/render.h"

namespace afterword {

/// The façade that every door calls: text in, values out. Pure but for Disk, which tests replace by a twin in memory.

/// Bytes to meaning.
[[nodiscard]] std::shared_ptr<const Postmortem> read(std::string bytes, std::string file, const ReadingOptions& = {});
/// `inspect --json`: the public format "afterword.inspect/1".
[[nodiscard]] std::string inspect_json(const Postmortem& postmortem);

}  // namespace afterword
