// How an archive lies in a file, and is asked there.
#include <algorithm>
#include <cstring>

#include "archive/archive.h"
#include "archive/concepts.h"
#include "archive/record_bytes.h"
#include "base/hash_bytes.h"

namespace afterword {
namespace {

enum Part : std::uint8_t {
  kept,
  terms,
  concepts,
  hashes,
  rarity,
  usual,
  begins,
  postings,
  concept_begins,
  concept_postings,
  records,
  paths,
  note_text,
};

constexpr std::uint64_t format = 1;  // count it up where a record, a sketch or what is made of them changes

template <class T>
std::string_view bytes_of(std::span<const T> elements) {
  return {reinterpret_cast<const char*>(elements.data()), elements.size_bytes()};
}

/// Numbers of concepts are places in a table that may grow.
std::uint64_t layout() {
  std::uint64_t hash = format;
  for (const Concept& one : all_concepts()) hash = hash_bytes(one.name, hash);
  return hash_bytes(std::to_string(sizeof(Record)), hash);
}

}  // namespace

std::string Archive::image(std::string_view note) const {
  std::string all(sizeof(std::uint64_t) * (size() + 1), '\0');
  for (std::uint32_t i = 0; i <= size(); ++i) {
    const std::uint64_t begin = all.size();
    std::memcpy(all.data() + i * sizeof begin, &begin, sizeof begin);
    if (i < size()) append_record(all, report(i));
  }
  std::vector<PathPlace> places;
  for (std::uint32_t i = 0; i < size(); ++i) places.push_back({hash_bytes(report(i).path), i});
  std::sort(places.begin(), places.end());
  std::array<std::string_view, image_parts> parts;
  parts[kept] = bytes_of(part_.kept);
  parts[terms] = bytes_of(part_.terms);
  parts[concepts] = bytes_of(part_.concepts);
  parts[hashes] = bytes_of(part_.hashes);
  parts[rarity] = bytes_of(part_.rarity);
  parts[usual] = bytes_of(part_.usual);
  parts[begins] = bytes_of(part_.begins);
  parts[postings] = bytes_of(part_.postings);
  parts[concept_begins] = bytes_of(part_.concept_begins);
  parts[concept_postings] = bytes_of(part_.concept_postings);
  parts[records] = all;
  parts[paths] = bytes_of(std::span<const PathPlace>(places));
  parts[note_text] = note;
  return write_image(layout(), parts);
}

std::optional<Archive> Archive::open(std::span<const std::byte> bytes, std::shared_ptr<const void> owner,
                                     std::string folder) {
  Archive out;
  out.image_ = Image::open(bytes, layout());
  if (!out.image_) return std::nullopt;
  const Image& image = *out.image_;
  out.part_ = {image.part<Kept>(kept),
               image.part<Term>(terms),
               image.part<ConceptShare>(concepts),
               image.part<std::uint64_t>(hashes),
               image.part<float>(rarity),
               image.part<std::uint8_t>(usual),
               image.part<std::uint64_t>(begins),
               image.part<Posting>(postings),
               image.part<std::uint64_t>(concept_begins),
               image.part<Posting>(concept_postings),
               image.part<char>(records),
               image.part<PathPlace>(paths)};
  // What every query goes through is looked at now; lists, words and records when they are wanted.
  const Parts& part = out.part_;
  const bool good = image.verify(part.kept) && image.verify(part.hashes) && image.verify(part.rarity) &&
                    image.verify(part.usual) && image.verify(part.begins) && image.verify(part.concept_begins) &&
                    image.verify(part.records.first(std::min(part.records.size(), (part.kept.size() + 1) * 8)));
  if (!good) return std::nullopt;
  out.lazy_ = std::make_unique<Lazy>();
  out.owner_ = std::move(owner);
  out.folder_ = std::move(folder);
  out.finished_ = true;
  return out;
}

std::string_view Archive::note() const {
  if (!image_) return {};
  const std::span<const char> text = checked(image_->part<char>(note_text));
  return {text.data(), text.size()};
}

Record Archive::decode_record(std::uint32_t place) const {
  std::uint64_t begin = 0, end = 0;
  std::memcpy(&begin, part_.records.data() + place * sizeof begin, sizeof begin);
  std::memcpy(&end, part_.records.data() + (place + 1) * sizeof end, sizeof end);
  const std::span<const char> bytes = checked(part_.records.subspan(begin, end - begin));
  Record out = read_record({bytes.data(), bytes.size()});
  out.path.insert(0, folder_);
  return out;
}

std::optional<std::uint32_t> Archive::place_of(std::string_view path) const {
  if (!image_) {
    for (std::uint32_t i = 0; i < size(); ++i)
      if (reports_[i].path == path) return i;
    return std::nullopt;
  }
  const std::uint64_t hash = hash_bytes(path);
  const std::span<const PathPlace> all = checked(part_.paths);
  for (auto at = std::lower_bound(all.begin(), all.end(), PathPlace{hash, 0}); at != all.end() && at->hash == hash;
       ++at)
    if (const Record& one = report(static_cast<std::uint32_t>(at->place));
        std::string_view(one.path).substr(std::min(folder_.size(), one.path.size())) == path)
      return static_cast<std::uint32_t>(at->place);
  return std::nullopt;
}

const Record& Archive::report(std::uint32_t place) const {
  if (!image_) return reports_[place];
  const std::lock_guard lock(lazy_->mutex);
  std::unique_ptr<Record>& record = lazy_->some[place];
  if (!record) record = std::make_unique<Record>(decode_record(place));
  return *record;
}

const std::vector<Record>& Archive::reports() const {
  if (!image_) return reports_;
  const std::lock_guard lock(lazy_->mutex);
  if (lazy_->all.size() != size()) {
    lazy_->all.clear();
    for (std::uint32_t i = 0; i < size(); ++i) lazy_->all.push_back(decode_record(i));
  }
  return lazy_->all;
}

Sketch Archive::sketch_of(std::uint32_t place) const {
  Sketch out;
  const Side side = side_of(place);
  out.comparable = part_.kept[place].comparable;
  out.cause_class = side.cause_class;
  out.concepts.assign(side.concepts.begin(), side.concepts.end());
  for (const Term& term : side.terms) {
    SketchTerm one;
    one.hash = part_.hashes[term.number];
    one.whole = term.whole;
    one.cause = term.cause;
    one.title = term.title;
    one.name = term.name;
    one.log = term.log;
    one.usual = part_.usual[term.number] != 0;
    out.terms.push_back(one);
  }
  return out;
}

}  // namespace afterword
