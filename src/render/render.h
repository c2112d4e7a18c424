#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "check/finding.h"
#include "check/rule.h"
#include "postmortem/postmortem.h"

namespace afterword {

enum class Audience : std::uint8_t { engineer, executive, public_ };

struct RenderOptions {
  Audience audience = Audience::engineer;
  const std::vector<Finding>* findings = nullptr;  ///< shown at the end where given
  /// Earlier reports of the same failure, most alike first: the page says so above all else. Never shown to the public.
  const std::vector<EarlierReport>* earlier = nullptr;
  std::string source_name;    ///< for "written in …"; may be empty
  std::optional<Date> today;  ///< tells what is overdue; nothing is, where absent
  ReadingOptions reading;     ///< what the postmortem was read with: a public page is read again
  /// For a picture in a file beside the document: its path as written → a `data:image/…;base64,` address, or empty. The
  /// disk is the door's. Pictures elsewhere are never fetched, they become links.
  std::function<std::string(std::string_view path)> load_image;
  /// For a link to a file beside the document: its path as written → where that is, seen from the page, or empty: then
  /// only the words are shown. Absent: links stay as they are written.
  std::function<std::string(std::string_view path)> place_link;
};

/// One self-contained HTML page: no script, no outside request, everything escaped or sanitised. Pure, deterministic.
[[nodiscard]] std::string render_page(const Postmortem& postmortem, const RenderOptions& options);
/// The two figures alone, as stand-alone SVG documents; empty where the text gives too little to draw.
[[nodiscard]] std::string render_timeline_svg(const Postmortem& postmortem, const RenderOptions& options);
[[nodiscard]] std::string render_causes_svg(const Postmortem& postmortem, const RenderOptions& options);
/// The same content as Markdown (for pasting elsewhere), shortened for the audience.
[[nodiscard]] std::string render_markdown(const Postmortem& postmortem, const RenderOptions& options);
/// What is shown, as JSON: facts, timeline, causes, measures.
[[nodiscard]] std::string render_json(const Postmortem& postmortem, const RenderOptions& options);

}  // namespace afterword
