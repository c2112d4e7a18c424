#pragma once
#include <cstdint>
#include <expected>
#include <string>

namespace afterword {

/// What kind of trouble the outside world made. Each door maps a kind to its own code in one function
/// (exit status, HTTP status, JSON-RPC code).
enum class ErrorKind : std::uint8_t {
  usage,     ///< the request itself is wrong: an unknown option, a bad value
  input,     ///< what was named can't be read: missing, a folder, no permission, too large
  settings,  ///< a settings file is wrong
  output,    ///< what was asked for can't be written: full disk, read-only folder
  missing,   ///< something this needs is not installed
  internal,  ///< our own fault
};

/// Trouble in the outside world. A wrong *document* is never an error: it is read, and findings say what is wrong.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;  ///< what went wrong and why, lower case, no full stop
  std::string where;    ///< path, or path:line:column; may be empty
  std::string help;     ///< what to type next; may be empty
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace afterword
