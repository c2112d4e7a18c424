#pragma once
#include <string_view>

namespace afterword {

/// Whether an address has the shape of a ticket's: …/issues/12, …/browse/OPS-12, …/issue/ENG-12, …/work_items/12,
/// …/pull/12, …/merge_requests/12, or a key at its end: …/OPS-12. Of several links in a measure such a one says where
/// it is tracked.
[[nodiscard]] bool is_ticket_address(std::string_view url);

}  // namespace afterword
