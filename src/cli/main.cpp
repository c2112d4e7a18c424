#include <cstdio>
#include <fstream>
#include <iterator>

#include "workspace/workspace.h"

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  std::ifstream in(argv[3], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  const auto pm = afterword::read(bytes, argv[3]);
  const std::string json = afterword::inspect_json(*pm);
  std::fwrite(json.data(), 1, json.size(), stdout);
  return 0;
}
