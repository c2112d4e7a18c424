// Shows how inputs are read: print_evidence FILE...
#include <fstream>
#include <iostream>
#include <iterator>

#include "evidence/print_evidence.h"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::cout << argv[i] << ": ";
    afterword::print_input(afterword::read_input(bytes, argv[i]), std::cout);
  }
}
