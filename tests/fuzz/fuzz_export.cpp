// Any bytes as a report, exported for every program: what is JSON comes back to the byte, what is Markdown stays what
// it is, and Confluence's XHTML is nested as it should be.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/adf.h"
#include "exchange/export.h"
#include "exchange/postmortem_json.h"

namespace {

/// Every tag is closed by its own end, CDATA passed over.
void check_nesting(std::string_view xml) {
  std::vector<std::string_view> open;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    if (xml.substr(at).starts_with("<![CDATA[")) {
      at = xml.find("]]>", at);
      if (at == std::string_view::npos) std::abort();
      continue;
    }
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos) std::abort();
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) std::abort();
      open.pop_back();
    } else if (!tag.ends_with('/')) {
      open.push_back(name);
    }
    at = end;
  }
  if (!open.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace afterword;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const Postmortem report = read_postmortem(std::make_shared<const Document>(Document::read(text)));
  for (const ExportFormat format : {ExportFormat::jira, ExportFormat::notion})
    if (export_postmortem(report, format, {}).size() > 100 * size + 1000) std::abort();
  check_nesting(export_postmortem(report, ExportFormat::confluence, {}));
  const std::string json = export_postmortem(report, ExportFormat::json, {});
  const JsonDocument read(json);
  if (read.fault() || markdown_of_export(read.root()) != report.document->text().content()) std::abort();
  const std::string adf = export_postmortem(report, ExportFormat::adf, {});
  Payload payload(adf);
  if (payload.document().fault()) std::abort();
  if (read_adf(payload.document().root(), payload).kind != RichKind::document) std::abort();
  return 0;
}
