#include "evidence/readers/readers.h"

#include "evidence/readers/chat_paste.h"

namespace afterword {
namespace {

constexpr Reader readers[] = {
    {"chat-paste", InputKind::chat, recognise_chat_paste, read_chat_paste},
};

}  // namespace

std::span<const Reader> all_readers() {
  return readers;
}

Recognised recognise_payload(std::string_view head, std::string_view path) {
  Recognised best;
  for (const Reader& reader : all_readers()) {
    const int score = reader.recognise(head, path);
    if (score > best.score) best = {&reader, score};
  }
  return best;
}

}  // namespace afterword
