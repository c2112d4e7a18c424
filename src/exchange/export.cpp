#include "exchange/export.h"

#include "exchange/adf.h"
#include "exchange/export_texts.h"
#include "exchange/postmortem_json.h"
#include "render/audience.h"
#include "render/html.h"
#include "render/sanitize.h"

namespace afterword {
namespace {

struct FormatRow {
  std::string_view name;
  ExportFormat format;
};
constexpr FormatRow formats[] = {
    {"confluence", ExportFormat::confluence}, {"jira", ExportFormat::jira}, {"adf", ExportFormat::adf},
    {"notion", ExportFormat::notion},         {"html", ExportFormat::html}, {"json", ExportFormat::json},
};

/// What the front matter says, for programs that keep properties beside a page. Where a report comes from is none.
Properties properties_of(const Postmortem& pm) {
  Properties out;
  for (const FrontMatterEntry& entry : pm.front_matter.entries) {
    if (entry.value.empty() || entry.key.starts_with("imported.")) continue;
    std::string label = with_capital(entry.key);
    for (char& c : label)
      if (c == '_' || c == '.') c = ' ';
    if (!out.empty() && out.back().first == label)
      out.back().second += ", " + entry.value;
    else
      out.emplace_back(std::move(label), entry.value);
  }
  return out;
}

/// Links that could run something become their words.
void keep_safe_links(Rich& rich) {
  if (rich.kind == RichKind::link || rich.kind == RichKind::image) rich.target = safe_url(rich.target, UrlUse::link);
  for (Rich& child : rich.children) keep_safe_links(child);
}

/// Raw HTML becomes what it says; tags inside lines are left out, their text stands beside them.
void read_html(std::vector<Rich>& blocks) {
  std::vector<Rich> out;
  for (Rich& block : blocks) {
    if (block.kind == RichKind::html_inline) continue;
    if (block.kind == RichKind::html) {
      for (Rich& inside : read_rich_html(block.text).children) out.push_back(std::move(inside));
      continue;
    }
    read_html(block.children);
    out.push_back(std::move(block));
  }
  blocks = std::move(out);
}

std::string write_as(const Postmortem& pm, ExportFormat format) {
  if (format == ExportFormat::json) return write_postmortem_json(pm);
  Rich rich = rich_of(*pm.document);
  read_html(rich.children);
  keep_safe_links(rich);
  const Properties properties = properties_of(pm);
  if (format == ExportFormat::confluence) return write_confluence(rich, properties);
  if (format == ExportFormat::jira) return write_jira_wiki(rich, properties);
  if (format == ExportFormat::notion) return write_notion(rich, properties);
  return write_adf(rich);
}

}  // namespace

std::optional<ExportFormat> export_format_of(std::string_view name) {
  for (const FormatRow& row : formats)
    if (row.name == name) return row.format;
  return std::nullopt;
}

std::string export_postmortem(const Postmortem& postmortem, ExportFormat format, const RenderOptions& options) {
  if (format == ExportFormat::html) return render_page(postmortem, options);
  switch (options.audience) {
    case Audience::public_:
      return write_as(redact(postmortem, options.reading), format);
    case Audience::executive: {
      std::string shortened = render_markdown(postmortem, options);
      return write_as(
          read_postmortem(std::make_shared<const Document>(Document::read(std::move(shortened))), options.reading),
          format);
    }
    default:
      return write_as(postmortem, format);
  }
}

}  // namespace afterword
