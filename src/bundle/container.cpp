#include "bundle/container.h"

#include <algorithm>
#include <charconv>

#include "evidence/sha256.h"

namespace afterword {
namespace {

constexpr std::size_t block = 512, name_bytes_max = 99, hash_digits = 64;
constexpr std::string_view sums_name = "SHA256SUMS", signature_name = "SIGNATURE";
constexpr std::string_view format_mark = "# afterword.bundle/", version = "1";

std::unexpected<BundleFault> fault(BundleTrouble trouble, std::string message) {
  return std::unexpected(BundleFault{trouble, std::move(message)});
}

bool is_good_name(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_max && name != "." && name != ".." && name != sums_name &&
         name != signature_name && !name.starts_with(' ') && std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '/' || c == '\\';
         });
}

void put_octal(std::string& header, std::size_t at, std::size_t digits, std::uint64_t value) {
  for (std::size_t i = digits; i-- > 0; value >>= 3U) header[at + i] = static_cast<char>('0' + (value & 7U));
}

/// A header of POSIX tar (ustar): a plain file that everybody may read, of no time and nobody.
std::string header_of(std::string_view name, std::uint64_t size) {
  constexpr std::size_t mode_at = 100, owner_at = 108, group_at = 116, size_at = 124, time_at = 136, sum_at = 148,
                        type_at = 156, magic_at = 257;
  std::string out(block, '\0');
  std::copy(name.begin(), name.end(), out.begin());
  put_octal(out, mode_at, 7, 0644);
  put_octal(out, owner_at, 7, 0);
  put_octal(out, group_at, 7, 0);
  put_octal(out, size_at, 11, size);
  put_octal(out, time_at, 11, 0);
  out[type_at] = '0';
  out.replace(magic_at, 8, std::string_view("ustar\00000", 8));
  std::fill_n(out.begin() + sum_at, 8, ' ');
  std::uint64_t sum = 0;
  for (const char c : out) sum += static_cast<unsigned char>(c);
  put_octal(out, sum_at, 6, sum);
  out[sum_at + 6] = '\0';
  return out;
}

void append_entry(std::string& out, std::string_view name, std::string_view bytes) {
  out += header_of(name, bytes.size());
  out += bytes;
  out.append((block - bytes.size() % block) % block, '\0');
}

/// Takes entries off the front of an archive.
class Entries {
 public:
  explicit Entries(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const {
    return rest_.size() >= block && rest_.substr(0, block) == std::string(block, '\0');
  }
  /// Whether two empty blocks end it and nothing follows.
  [[nodiscard]] bool ends_well() const { return rest_ == std::string(2 * block, '\0'); }
  [[nodiscard]] bool ends_early() const { return rest_.size() < 2 * block; }

  std::expected<BundleFile, BundleFault> next() {
    if (rest_.size() < block) return fault(BundleTrouble::truncated, "it ends in the middle");
    BundleFile out;
    out.name = std::string(rest_.substr(0, std::min(rest_.find('\0'), name_bytes_max + 1)));
    std::uint64_t size = 0;
    constexpr std::size_t size_at = 124, size_digits = 11;
    const std::string_view digits = rest_.substr(size_at, size_digits);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + size_digits, size, 8);
    if (error != std::errc() || end != digits.data() + size_digits || out.name.size() > name_bytes_max ||
        rest_.substr(0, block) != header_of(out.name, size))
      return fault(BundleTrouble::malformed, "the head of a file in it is not as a bundle's is");
    rest_.remove_prefix(block);
    const std::uint64_t padded = (size + block - 1) / block * block;
    if (padded > rest_.size()) return fault(BundleTrouble::truncated, "it ends in the middle of " + out.name);
    out.bytes = std::string(rest_.substr(0, size));
    if (rest_.substr(size, padded - size).find_first_not_of('\0') != std::string_view::npos)
      return fault(BundleTrouble::malformed, "bytes stand behind " + out.name + " that belong to no file");
    rest_.remove_prefix(padded);
    return out;
  }

 private:
  std::string_view rest_;
};

/// "key BASE64\nsignature BASE64\n"
bool read_signature(std::string_view text, Bundle& out) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.ends_with('\n')) return false;
  const std::string_view first = text.substr(0, end), second = text.substr(end + 1, text.size() - end - 2);
  constexpr std::string_view key = "key ed25519:", signature = "signature ";
  if (!first.starts_with(key) || !second.starts_with(signature) || second.find('\n') != std::string_view::npos)
    return false;
  out.key = first.substr(key.size());
  out.signature = second.substr(signature.size());
  return true;
}

