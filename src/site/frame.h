#pragma once
#include <string>
#include <string_view>

#include "render/page.h"
#include "site/card.h"

namespace afterword {

/// What the head of a page says of it.
struct PageWords {
  std::string_view address;  ///< of the page's file, from the site's root: "services/checkout.html"
  std::string_view title, about;
  std::string_view picture;  ///< file of its preview, from the root; may be empty
  std::string_view current;  ///< the room of the navigation it stands in: "archive", "services", …
  bool article = false;
};

/// Nothing runs on a page of a site, and nothing is loaded but what is the site's own. `connect-src` lets a checker
/// such as Lighthouse ask for robots.txt from within the page. A page that is to do more brings another policy in its
/// place.
inline constexpr std::string_view site_policy =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; img-src 'self' "
    "data:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";

/// The page that searches runs the site's own script, which loads the site's own index.
inline constexpr std::string_view search_policy =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; script-src "
    "'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n";

/// "" for a page at the root, "../" for one a folder below: every link of a site begins with it, so the site works in
/// any folder and without a server.
[[nodiscard]] std::string root_of(std::string_view address);

/// Head without <title>, header with navigation, footer.
[[nodiscard]] PageFrame frame_of(const PageWords& words, const SiteOptions& options);

/// A whole page around `body`, which stands inside <main>.
[[nodiscard]] std::string page_around(const PageWords& words, std::string_view body, const SiteOptions& options);

/// The one style sheet of a site.
[[nodiscard]] std::string site_style();

}  // namespace afterword
