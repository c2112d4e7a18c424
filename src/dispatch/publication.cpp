#include "dispatch/publication.h"

#include <algorithm>

#include "check/check.h"
#include "dispatch/web.h"
#include "document/document.h"
#include "evidence/sha256.h"
#include "render/audience.h"
#include "render/html.h"
#include "render/prose.h"
#include "render/render.h"

namespace afterword {
namespace {

/// The text behind the front matter, without white space at its ends.
std::string_view body_of(const Document& document) {
  std::string_view text = document.text().content();
  for (const Node& node : document.nodes())
    if (node.kind == NodeKind::front_matter) text.remove_prefix(node.span.end);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::shared_ptr<const Document> read_document(std::string text) {
  return std::make_shared<const Document>(Document::read(std::move(text)));
}

std::string alt_of(const Document& document, const Node& image) {
  std::string out;
  for (const char c : image.inner.in(document.text().content()))
    if (std::string_view("[]()<>*_`\\").find(c) == std::string_view::npos) out += c;
  return one_line(out);
}

/// Pictures lie beside the report, where no blog finds them: a word takes the place of each.
std::string leave_pictures_out(const std::string& markdown, std::size_t& count) {
  const auto document = read_document(markdown);
  const std::string_view text = document->text().content();
  std::string out;
  std::size_t at = 0;
  for (const Node& node : document->nodes()) {
    const bool image = node.kind == NodeKind::image;
    const bool html = (node.kind == NodeKind::html_inline || node.kind == NodeKind::html_block) &&
                      node.span.in(text).find("<img") != std::string_view::npos;
    if ((!image && !html) || node.span.begin < at) continue;
    out += text.substr(at, node.span.begin - at);
    const std::string alt = image ? alt_of(*document, node) : std::string();
    out += alt.empty() ? "*(picture left out)*" : "*(picture left out: " + alt + ")*";
    if (node.kind == NodeKind::html_block) out += "\n";
    at = node.span.end;
    ++count;
  }
  return out + std::string(text.substr(at));
}

/// Without the first line, which is the title, and the empty ones behind it.
std::string without_title(const std::string& markdown) {
  if (!markdown.starts_with("# ")) return markdown;
  const std::size_t end = markdown.find_first_not_of("\r\n", std::min(markdown.find('\n'), markdown.size()));
  return end == std::string::npos ? std::string() : markdown.substr(end);
}

std::string html_of(const std::string& markdown, const RenderOptions& options) {
  const auto document = read_document(markdown);
  Ids ids;
  ProseWriter writer(*document, options, ids);
  std::string out;
  writer.write_blocks(out, {0, static_cast<std::uint32_t>(document->text().content().size())}, {});
  return out;
}

Error refuse(std::string message, std::string where, std::string help) {
  return Error{ErrorKind::input, std::move(message), std::move(where), std::move(help)};
}

/// What a rule of security calls an error must not leave the house.
Result<void> find_secrets(const Postmortem& redacted, const Settings& settings, const std::string& path) {
  Settings strict = settings;
  for (const Rule& rule : all_rules())
    if (rule.family != Family::security) strict.severities[std::string(rule.name)] = Severity::off;
  for (const Finding& finding : check(redacted, strict).findings) {
    const Rule* rule = find_rule(finding.rule);
    if (rule == nullptr || rule->family != Family::security || finding.severity != Severity::error) continue;
    return std::unexpected(refuse("this must not be published: " + finding.message, path,
                                  "take it out; `afterword explain " + std::string(finding.rule) + "` says more"));
  }
  return {};
}

}  // namespace

std::vector<Publication> publications_of(const Postmortem& postmortem) {
  std::vector<Publication> out;
  for (const FrontMatterEntry& entry : postmortem.front_matter.entries) {
    if (entry.key == "published.url")
      out.push_back({entry.value, {}, {}});
    else if (entry.key == "published.date" && !out.empty())
      out.back().date = entry.value;
    else if (entry.key == "published.hash" && !out.empty())
      out.back().hash = entry.value;
  }
  return out;
}

std::string public_hash(const Postmortem& postmortem) {
  const auto document = read_document(redact_text(postmortem, {}));
  return "sha256:" + sha256_of(body_of(*document));
}

Result<Post> make_post(const Postmortem& postmortem, const Settings& settings, const PostOptions& options) {
  const std::string& path = postmortem.document->file();
  const std::string text = redact_text(postmortem, options.reading);
  const auto document = read_document(text);
  if (body_of(*document).empty())
    return std::unexpected(refuse("all of this report is marked internal", path, "nothing of it may be published"));
  const Postmortem redacted = read_postmortem(document, options.reading);
  if (!redacted.is_postmortem || redacted.template_unfilled)
    return std::unexpected(refuse("what the public may see of this does not read as a postmortem", path,
                                  "`afterword render --audience public` shows what is left"));
  if (const Result<void> clean = find_secrets(redacted, settings, path); !clean) return std::unexpected(clean.error());

  Post out;
  RenderOptions render;
  render.audience = Audience::public_;
  render.reading = options.reading;
  const std::string whole = leave_pictures_out(render_markdown(redacted, render), out.pictures_left_out);
  const std::string file = path.substr(path.rfind('/') + 1);
  out.title = redacted.title && !redacted.title->empty() ? one_line(*redacted.title) : "Postmortem";
  constexpr int title_words = 8;
  constexpr std::size_t digits = 6;
  out.slug = slug_of(out.title, title_words) + "-" + sha256_of(file).substr(0, digits);
  if (out.slug.starts_with('-')) out.slug = "postmortem" + out.slug;
  out.markdown = without_title(whole);
  out.html = html_of(out.markdown, render);
  render.load_image = options.load_image;
  out.page = render_page(redacted, render);
  out.hash = public_hash(postmortem);
  return out;
}

}  // namespace afterword
