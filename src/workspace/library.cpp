// The public library interface (include/afterword), in terms of the rooms.
#include <afterword/afterword.h>

#include "workspace/workspace.h"

namespace afterword::v1 {

namespace {

Span to_public(afterword::Span span) {
  return {span.begin, span.end};
}

Finding to_public(afterword::Finding&& from) {
  Finding out{std::move(from.rule),
              std::move(from.code),
              static_cast<Severity>(from.severity),
              to_public(from.span),
              from.line,
              from.column,
              std::move(from.message),
              {},
              std::move(from.help),
              {}};
  for (afterword::Note& note : from.notes)
    out.notes.push_back({std::move(note.message), to_public(note.span), note.line});
  for (afterword::Fix& fix : from.fixes) {
    Fix& to = out.fixes.emplace_back(std::move(fix.title), static_cast<Applicability>(fix.applicability));
    for (afterword::Edit& edit : fix.edits) to.edits.push_back({to_public(edit.span), std::move(edit.text)});
  }
  return out;
}

std::vector<Finding> check_with(const Postmortem& postmortem, const Settings& settings) {
  std::vector<Finding> out;
  afterword::Checked checked = afterword::check(postmortem.reading(), settings);
  for (afterword::Finding& finding : checked.findings) out.push_back(to_public(std::move(finding)));
  return out;
}

static_assert(static_cast<int>(Severity::error) == static_cast<int>(afterword::Severity::error));
static_assert(static_cast<int>(Applicability::has_placeholders) ==
              static_cast<int>(afterword::Applicability::has_placeholders));

}  // namespace

bool Postmortem::is_postmortem() const {
  return reading_->is_postmortem;
}
std::string Postmortem::title() const {
  return reading_->title.value_or(std::string());
}
std::string Postmortem::name() const {
  return reading_->document->file();
}

Postmortem parse(std::string_view markdown, std::string_view name) {
  constexpr std::size_t bytes_max = std::size_t{1} << 30;
  return Postmortem(afterword::read(std::string(markdown.substr(0, bytes_max)), std::string(name)));
}

std::vector<Finding> check(const Postmortem& postmortem) {
  return check_with(postmortem, Settings{});
}

std::expected<std::vector<Finding>, SettingsError> check(const Postmortem& postmortem, std::string_view settings_toml) {
  auto settings = read_settings(settings_toml, "settings");
  if (!settings)
    return std::unexpected(SettingsError{settings.error().message, settings.error().where, settings.error().help});
  return check_with(postmortem, *settings);
}

std::string inspect(const Postmortem& postmortem) {
  return inspect_json(postmortem.reading());
}

std::string render(const Postmortem& postmortem, const PageOptions& options) {
  RenderOptions to;
  to.audience = static_cast<afterword::Audience>(options.audience);
  std::vector<afterword::Finding> findings;
  if (options.with_findings) {
    findings = afterword::check(postmortem.reading(), Settings{}).findings;
    to.findings = &findings;
  }
  return render_page(postmortem.reading(), to);
}

static_assert(static_cast<int>(Audience::open) == static_cast<int>(afterword::Audience::public_));

}  // namespace afterword::v1
