#include "workspace/paths.h"

namespace afterword {

std::string normalize_path(std::string_view path) {
  const std::size_t root = path.starts_with('/') ? 1 : 0;
  std::string out(path.substr(0, root));
  out.reserve(path.size());
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    const std::size_t last = out.rfind('/') + 1;  // where the last part begins; without a slash at 0
    if (part == ".." && last < out.size() && std::string_view(out).substr(last) != "..") {
      out.resize(last > root ? last - 1 : root);
    } else if (part != ".." || root == 0) {
      if (out.size() > root) out += '/';
      out += part;
    }
  }
  if (out.empty()) out = ".";
  return out;
}

std::string absolute_path(std::string_view folder, std::string_view path) {
  if (path.starts_with('/')) return normalize_path(path);
  return normalize_path(std::string(folder) + "/" + std::string(path));
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder == ".") return std::string(name);
  std::string out(folder);
  if (!out.ends_with('/')) out += '/';
  return out += name;
}

std::string relative_path(std::string_view folder, std::string_view path) {
  if (folder == "/") return std::string(path.substr(path.starts_with('/') ? 1 : 0));
  if (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/')
    return std::string(path.substr(folder.size() + 1));
  return std::string(path);
}

std::string show_path(std::string_view path) {
  const auto is_shown = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
  if (std::all_of(path.begin(), path.end(), is_shown)) return std::string(path);  // nearly every path and message
  std::string out;
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      constexpr char digits[] = "0123456789abcdef";
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::string uri_of_path(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      constexpr char digits[] = "0123456789ABCDEF";
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace afterword