/// Holds the files against the list; the first thing that is wrong.
std::expected<void, BundleFault> hold_against_sums(const Bundle& bundle) {
  std::string_view rest = std::string_view(bundle.sums).substr(bundle.sums.find('\n') + 1);
  std::size_t listed = 0;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || end < hash_digits + 3 || rest.substr(hash_digits, 2) != "  ")
      return fault(BundleTrouble::malformed, "its list of hashes can't be read");
    const std::string_view line = rest.substr(0, end), name = line.substr(hash_digits + 2);
    rest.remove_prefix(end + 1);
    if (listed >= bundle.files.size() || bundle.files[listed].name != name) {
      const bool is_there = std::any_of(bundle.files.begin(), bundle.files.end(),
                                        [name](const BundleFile& file) { return file.name == name; });
      if (is_there) return fault(BundleTrouble::malformed, "its files stand in another order than was sealed");
      return fault(BundleTrouble::missing, std::string(name) + " was sealed and is not in it");
    }
    if (sha256_of(bundle.files[listed].bytes) != line.substr(0, hash_digits))
      return fault(BundleTrouble::changed, std::string(name) + " was changed after it was sealed");
    ++listed;
  }
  if (listed < bundle.files.size())
    return fault(BundleTrouble::unlisted, bundle.files[listed].name + " is in it and was not sealed");
  return {};
}

}  // namespace

Result<std::string> write_sums(const std::vector<BundleFile>& files) {
  std::string out = std::string(format_mark) + std::string(version) + "\n";
  for (const BundleFile& file : files) {
    if (!is_good_name(file.name))
      return std::unexpected(Error{ErrorKind::input,
                                   "`" + file.name + "` can't be the name of a file in a bundle",
                                   {},
                                   "give it a name of at most 99 bytes without control characters and backslashes"});
    out += sha256_of(file.bytes) + "  " + file.name + "\n";
  }
  return out;
}

std::string write_bundle(const std::vector<BundleFile>& files, std::string_view sums, std::string_view key_base64,
                         std::string_view signature_base64) {
  std::string out;
  append_entry(out, sums_name, sums);
  append_entry(out, signature_name,
               "key ed25519:" + std::string(key_base64) + "\nsignature " + std::string(signature_base64) + "\n");
  for (const BundleFile& file : files) append_entry(out, file.name, file.bytes);
  return out + std::string(2 * block, '\0');
}

std::expected<Bundle, BundleFault> read_bundle(std::string_view bytes) {
  const std::string not_ours = "it is no bundle that `afterword bundle` wrote";
  const std::string_view begin = bytes.substr(0, std::min(sums_name.size() + 1, bytes.size()));
  if (begin != std::string_view("SHA256SUMS\0", 11))
    return fault(bytes.empty() ? BundleTrouble::truncated : BundleTrouble::not_a_bundle,
                 bytes.empty() ? "it is empty" : not_ours);
  Entries entries(bytes);
  Bundle out;
  const auto sums = entries.next();
  if (!sums) return std::unexpected(sums.error());
  out.sums = sums->bytes;
  if (!out.sums.starts_with(format_mark)) return fault(BundleTrouble::not_a_bundle, not_ours);
  const std::string_view line = std::string_view(out.sums).substr(0, out.sums.find('\n'));
  if (line.substr(format_mark.size()) != version)
    return fault(BundleTrouble::newer, "it is of version " + std::string(line.substr(format_mark.size(), 8)) +
                                           " of the format, which this program does not know");
  const auto signature = entries.next();
  if (!signature) return std::unexpected(signature.error());
  if (signature->name != signature_name || !read_signature(signature->bytes, out))
    return fault(BundleTrouble::malformed, "its signature can't be read");
  while (!entries.at_end()) {
    auto file = entries.next();
    if (!file) return std::unexpected(file.error());
    const bool twice = std::any_of(out.files.begin(), out.files.end(),
                                   [&](const BundleFile& each) { return each.name == file->name; });
    if (!is_good_name(file->name) || twice)
      return fault(BundleTrouble::malformed, "a file in it has a name that no bundle gives");
    out.files.push_back(std::move(*file));
  }
  if (entries.ends_early()) return fault(BundleTrouble::truncated, "its end is missing");
  if (!entries.ends_well()) return fault(BundleTrouble::malformed, "bytes follow behind its end");
  if (out.sums.find('\n') == std::string::npos) return fault(BundleTrouble::malformed, "its list of hashes is empty");
  if (const auto good = hold_against_sums(out); !good) return std::unexpected(good.error());
  if (out.files.empty()) return fault(BundleTrouble::malformed, "there is no document in it");
  return out;
}

}  // namespace afterword
