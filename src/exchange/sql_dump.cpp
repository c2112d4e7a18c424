#include "exchange/sql_dump.h"

#include <nlohmann/json.hpp>

#include "evidence/readers/json.h"
#include "text/ascii.h"

namespace afterword {
namespace {

using Columns = std::vector<std::string>;

void append_json_text(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t whole = std::min(text.find_first_not_of("0123456789"), text.size());
  if (whole == 0 || (whole > 1 && text[0] == '0')) return false;
  if (whole == text.size()) return true;
  const std::string_view part = text.substr(whole + 1);
  return text[whole] == '.' && !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
}

class DumpReader {
 public:
  explicit DumpReader(std::string_view sql)
      : sql_(sql),
        backslashes_(sql.substr(0, 4096).find("MySQL") != std::string_view::npos ||
                     sql.substr(0, 4096).find("MariaDB") != std::string_view::npos ||
                     sql.find('`') != std::string_view::npos) {}

  Result<std::string> read() {
    while (skip_blanks(), at_ < sql_.size() && !failed_) read_statement();
    if (failed_) return std::unexpected(*failed_);
    std::string out = "{";
    for (const Table& table : tables_) {
      if (table.rows.empty()) continue;
      if (out.size() > 1) out += ",";
      append_json_text(out, table.name);
      out += ":[" + table.rows + "]";
    }
    return out + "}";
  }

 private:
  struct Table {
    std::string name, rows;
    Columns columns;
  };

  Table& table(const std::string& name) {
    for (Table& known : tables_)
      if (known.name == name) return known;
    tables_.push_back({name, {}, {}});
    return tables_.back();
  }

  void fail(std::string message) {
    if (failed_) return;
    const auto line =
        std::count(sql_.begin(), sql_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, sql_.size())), '\n') + 1;
    failed_ = Error{ErrorKind::input, std::move(message), std::to_string(line), {}};
  }

