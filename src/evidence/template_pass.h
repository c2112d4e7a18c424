#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "evidence/bytes.h"
#include "evidence/line_blocks.h"
#include "evidence/templates.h"

namespace afterword {

/// Lines to find templates in: a source that any thread may read anywhere, or a stream.
struct TemplateInput {
  std::shared_ptr<const ByteSource> source;
  std::shared_ptr<ByteStream> stream;
};

struct TemplateOptions {
  bool raw_lines = false;  ///< each line is a message; else headers of known notations are taken off
  bool assign = false;     ///< keep the number of each line's template: 4 bytes a line
  unsigned threads = 0;    ///< 0 = one a core
  std::function<void(std::uint64_t bytes)> progress;  ///< bytes of each block read; by one thread at a time
};

struct TemplateResult {
  TemplateMiner::Templates templates;
  std::vector<std::uint32_t> lines;  ///< fingerprint of each line in order, where asked for: an index into templates.of
  std::uint64_t line_count = 0;
};

/// Reads all lines on all cores and merges what was found. A file that is packed is unpacked. The result does not
/// depend on the number of threads.
[[nodiscard]] Result<TemplateResult> find_templates(std::span<const TemplateInput> inputs,
                                                    const TemplateOptions& options);

}  // namespace afterword
