#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = AFTERWORD_SOURCE_DIR;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> sources() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / "src"))
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// The table under "## Rooms": room → rooms it may include.
std::map<std::string, std::set<std::string>> read_table() {
  std::map<std::string, std::set<std::string>> table;
  std::istringstream in(read_file(root / "ARCHITECTURE.md"));
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line == "## Rooms";
    if (!inside || !line.starts_with("| ") || line.starts_with("| Room")) continue;
    std::istringstream cells(line.substr(1));
    std::string room, allowed;
    std::getline(cells, room, '|');
    std::getline(cells, allowed, '|');
    std::istringstream words(allowed);
    std::istringstream(room) >> room;
    auto& set = table[room];
    for (std::string word; words >> word;) set.insert(word);
  }
  return table;
}

TEST(House, the_table_of_rooms_names_every_folder_and_no_other) {
  std::set<std::string> folders, rows;
  for (const auto& entry : fs::directory_iterator(root / "src"))
    if (entry.is_directory()) folders.insert(entry.path().filename());
  for (const auto& [room, allowed] : read_table()) rows.insert(room);
  EXPECT_EQ(folders, rows);
}

TEST(House, no_file_includes_a_room_that_the_table_does_not_allow) {
  const auto table = read_table();
  int includes = 0;
  for (const fs::path& path : sources()) {
    const std::string room = *fs::relative(path, root / "src").begin();
    std::istringstream in(read_file(path));
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (!line.starts_with("#include \"")) continue;
      const std::string target = line.substr(10, line.find('/', 10) - 10);
      if (!table.contains(target)) continue;
      ++includes;
      EXPECT_TRUE(target == room || table.at(room).contains(target))
          << path.string() << ":" << number << ": error: " << room << " may not include " << target
          << " (ARCHITECTURE.md, Rooms)";
    }
  }
  EXPECT_GT(includes, 20);
}

TEST(House, the_map_is_short_enough_to_be_read) {
  const std::string text = read_file(root / "ARCHITECTURE.md");
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 250);
}

TEST(House, no_source_file_is_longer_than_600_lines) {
  for (const fs::path& path : sources()) {
    if (path.filename().string().starts_with("model")) continue;  // weights: data, not code
    const std::string text = read_file(path);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 600) << path.string() << ":1: error: split it by idea";
  }
}

/// Lines of the longest function, by the house's formatting: a body opens with a line that ends in "{" and does not
/// begin with white space, and closes with "}" in the first column (member functions in classes are short by habit).
TEST(House, no_function_is_longer_than_70_lines) {
  for (const fs::path& path : sources()) {
    if (path.extension() != ".cpp") continue;
    std::istringstream in(read_file(path));
    int number = 0, begin = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (begin == 0 && !line.empty() && line.back() == '{' && (std::isalpha(line[0]) != 0) &&
          !line.starts_with("namespace") && !line.starts_with("struct") && !line.starts_with("class") &&
          !line.starts_with("enum") && !line.starts_with("union") && !line.ends_with("= {") && !line.ends_with("{{"))
        begin = number;
      if (begin != 0 && line == "}") {
        EXPECT_LE(number - begin, 70) << path.string() << ":" << begin << ": error: this function has "
                                      << number - begin << " lines";
        begin = 0;
      }
      if (line == "};") begin = 0;
    }
  }
}

TEST(House, names_say_what_a_thing_is) {
  for (const fs::path& path : sources()) {
    const std::string stem = path.stem();
    for (const char* word : {"manager", "helper", "util", "common", "processor", "misc"})
      EXPECT_EQ(stem.find(word), std::string::npos) << path.string() << ":1: error: “" << word << "” says nothing";
  }
}

TEST(House, nothing_unfinished_is_left_in_the_code) {
  for (const fs::path& path : sources()) {
    std::istringstream in(read_file(path));
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      for (const std::string word : {"TO"
                                     "DO:",
                                     "TO"
                                     "DO(",
                                     "FIX"
                                     "ME",
                                     "XX"
                                     "X:",
                                     "not implem"
                                     "ented"})
        EXPECT_EQ(line.find(word), std::string::npos) << path.string() << ":" << number << ": error: " << word;
    }
  }
}

TEST(House, only_the_doors_touch_disk_and_terminal) {
  for (const fs::path& path : sources()) {
    const std::string room = *fs::relative(path, root / "src").begin();
    if (room == "cli" || path.filename().string().starts_with("disk")) continue;
    const std::string text = read_file(path);
    for (const char* header : {"<fstream>", "<iostream>", "<unistd.h>", "<filesystem>", "<ctime>"})
      if (!(room == "moment" && path.stem() == "tzif") && !(room == "workspace"))
        EXPECT_EQ(text.find(std::string("#include ") + header), std::string::npos)
            << path.string() << ":1: error: includes " << header;
  }
}

}  // namespace