  void skip_blanks() {
    while (at_ < sql_.size()) {
      const std::string_view rest = sql_.substr(at_);
      if (std::isspace(static_cast<unsigned char>(rest[0])) != 0 || rest[0] == ';') {
        ++at_;
      } else if (rest.starts_with("--") || rest.starts_with('#')) {
        at_ = std::min(sql_.find('\n', at_), sql_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t end = sql_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? sql_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  /// The next word in lower case; identifiers without their quotes and schema.
  std::string word() {
    skip_blanks();
    if (at_ >= sql_.size()) return {};
    std::string out;
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (c == '`' || c == '"') {
        const std::size_t end = sql_.find(c, at_ + 1);
        if (end == std::string_view::npos) {
          at_ = sql_.size();
          return out;
        }
        out += sql_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
      } else if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
        out += c;
        ++at_;
      } else if (c == '.' && !out.empty()) {
        out.clear();
        ++at_;
      } else {
        break;
      }
    }
    return out;
  }

  /// To the end of the statement, strings and brackets passed over.
  void skip_statement() {
    while (at_ < sql_.size() && sql_[at_] != ';') {
      if (sql_[at_] == '\'' || sql_[at_] == '"' || sql_[at_] == '`')
        skip_quoted();
      else
        ++at_;
    }
  }
  void skip_quoted() {
    const char quote = sql_[at_++];
    while (at_ < sql_.size() && sql_[at_] != quote) at_ += sql_[at_] == '\\' && backslashes_ ? 2 : 1;
    at_ = std::min(at_ + 1, sql_.size());
  }

  void read_statement() {
    const std::string verb = lower_ascii(word());
    if (verb == "create") {
      if (lower_ascii(word()) == "table") return read_create();
    } else if (verb == "insert") {
      if (lower_ascii(word()) == "into") return read_insert();
    } else if (verb == "copy") {
      return read_copy();
    }
    skip_statement();
  }

  void read_create() {
    std::string name = word();
    for (const std::string_view more : {"if", "not", "exists"})
      if (lower_ascii(name) == more) name = word();
    skip_blanks();
    if (at_ >= sql_.size() || sql_[at_] != '(') return skip_statement();
    ++at_;
    Columns columns;
    int depth = 1;
    bool begins = true;
    while (at_ < sql_.size() && depth > 0) {
      skip_blanks();
      if (at_ >= sql_.size()) break;
      if (begins) {
        const std::size_t before = at_;
        const std::string column = word();
        constexpr std::string_view not_columns[] = {"primary", "key",      "unique", "constraint", "index",
                                                    "foreign", "fulltext", "check",  "exclude",    "spatial"};
        const bool quoted = sql_[before] == '`' || sql_[before] == '"';
        const bool other =
            std::find(std::begin(not_columns), std::end(not_columns), lower_ascii(column)) != std::end(not_columns);
        if (!column.empty() && (quoted || !other)) columns.push_back(column);
        begins = false;
        if (at_ == before) ++at_;
        continue;
      }
      const char c = sql_[at_];
      if (c == '\'' || c == '"' || c == '`') {
        skip_quoted();
        continue;
      }
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (c == ',' && depth == 1) begins = true;
      ++at_;
    }
    table(name).columns = std::move(columns);
    skip_statement();
  }

  Columns read_columns() {
    Columns out;
    skip_blanks();
    if (at_ >= sql_.size() || sql_[at_] != '(') return out;
    ++at_;
    while (at_ < sql_.size() && sql_[at_] != ')') {
      const std::size_t before = at_;
      std::string column = word();
      if (!column.empty()) out.push_back(std::move(column));
      skip_blanks();
      if (at_ < sql_.size() && (sql_[at_] == ',' || at_ == before)) ++at_;
    }
    if (at_ < sql_.size()) ++at_;
    return out;
  }

  void read_insert() {
    const std::string name = word();
    Columns columns = read_columns();
    Table& into = table(name);
    if (columns.empty()) columns = into.columns;
    if (lower_ascii(word()) != "values") return skip_statement();
    while (!failed_) {
      skip_blanks();
      if (at_ >= sql_.size() || sql_[at_] != '(') break;
      ++at_;
      std::vector<std::string> values;
      while (!failed_ && at_ < sql_.size() && sql_[at_] != ')') {
        values.push_back(read_value());
        skip_spaces();
        if (at_ < sql_.size() && sql_[at_] == ',') ++at_;
      }
      if (at_ >= sql_.size()) return fail("the dump ends inside a row");
      ++at_;
      add_row(into, columns, values);
      skip_spaces();
      if (at_ >= sql_.size() || sql_[at_] != ',') break;
      ++at_;
    }
    skip_statement();
  }

  void skip_spaces() {
    while (at_ < sql_.size() && std::isspace(static_cast<unsigned char>(sql_[at_])) != 0) ++at_;
  }

  /// A value as JSON.
  std::string read_value() {
    skip_spaces();
    std::string out;
    if (sql_.substr(at_).starts_with("_binary ")) at_ += 8;
    if (at_ < sql_.size() && sql_[at_] == '\'') {
      append_json_text(out, read_quoted(backslashes_));
      return out;
    }
    if (at_ + 1 < sql_.size() && (sql_[at_] == 'E' || sql_[at_] == 'e') && sql_[at_ + 1] == '\'') {
      ++at_;
      append_json_text(out, read_quoted(true));
      return out;
    }
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < sql_.size() && (depth > 0 || (sql_[at_] != ',' && sql_[at_] != ')'))) {
      if (sql_[at_] == '\'') {
        skip_quoted();
        continue;
      }
      if (sql_[at_] == '(') ++depth;
      if (sql_[at_] == ')') --depth;
      ++at_;
    }
    std::string_view raw = sql_.substr(begin, at_ - begin);
    while (!raw.empty() && std::isspace(static_cast<unsigned char>(raw.back())) != 0) raw.remove_suffix(1);
    const std::string lower = raw.size() < 8 ? lower_ascii(raw) : std::string();
    if (lower == "null" || raw.empty()) return "null";
    if (lower == "true" || lower == "false") return lower;
    if (is_json_number(raw)) return std::string(raw);
    append_json_text(out, raw);
    return out;
  }

  std::string read_quoted(bool backslashes) {
    std::string out;
    ++at_;
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (c == '\'') {
        if (at_ + 1 >= sql_.size() || sql_[at_ + 1] != '\'') {
          ++at_;
          return out;
        }
        ++at_;
      } else if (c == '\\' && backslashes && at_ + 1 < sql_.size()) {
        out += unescaped(sql_[at_ + 1]);
        at_ += 2;
        continue;
      }
      out += c;
      ++at_;
    }
    fail("a text is not closed");
    return out;
  }

