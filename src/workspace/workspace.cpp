#include "workspace/workspace.h"

namespace afterword {
std::shared_ptr<const Postmortem> read(std::string bytes, std::string file, const ReadingOptions& options) {
  auto document = std::make_shared<const Document>(Document::read(std::move(bytes), std::move(file)));
  return std::make_shared<const Postmortem>(read_postmortem(std::move(document), options));
}
}  // namespace afterword
