#include "evidence/gather.h"

namespace afterword {

Evidence gather(std::span<const NamedSource> sources, const GatherOptions& options) {
  Evidence evidence;
  (void)options;
  for (const NamedSource& source : sources) {
    Input input;
    input.path = source.path;
    input.bytes = source.bytes->size();
    evidence.inputs.push_back(std::move(input));
  }
  return evidence;
}

Result<std::string> read_place(std::span<const NamedSource> sources, const Evidence& evidence, const Place& place) {
  for (const NamedSource& source : sources) {
    if (source.path != evidence.inputs[place.input].path) continue;
    std::string bytes(place.size, '\0');
    const Result<std::size_t> read = source.bytes->read_at(place.begin, bytes);
    if (!read) return std::unexpected(read.error());
    bytes.resize(*read);
    return bytes;
  }
  return std::unexpected(Error{ErrorKind::input, "the input is not there any more", evidence.inputs[place.input].path,
                               "name the same inputs again"});
}

}  // namespace afterword