  static char unescaped(char c) {
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case '0':
        return '\0';
      case 'b':
        return '\b';
      default:
        return c;
    }
  }

  static void add_row(Table& into, const Columns& columns, const std::vector<std::string>& values) {
    if (!into.rows.empty()) into.rows += ",";
    into.rows += "{";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) into.rows += ",";
      append_json_text(into.rows, i < columns.size() ? columns[i] : "column_" + std::to_string(i + 1));
      into.rows += ":" + values[i];
    }
    into.rows += "}";
  }

  /// Rows of text, columns separated by tabs, up to a line `\.`.
  void read_copy() {
    const std::string name = word();
    const Columns columns = read_columns();
    const std::size_t line_end = sql_.find('\n', at_);
    const std::string head = lower_ascii(sql_.substr(at_, line_end - at_));
    if (line_end == std::string_view::npos || head.find("from stdin") == std::string::npos) return skip_statement();
    at_ = line_end + 1;
    Table& into = table(name);
    while (at_ < sql_.size()) {
      const std::size_t end = std::min(sql_.find('\n', at_), sql_.size());
      std::string_view line = sql_.substr(at_, end - at_);
      if (line.ends_with('\r')) line.remove_suffix(1);
      at_ = std::min(end + 1, sql_.size());
      if (line == "\\.") return;
      std::vector<std::string> values;
      for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t tab = std::min(line.find('\t', begin), line.size());
        values.push_back(copied_value(line.substr(begin, tab - begin)));
        begin = tab + 1;
      }
      add_row(into, columns, values);
    }
    fail("the dump ends inside the rows of " + name);
  }

  /// What a column of the type json holds.
  static bool is_json_object(std::string_view text) {
    if (!text.starts_with('{') || !text.ends_with('}')) return false;
    const JsonDocument document(text);
    return !document.fault() && document.wrong_lines() == 0 && document.root().end_byte() == text.size();
  }

  static std::string copied_value(std::string_view raw) {
    if (raw == "\\N") return "null";
    if (raw == "t") return "true";
    if (raw == "f") return "false";
    if (is_json_number(raw)) return std::string(raw);
    std::string text, out;
    for (std::size_t i = 0; i < raw.size(); ++i)
      text += raw[i] == '\\' && i + 1 < raw.size() ? unescaped(raw[++i]) : raw[i];
    if (is_json_object(text)) return text;
    append_json_text(out, text);
    return out;
  }

  std::string_view sql_;
  bool backslashes_;
  std::size_t at_ = 0;
  std::vector<Table> tables_;
  std::optional<Error> failed_;
};

}  // namespace

bool looks_like_sql_dump(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, 64 << 10));
  if (head.starts_with("# ")) return false;
  const bool begins = head.starts_with("--") || head.starts_with("/*") || head.starts_with("create ") ||
                      head.starts_with("insert ") || head.starts_with("copy ") || head.starts_with("drop ") ||
                      head.starts_with("set ") || head.starts_with("\nset ") || head.starts_with("begin");
  if (head.starts_with("---\n")) return false;
  return begins && contains_any(head, {"insert into ", "create table ", "from stdin"});
}

Result<std::string> sql_dump_as_json(std::string_view bytes) {
  return DumpReader(bytes).read();
}

}  // namespace afterword
