#pragma once
#include <string_view>
#include <vector>

#include "evidence/log_form.h"

namespace afterword {

/// The form with all dates of the kind 05/06/2026 read with the day first, or with the month first.
[[nodiscard]] LogForm with_date_order(LogForm form, bool day_first);

/// Decides which of both it is by the lines of a sample: a day beyond the twelfth tells. Where none does, the month is
/// taken to come first and `order_is_open` says that it may be otherwise.
void settle_date_order(LogForm& form, const std::vector<std::string_view>& lines);

}  // namespace afterword
