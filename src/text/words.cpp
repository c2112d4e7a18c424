#include "text/words.h"

namespace afterword {
void split_words(std::string_view, std::uint32_t, std::vector<Word>&) {}
void split_sentences(std::string_view, const Word*, std::size_t, std::uint32_t, std::vector<Span>&) {}
}  // namespace afterword
