#include "exchange/payload.h"

#include "exchange/adf.h"
#include "exchange/prose_field.h"

namespace afterword {
namespace {

constexpr std::size_t shown_bytes_max = 200;

std::string_view blanks_trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

bool is_leaf(Json value) {
  return value.is_string() || value.is_number() || value.kind() == JsonKind::boolean;
}

std::string cut_value(Json value) {
  // Decoding a value of a gigabyte to show its beginning would be a waste.
  std::string out = value.end_byte() - value.begin_byte() > value_bytes_max
                        ? std::string(value.raw().substr(1, shown_bytes_max))
                        : value.text();
  if (out.size() <= shown_bytes_max) return out;
  std::size_t end = shown_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

/// Walks all leaves without recursion; paths are built as it goes.
class LeafWalk {
 public:
  template <class Visit>
  static void walk(Json root, std::size_t values, Visit visit) {
    struct Level {
      Json::Iterator at, end;
      bool list;
      std::size_t index = 0, path = 0;
    };
    std::string path;
    std::vector<Level> levels{{root.begin(), root.end(), true}};
    while (!levels.empty()) {
      Level& level = levels.back();
      path.resize(level.path);
      if (level.at == level.end) {
        levels.pop_back();
        continue;
      }
      const Json value = *level.at;
      ++level.at;
      const std::size_t index = level.index++;
      if (levels.size() == 1) {
        if (values > 1) path += "[" + std::to_string(index) + "]";
      } else if (level.list) {
        path += "[" + std::to_string(index) + "]";
      } else {
        append_key(path, value.key());
      }
      if (value.is_object() || value.is_array())
        levels.push_back({value.begin(), value.end(), value.is_array(), 0, path.size()});
      else
        visit(value, path);
    }
  }

 private:
  static void append_key(std::string& path, const std::string& key) {
    const bool plain =
        !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$:@") ==
                            std::string::npos;
    if (plain) {
      if (!path.empty()) path += '.';
      path += key;
      return;
    }
    path += "[\"";
    for (const char c : key) {
      if (c == '"' || c == '\\') path += '\\';
      path += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    }
    path += "\"]";
  }
};

}  // namespace

std::string Payload::take(Json value) {
  if (!is_leaf(value)) return {};
  if (value.end_byte() - value.begin_byte() > value_bytes_max) return {};
  std::string text = value.text();
  const std::string_view trimmed = blanks_trimmed(text);
  if (trimmed.empty()) return {};
  mark(value);
  return std::string(trimmed);
}

std::string Payload::take_first(Json object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (std::string text = take(object[key]); !text.empty()) return text;
  return {};
}

std::string Payload::take_name(Json value) {
  if (!value.is_object()) return take(value);
  return take_first(value,
                    {"name", "summary", "full_name", "title", "label", "display_name", "slug", "email", "username"});
}

std::string Payload::take_names(Json list) {
  if (!list.is_array()) return take_name(list);
  std::string out;
  for (const Json element : list) {
    const std::string name = take_name(element);
    if (!name.empty()) out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

ImportedTime Payload::take_time(Json value) {
  ImportedTime time = read_imported_time(take(value));
  if (time.fraction) leave_out(value, "fraction of a second");
  // "0001-01-01T00:00:00Z" says that there is none, which the report says by saying nothing.
  return time;
}

std::string Payload::take_prose(Json value) {
  return prose_of_field(take(value));
}

std::string Payload::take_adf(Json value) {
  if (value.is_object()) return write_rich_markdown(read_adf(value, *this));
  return take_prose(value);
}

void Payload::take_same(Json value, std::string_view placed) {
  if (is_leaf(value) && value.end_byte() - value.begin_byte() <= value_bytes_max &&
      blanks_trimmed(value.text()) == placed)
    mark(value);
}

void Payload::leave_out(Json value, std::string_view why) {
  left_out_.emplace_back(value.begin_byte(), why);
}

std::vector<Unplaced> Payload::unplaced() const {
  std::vector<Unplaced> out;
  std::size_t values = 0;
  for (const Json value : document_.values()) {
    (void)value;
    if (++values > 1) break;
  }
  std::unordered_map<std::size_t, std::string_view> left_out(left_out_.begin(), left_out_.end());
  LeafWalk::walk(document_.values(), values, [&](Json value, const std::string& path) {
    if (value.kind() == JsonKind::null || value.kind() == JsonKind::absent) return;
    const auto part = left_out.find(value.begin_byte());
    if (is_taken(value) && part == left_out.end()) return;
    const std::uint64_t bytes = value.end_byte() - value.begin_byte();
    const bool long_value = bytes > value_bytes_max;
    if (!long_value && blanks_trimmed(value.text()).empty()) return;
    Unplaced row{path, cut_value(value), bytes, {}};
    if (part != left_out.end()) row.why = part->second;
    if (long_value) row.why = "longer than 4 MB";
    out.push_back(std::move(row));
  });
  return out;
}

}  // namespace afterword
