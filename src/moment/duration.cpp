#include "moment/duration.h"

namespace afterword {
std::string duration_text(std::int64_t) { return {}; }
std::string duration_words(std::int64_t) { return {}; }
}  // namespace afterword
