#include "workspace/pictures.h"

#include "workspace/paths.h"

namespace afterword {
namespace {

std::string_view picture_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return {};
}

std::string base64_of(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : letters[group >> (18 - 6 * k) & 63];
  }
  return out;
}

}  // namespace

std::string file_of_address(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const bool escape =
        address[i] == '%' && i + 2 < address.size() && digit(address[i + 1]) >= 0 && digit(address[i + 2]) >= 0;
    out += escape ? static_cast<char>(digit(address[i + 1]) * 16 + digit(address[i + 2])) : address[i];
    if (escape) i += 2;
  }
  return out;
}

namespace {

bool lies_below(std::string_view path, std::string_view folder) {
  return folder == "/" || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

}  // namespace

PictureLoader::PictureLoader(const Disk& disk, const std::string& document, std::string working_folder,
                             std::size_t budget)
    : disk_(disk), working_folder_(std::move(working_folder)), budget_(budget) {
  document_folder_ = document == "-" ? working_folder_ : folder_of(absolute_path(working_folder_, document));
}

std::string PictureLoader::load(std::string_view path) {
  const std::string name = file_of_address(path);
  if (name.empty() || name.find('\0') != std::string::npos) return {};
  const std::string file = absolute_path(document_folder_, name);
  if (!lies_below(file, document_folder_) && !lies_below(file, working_folder_)) return {};
  if (disk_.kind_of(file) != FileKind::file) return {};
  const Result<std::string> bytes = disk_.read_file(file);
  if (!bytes) return {};
  const std::string_view type = picture_type(*bytes);
  if (type.empty()) return {};
  ++found_;
  std::string address = "data:" + std::string(type) + ";base64,";
  if (address.size() + bytes->size() / 3 * 4 + 4 > budget_) {
    ++too_large_;
    return {};
  }
  address += base64_of(*bytes);
  budget_ -= address.size();
  return address;
}

}  // namespace afterword
