#include "render/audience.h"
namespace afterword {
std::string redact_text(const Postmortem& pm) {
  return std::string(pm.document->text().content());
}
Postmortem redact(const Postmortem& pm, const ReadingOptions& options) {
  return read_postmortem(std::make_shared<const Document>(Document::read(redact_text(pm), pm.document->file())),
                         options);
}
}  // namespace afterword
