#pragma once
#include <string_view>

#include "evidence/readers/readers.h"

namespace afterword {

/// Messages pasted from a chat, one a line: `[2026-03-14 12:03] name: text`.
[[nodiscard]] int recognise_chat_paste(std::string_view head, std::string_view path);
void read_chat_paste(std::string_view bytes, const ReaderContext& context, Input& input, Evidence& evidence);

}  // namespace afterword
