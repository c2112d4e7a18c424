// Nothing is dropped silently: whatever value stands anywhere in an export is in a report or told as having no place.
// Each value of each fixture is replaced in turn by one that is nowhere else, which must then be found again.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "exchange/import.h"
#include "exchange/origin.h"
#include "exchange/sql_dump.h"
#include "expected.h"
#include "text/ascii.h"

namespace afterword {
namespace {

using Value = nlohmann::ordered_json;

constexpr std::string_view marker = "zqx17marker";

/// The fixture's values: one, or one a line. A dump is what it becomes.
std::vector<Value> read_fixture(const std::filesystem::path& path) {
  std::string text = read_source_file(path);
  if (path.extension() == ".sql") text = sql_dump_as_json(text).value();
  std::vector<Value> out;
  if (path.extension() == ".ndjson") {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      out.push_back(Value::parse(text.substr(at, end - at)));
      at = end + 1;
    }
  } else {
    out.push_back(Value::parse(text));
  }
  return out;
}

std::string written(const std::vector<Value>& values) {
  std::string out;
  for (const Value& value : values) out += value.dump() + "\n";
  return out;
}

/// Everything that an import says, in lower case.
std::string told(const std::string& text) {
  const ImportInput input{"export.json", text};
  const ImportResult result = import_incidents({&input, 1});
  std::string out;
  for (const ImportedReport& report : result.reports) out += report.name + report.bytes;
  for (const ReadInput& read : result.inputs)
    for (const Unplaced& value : read.unplaced) out += value.path + " " + value.value + "\n";
  for (const Error& error : result.errors) out += error.message;
  return lower_ascii(out);
}

/// Calls `each` with every value inside, by its address.
void for_each_inside(Value& value, const std::function<void(Value&)>& each) {
  if (!value.is_structured()) return;
  for (auto& child : value) {
    each(child);
    for_each_inside(child, each);
  }
}

std::vector<std::filesystem::path> structured_fixtures() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(AFTERWORD_SOURCE_DIR) / "tests/fixtures/exchange"))
    if (const auto ending = entry.path().extension(); ending == ".json" || ending == ".ndjson" || ending == ".sql")
      out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// Where a replaced value left the document without any incident, the whole input is told instead.
bool is_told(const std::string& said, std::string_view what) {
  return said.find(what) != std::string::npos || said.find("nothing in it is an incident") != std::string::npos;
}

TEST(NothingLost, every_text_and_number_is_in_a_report_or_told) {
  for (const auto& path : structured_fixtures()) {
    std::vector<Value> values = read_fixture(path);
    std::size_t tried = 0;
    for (Value& value : values) {
      for_each_inside(value, [&](Value& leaf) {
        if (leaf.is_structured() || leaf.is_boolean()) return;
        const Value before = leaf;
        leaf = before.is_number() ? Value(918273645) : Value("Zqx17marker");
        EXPECT_TRUE(is_told(told(written(values)), before.is_number() ? "918273645" : marker) ||
                    (before.is_number() && told(written(values)).find("1999-02-06") != std::string::npos))
            << path.filename() << ": " << before.dump();
        leaf = before;
        ++tried;
      });
    }
    EXPECT_GT(tried, 10U) << path;
  }
}

TEST(NothingLost, a_flag_that_is_turned_round_changes_what_is_told) {
  for (const auto& path : structured_fixtures()) {
    std::vector<Value> values = read_fixture(path);
    const std::string before = told(written(values));
    for (Value& value : values) {
      for_each_inside(value, [&](Value& leaf) {
        if (!leaf.is_boolean()) return;
        leaf = !leaf.get<bool>();
        EXPECT_NE(told(written(values)), before) << path.filename();
        leaf = !leaf.get<bool>();
      });
    }
  }
}

TEST(NothingLost, a_member_that_nobody_knows_is_told_wherever_it_stands) {
  for (const auto& path : structured_fixtures()) {
    std::vector<Value> values = read_fixture(path);
    for (Value& value : values) {
      for_each_inside(value, [&](Value& object) {
        if (!object.is_object()) return;
        object["unknown_member"] = "Zqx17marker";
        EXPECT_TRUE(is_told(told(written(values)), marker)) << path.filename() << ": " << object.dump();
        object.erase("unknown_member");
      });
    }
  }
}

TEST(NothingLost, a_value_of_another_kind_than_documented_is_told_too) {
  for (const auto& path : structured_fixtures()) {
    std::vector<Value> values = read_fixture(path);
    for (Value& value : values) {
      for_each_inside(value, [&](Value& leaf) {
        const Value before = leaf;
        for (const Value& other : {Value{{"inner", {{"deeper", "Zqx17marker"}}}}, Value::array({"Zqx17marker"})}) {
          leaf = other;
          EXPECT_TRUE(is_told(told(written(values)), marker))
              << path.filename() << ": " << before.dump().substr(0, 200) << "\nbecame " << other.dump();
        }
        leaf = before;
      });
    }
  }
}

TEST(NothingLost, a_value_that_is_missing_leaves_a_report_that_is_whole) {
  for (const auto& path : structured_fixtures()) {
    std::vector<Value> values = read_fixture(path);
    for (Value& value : values) {
      for_each_inside(value, [&](Value& inside) {
        const Value before = std::exchange(inside, nullptr);
        const std::string text = written(values);
        const ImportInput input{"export.json", text};
        for (const ImportedReport& report : import_incidents({&input, 1}).reports) {
          EXPECT_TRUE(read_origin(report.bytes).known()) << path.filename() << ": without " << before.dump();
          for (const std::string_view heading : {"\n# ", "\n## Issue Summary\n", "\n## Timeline\n", "\n## Root Cause "})
            EXPECT_NE(report.bytes.find(heading), std::string::npos)
                << path.filename() << ": without " << before.dump();
        }
        inside = before;
      });
    }
  }
}

}  // namespace
}  // namespace afterword
