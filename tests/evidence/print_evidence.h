#pragma once
#include <iosfwd>
#include <string>
#include <string_view>

#include "evidence/readers/readers.h"

namespace afterword {

struct ReadInput {
  std::string format;  ///< empty: nobody knows it
  int score = 0;
  Input input;
  Evidence evidence;
};

/// Recognises and reads one input, last changed at 2026-03-14T10:26:53Z.
ReadInput read_input(std::string_view bytes, std::string_view path);
/// One line for each thing read, with its line and size in the input.
void print_input(const ReadInput& read, std::ostream& out);

}  // namespace afterword
