#include "evidence/json_line.h"

#include <simdjson.h>

namespace afterword {

using namespace simdjson;

struct JsonLineReader::State {
  ondemand::parser parser;
  std::string padded;

  void read_object(ondemand::object object, std::string_view prefix, int depth, StructuredFields& out);
  void read_value(ondemand::value value, std::string_view name, RoleOfField role, int depth, StructuredFields& out);
};

namespace {

constexpr int depth_max = 3;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

}  // namespace

void JsonLineReader::State::read_value(ondemand::value value, std::string_view name, RoleOfField role, int depth,
                                       StructuredFields& out) {
  ondemand::json_type type{};
  if (value.type().get(type) != SUCCESS) return;
  switch (type) {
    case ondemand::json_type::string: {
      std::string_view text;
      if (role.role != FieldRole::none && value.get_string().get(text) == SUCCESS) out.put(role, trim(text));
      break;
    }
    case ondemand::json_type::number:
      if (role.role != FieldRole::none && role.role != FieldRole::message) out.put(role, trim(value.raw_json_token()));
      break;
    case ondemand::json_type::object: {
      ondemand::object object;
      if (depth < depth_max && may_hold_roles(name) && value.get_object().get(object) == SUCCESS)
        read_object(object, name, depth + 1, out);
      break;
    }
    default:
      break;
  }
}

void JsonLineReader::State::read_object(ondemand::object object, std::string_view prefix, int depth,
                                        StructuredFields& out) {
  std::string name;
  for (auto field : object) {
    std::string_view key;
    ondemand::value value;
    if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS) return;
    if (prefix.empty()) {
      read_value(value, key, role_of_field(key), depth, out);
      continue;
    }
    name.assign(prefix);
    name += '.';
    name += key;
    read_value(value, name, role_of_field(name), depth, out);
  }
}

JsonLineReader::JsonLineReader() : state_(std::make_unique<State>()) {}
JsonLineReader::~JsonLineReader() = default;
JsonLineReader::JsonLineReader(JsonLineReader&&) noexcept = default;

bool JsonLineReader::read(std::string_view line, StructuredFields& out) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos || line[begin] != '{') return false;
  State& s = *state_;
  s.padded.assign(line);
  s.padded.append(SIMDJSON_PADDING, '\0');
  ondemand::document document;
  if (s.parser.iterate(s.padded.data(), line.size(), s.padded.size()).get(document) != SUCCESS) return false;
  ondemand::object object;
  if (document.get_object().get(object) != SUCCESS) return false;
  s.read_object(object, {}, 0, out);
  return true;
}

}  // namespace afterword
