#include "workspace/json_text.h"

#include "render/json_writer.h"

namespace afterword {

void append_json(std::string& out, std::string_view text) {
  append_json_string(out, text);
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

}  // namespace afterword
