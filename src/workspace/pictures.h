#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "workspace/disk.h"

namespace afterword {

/// "a%20b.png?raw=true" names the file "a b.png".
[[nodiscard]] std::string file_of_address(std::string_view address);

/// Loads the pictures that lie beside a document, for pages that hold everything themselves. Only PNG, JPEG, GIF and
/// WebP, told by their first bytes, and only from below the document's folder or the working folder, so that a
/// stranger's text can't pull a file of ours into a page. What is not loaded becomes a link on the page.
class PictureLoader {
 public:
  /// `document` is the path as given; `budget` how many bytes of page the pictures may take together.
  PictureLoader(const Disk& disk, const std::string& document, std::string working_folder, std::size_t budget);

  /// A `data:image/…;base64,` address, or empty. Each call that succeeds takes its length from the budget.
  [[nodiscard]] std::string load(std::string_view path);
  /// Pictures that were asked for and exist, embedded or not.
  [[nodiscard]] std::size_t found() const { return found_; }
  /// How many of them were too large for what was left of the budget.
  [[nodiscard]] std::size_t too_large() const { return too_large_; }

 private:
  const Disk& disk_;
  std::string document_folder_, working_folder_;
  std::size_t budget_;
  std::size_t found_ = 0, too_large_ = 0;
};

}  // namespace afterword
