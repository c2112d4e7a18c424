// Prints how a document is read, for people who work on it: `print_lines FILE…`, `print_lines --tree FILE…`.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "document/print.h"

int main(int argc, char** argv) {
  bool tree = false;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--tree") {
      tree = true;
      continue;
    }
    std::ifstream in(name, std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "%s: can't be read\n", argv[i]);
      return 2;
    }
    const auto document = afterword::Document::read({std::istreambuf_iterator<char>(in), {}}, name);
    std::fputs((tree ? print_tree(document) : print_lines(document)).c_str(), stdout);
  }
  return 0;
}
