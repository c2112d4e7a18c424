#pragma once
#include "search/site_index.h"
#include "site/card.h"

namespace afterword {

/// A report as the site's search shows it, in plain text.
[[nodiscard]] SiteSearchRow search_row(const Card& card);

}  // namespace afterword
