#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace {

/// The name that a line at the edge of a header defines a type by; empty for declarations and everything else.
std::string defined_type(const std::string& line) {
  for (const std::string keyword : {"struct ", "class "}) {
    if (!line.starts_with(keyword) || line.find('{') == std::string::npos) continue;
    const std::string rest = line.substr(keyword.size());
    const std::string name = rest.substr(0, rest.find_first_of(" {<"));
    return name.find("::") == std::string::npos ? name : std::string();
  }
  return {};
}

/// Two types of one name in one namespace link without a word and then overwrite each other's memory.
TEST(House, a_type_of_a_header_has_a_name_of_its_own) {
  const std::filesystem::path folder = std::string(AFTERWORD_SOURCE_DIR) + "/src";
  std::map<std::string, std::string> known;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    std::string space;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("namespace ")) space = line;
      const std::string name = defined_type(line);
      if (name.empty()) continue;
      const auto [found, is_new] = known.try_emplace(space + name, entry.path().string());
      EXPECT_TRUE(is_new) << entry.path().string() << ":1: error: " << name << " is defined in " << found->second
                          << " too";
    }
  }
  EXPECT_GT(known.size(), 100u);
}

}  // namespace
