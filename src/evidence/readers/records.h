#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "evidence/readers/csv.h"
#include "evidence/readers/json.h"

/// Records by any sensible names: what people export as JSON or CSV calls the same thing "timestamp", "created_at" or
/// "deployedAt". One table says what each name means; the readers of changes, alerts, spans and metrics ask by meaning.
namespace afterword {

enum class PayloadRole : std::uint8_t {
  none,
  time,
  end_time,
  acknowledged,
  duration,  ///< the name may end in its unit: see unit_of_name
  service,
  host,
  commit,
  version,
  from,
  to,
  flag,
  change,  ///< "off->on", "created"
  author,
  title,    ///< the shorter text
  message,  ///< the longer text
  files,
  diff,
  kind,
  id,
  setting,
  metric,
  value,
  threshold,
  alert,
  severity,
  status,
  trace,
  span,
  parent,
  operation,
  error,
  count_of_roles,
};

/// What the name of a member or column means. Case, dashes, dots and underlines do not matter.
[[nodiscard]] PayloadRole role_of(std::string_view name);

/// One record, its members by meaning. `others` are those that mean nothing to us, by their names.
struct PayloadRecord {
  std::array<std::string, static_cast<std::size_t>(PayloadRole::count_of_roles)> by_role;
  std::array<std::string, static_cast<std::size_t>(PayloadRole::count_of_roles)> names;  ///< the names they stood under
  std::vector<std::pair<std::string, std::string>> others;
  std::vector<std::string> files;
  std::size_t begin = 0, end = 0;

  [[nodiscard]] bool has(PayloadRole role) const { return !(*this)[role].empty(); }
  [[nodiscard]] const std::string& operator[](PayloadRole role) const {
    return by_role[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] const std::string& name_of(PayloadRole role) const { return names[static_cast<std::size_t>(role)]; }
  [[nodiscard]] std::string first_of(std::initializer_list<PayloadRole> roles) const;
};

/// Reads an object with what stands in it up to three levels down ("commit.author.date").
[[nodiscard]] PayloadRecord read_record(Json object);
/// One record a row, by the names of the columns.
[[nodiscard]] PayloadRecord read_record(const CsvRow& row, const std::vector<std::string>& columns);

/// The list of records that a document is: its values (JSON lines), the elements of its array, or the elements of the
/// first array of objects in it ("items", "deployments"), else the one object itself.
struct PayloadRecords {
  std::vector<Json> records;
  std::string name;   ///< the member that the list stood under
  bool lone = false;  ///< one object that is no list
};
/// At most `records_max` of them.
[[nodiscard]] PayloadRecords find_records(const JsonDocument& document, std::size_t records_max = 0xFFFF'FFFFu);

/// Calls `each` with every record of an input that is JSON or a table with a head line, until it returns false.
void for_each_record(std::string_view bytes, const JsonDocument* document,
                     const std::function<bool(const PayloadRecord&)>& each);

}  // namespace afterword
