#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Reads a file of the source tree; empty if it is missing.
inline std::string read_source_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Compares with the text of a file of expectations. UPDATE_EXPECTED=1 in the environment rewrites it instead; then
/// `git diff` shows what changed.
inline void expect_text(const std::filesystem::path& expected, const std::string& actual) {
  if (std::getenv("UPDATE_EXPECTED") != nullptr) {
    std::ofstream(expected, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(read_source_file(expected), actual) << expected.string() << " (UPDATE_EXPECTED=1 rewrites it)";
}
