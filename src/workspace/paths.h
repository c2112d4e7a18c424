#pragma once
#include <string>
#include <string_view>

namespace afterword {

/// A path without `.`, `..` and double slashes, by its letters alone. "a/./b/../c" is "a/c"; nothing left is ".".
[[nodiscard]] std::string normalize_path(std::string_view path);
/// `path` seen from `folder` (the working folder, absolute), normalized.
[[nodiscard]] std::string absolute_path(std::string_view folder, std::string_view path);
/// The folder a path lies in: "/" for "/a", "." for "a".
[[nodiscard]] std::string folder_of(std::string_view path);
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);
/// An absolute path as seen from an absolute folder at or above it, or the path itself.
[[nodiscard]] std::string relative_path(std::string_view folder, std::string_view path);
/// A path for people: control characters as \n, \x1b …, so that no file name can paint a terminal.
[[nodiscard]] std::string show_path(std::string_view path);
/// A path as a relative or file URI: all but plain characters as %XX.
[[nodiscard]] std::string uri_of_path(std::string_view path);

}  // namespace afterword
