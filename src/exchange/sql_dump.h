#pragma once
#include <string>
#include <string_view>

#include "base/error.h"

namespace afterword {

/// Whether a text is a dump of a database: MySQL's (INSERT INTO) or PostgreSQL's (COPY … FROM stdin, or INSERT INTO).
[[nodiscard]] bool looks_like_sql_dump(std::string_view bytes);

/// The rows of a dump as JSON: `{"table": [{"column": value, …}, …], …}`, tables and rows in their order. Columns come
/// from CREATE TABLE or the statement itself; without either they are called column_1, …. A JSON object in a
/// column of PostgreSQL's COPY is one here too. An error names the line.
[[nodiscard]] Result<std::string> sql_dump_as_json(std::string_view bytes);

}  // namespace afterword
