// How many logs of a folder are read: AFTERWORD_SAMPLE_LOGS=folder test_evidence --gtest_filter='SampleLogs*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "evidence/gather.h"
#include "evidence/input_set.h"
#include "evidence/instant.h"

namespace afterword {
namespace {

TEST(SampleLogs, nearly_every_line_that_begins_a_record_has_a_time) {
  const char* folder = std::getenv("AFTERWORD_SAMPLE_LOGS");
  if (folder == nullptr) GTEST_SKIP() << "AFTERWORD_SAMPLE_LOGS names no folder of logs";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::size_t read = 0, all = 0;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.empty()) continue;
    const NamedSource sources[] = {{path.filename(), 1'500'000'000, std::make_shared<MemorySource>(std::move(bytes))}};
    const Evidence evidence = gather(sources, {});
    const Input& input = evidence.inputs[0];
    const double share =
        input.records == 0 ? 0 : static_cast<double>(input.records) / static_cast<double>(input.records + input.unread);
    ++all;
    read += share >= 0.95 ? 1 : 0;
    std::cout << (share >= 0.95 ? "  read  " : "  -     ") << path.filename().string() << "  " << input.format << "  "
              << input.records << " records, " << input.unread << " lines without, "
              << (input.first ? write_instant(*input.first) : "") << " to "
              << (input.last ? write_instant(*input.last) : "") << "\n";
  }
  std::cout << read << " of " << all << " logs read\n";
  EXPECT_GE(read * 10, all * 7);
}

}  // namespace
}  // namespace afterword
