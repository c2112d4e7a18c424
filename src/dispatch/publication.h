#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "check/settings.h"
#include "postmortem/postmortem.h"

namespace afterword {

/// Where a report was published, when, and what: an element of `published:` in its front matter.
struct Publication {
  std::string url;
  std::string date;  ///< "2026-11-30"
  std::string hash;  ///< public_hash of what was published
};
[[nodiscard]] std::vector<Publication> publications_of(const Postmortem& postmortem);

/// "sha256:…" of the text that the public may see, without its front matter: it changes when that text does, and only
/// then.
[[nodiscard]] std::string public_hash(const Postmortem& postmortem);

/// A report made ready for people outside. Everything here was made from the redacted text.
struct Post {
  std::string title;     ///< plain, one line
  std::string slug;      ///< "checkout-was-down-3f2a9c": from the title and the file's name
  std::string markdown;  ///< without the title
  std::string html;      ///< the same, as elements that every blog takes: no style, no script, nothing loaded
  std::string page;      ///< a whole page
  std::string hash;      ///< public_hash
  std::size_t pictures_left_out = 0;  ///< of `markdown` and `html`: a word stands for each
};

struct PostOptions {
  ReadingOptions reading;
  std::function<std::string(std::string_view path)> load_image;  ///< for `page`, as RenderOptions has it
};

/// An error of kind `input` where everything is internal, where nothing is left that reads as a postmortem, and where
/// what is left holds what a rule of security calls an error, such as a password: then nothing may be sent.
[[nodiscard]] Result<Post> make_post(const Postmortem& postmortem, const Settings& settings,
                                     const PostOptions& options);

/// The report's bytes with the publication in its front matter: in place of the one with the same address, else
/// as the last. Front matter is made where there is none. No other byte changes; the result is read again. An error of
/// kind `input` where `published` stands there in another form.
[[nodiscard]] Result<std::string> record_publication(const std::string& bytes, const std::string& path,
                                                     const Publication& publication);

}  // namespace afterword
