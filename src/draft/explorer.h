#pragma once
#include <functional>
#include <string>

#include "draft/cited.h"
#include "draft/draft.h"

namespace afterword {

/// The bytes of a stretch of an input, which may begin and end within a line; empty where they can't be read.
using ReadStretch = std::function<std::string(const Place&)>;

/// evidence.html: one page without a server and without outside requests, in which everything that was read can be
/// looked through: rates over time for each template, source and level with the outage marked, suspects with example
/// lines, and every entry of the draft with the lines around it. Its script only shows and filters what stands in the
/// page.
[[nodiscard]] std::string write_explorer(const Gathered& gathered, const Cite& cite, const ReadStretch& read);

}  // namespace afterword
