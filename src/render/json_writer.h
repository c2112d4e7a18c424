#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

/// Writes JSON for people and machines, indented by two, straight into a string: no tree of it is built. Calls follow
/// the document; a value behind `key` is a member, else an element.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  JsonWriter& key(std::string_view name);

  void text(std::string_view value);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();
  void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void step();

  std::string& out_;
  unsigned depth_ = 0;
  bool first_ = true;  ///< nothing stands in this object or array yet
  bool keyed_ = false;
};

/// Appends a JSON string. Bytes that are no UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace afterword
