#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "connect/repository.h"
#include "evidence/bytes.h"
#include "evidence/line_blocks.h"

namespace afterword {

/// Opens what is named, each file once: files, folders (walked in order of names, rotated logs the oldest first; hidden
/// files are left out; what can't be read, and links, become sources that say why when they are read), "-" for
/// standard input, which is held in memory. Of a folder that is a git repository's only the commits are
/// read, as one source: what stands in its files is no evidence of an outage. A server
/// ("prometheus+http://host:9090?query=up") is asked: nothing else here touches the network. `leave_out` is a folder
/// that is not walked: our own output; may be empty.
[[nodiscard]] Result<std::vector<NamedSource>> open_sources(const std::vector<std::string>& paths,
                                                            const HistoryOptions& history,
                                                            const std::string& leave_out = {});

/// Standard input as it comes, for what need not be read twice.
[[nodiscard]] std::shared_ptr<ByteStream> open_standard_input();

/// One file, opened for reading anywhere in it by any number of threads.
[[nodiscard]] Result<NamedSource> open_file(const std::string& path);

}  // namespace afterword
