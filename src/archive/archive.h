#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/image.h"
#include "archive/record.h"
#include "archive/sketch.h"

namespace afterword {

/// What an earlier report is to a new one.
enum class Verdict : std::uint8_t {
  same,     ///< the same component failed in the same way: what mends one prevents the other
  related,  ///< the same component or a like mechanism: worth reading
};
[[nodiscard]] std::string_view name_of(Verdict verdict);

/// How alike two reports are, each 0–1; what the verdict is computed from.
struct Likeness {
  float cause = 0;       ///< words of cause and fix, rare ones count more (cosine)
  float whole = 0;       ///< words of the whole report (cosine)
  float title = 0;       ///< words of the titles (cosine)
  float names = 0;       ///< files, hosts, options, errors named exactly, shared
  float components = 0;  ///< what failed
  float mechanisms = 0;  ///< how it failed
  float components_common = 0,
        mechanisms_common = 0;                   ///< shared of all that either has: what only one has counts against
  float component_best = 0, mechanism_best = 0;  ///< the most telling one that both have
  float cause_class = 0;                         ///< 1 the same, 0 unknown, -1 another
};

/// A report that is like the one asked about, and why.
struct Match {
  std::uint32_t report = 0;  ///< place in the archive
  Verdict verdict{};
  float score = 0;     ///< 0–1, that the failure is the same; it is from same_score_min on
  float relation = 0;  ///< 0–1, that it is worth reading beside; listed from relation_score_min on
  Likeness likeness;
  /// The report that leads here, where this one is the same failure as that one and that one as the report asked about.
  std::optional<std::uint32_t> through;
};

/// What two reports share, in words for people; most telling first.
struct SharedTraits {
  std::vector<std::string> components, mechanisms, words, names, logs;
};

struct SimilarQuery {
  std::optional<std::uint32_t> leave_out;  ///< a place in the archive: the report itself
  std::size_t related_max = 10;            ///< the same failure is listed whatever its number
  std::size_t postings_max = 300'000;      ///< that are walked through; rare traits first
  /// Which places may be in the answer; the others only lead to them. Empty: all.
  std::function<bool(std::uint32_t)> asked_for = {};
};

/// Reports of a team, compared by what failed and how. Fill it, `finish` it, then ask from any number of threads.
/// Candidates come from an inverted index whose longest lists are left out; the best are compared in full. A query
/// takes milliseconds on 100,000 reports. Deterministic.
///
/// It can be written as an image and opened where that lies, in a millisecond whatever its size: what a query needs is
/// looked at then, and held against sums. What an image gives once it is damaged is empty; ask is_sound when done.
class Archive {
 public:
  Archive() = default;
  Archive(Archive&&) = default;
  Archive& operator=(Archive&&) = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() = default;

  /// Returns its place. Reports that are not comparable are kept, never matched.
  std::uint32_t add(Record report, const Sketch& sketch);
  /// Call once, after the last `add`.
  void finish();

  /// After `finish`: all of it as bytes. `note` is kept for whoever opens it.
  [[nodiscard]] std::string image(std::string_view note) const;
  /// Finished. `owner` keeps `bytes` where they are. `folder` is put before the path of each report. Nothing where the
  /// bytes are no image of this program's archives.
  [[nodiscard]] static std::optional<Archive> open(std::span<const std::byte> bytes, std::shared_ptr<const void> owner,
                                                   std::string folder);
  [[nodiscard]] bool is_sound() const { return !image_ || image_->is_sound(); }
  [[nodiscard]] std::string_view note() const;
  /// Where a report stands, by its path without the folder.
  [[nodiscard]] std::optional<std::uint32_t> place_of(std::string_view path) const;

  [[nodiscard]] std::size_t size() const { return image_ ? part_.kept.size() : reports_.size(); }
  [[nodiscard]] const Record& report(std::uint32_t place) const;
  /// All of them; of an image each is read.
  [[nodiscard]] const std::vector<Record>& reports() const;
  /// What comparing knows of a report, without the letters of its words.
  [[nodiscard]] Sketch sketch_of(std::uint32_t place) const;

  /// The same failure first, then what is related, best first; ties by place.
  [[nodiscard]] std::vector<Match> find_similar(const Sketch& query, const SimilarQuery& options = {}) const;
  /// Its two steps: which reports are compared at all, and how they compare.
  [[nodiscard]] std::vector<std::uint32_t> find_candidates(const Sketch& query, const SimilarQuery& options = {}) const;
  [[nodiscard]] std::vector<Match> find_similar_among(const Sketch& query, std::span<const std::uint32_t> candidates,
                                                      const SimilarQuery& options = {}) const;
  /// Whether a report that becomes `now` stays a candidate of the same reports: what candidates are found by is as it
  /// was, and only how they compare may differ.
  [[nodiscard]] static bool is_found_alike(const Sketch& before, const Sketch& now);
  /// The same, without candidates: for measuring.
  [[nodiscard]] Likeness compare(const Sketch& query, std::uint32_t place) const;
  /// The component and the mechanism that a report tells of most: places in all_concepts(). Nothing where it names
  /// none.
  [[nodiscard]] std::optional<std::pair<std::uint16_t, std::uint16_t>> main_failure(std::uint32_t place) const;
  [[nodiscard]] SharedTraits explain(const Sketch& query, std::uint32_t place) const;

  /// A word as it is kept: place in the dictionary and weights.
  struct Term {
    std::uint32_t number = 0;
    std::uint8_t whole = 0, cause = 0;
    bool title : 1 = false;
    bool name : 1 = false;
    bool log : 1 = false;
  };
  struct Posting {
    std::uint32_t report : 24;
    std::uint32_t weight : 8;
  };

 private:
  struct Range {
    std::uint32_t begin = 0, end = 0;
  };
  struct Norms {
    float whole = 0, cause = 0, title = 0, names = 0, components = 0, mechanisms = 0;
    float component_sum = 0, mechanism_sum = 0;
  };
  struct Kept {
    Range terms, concepts;
    Norms norms;
    std::optional<CauseClass> cause_class;
    bool comparable = false;
  };
  struct PathPlace {
    std::uint64_t hash = 0, place = 0;
    friend auto operator<=>(const PathPlace&, const PathPlace&) = default;
  };
  /// A query in the dictionary's numbers. Words that no report has count only in its lengths.
  struct Asked {
    std::vector<Term> terms;
    std::vector<ConceptShare> concepts;
    Norms norms;
    std::optional<CauseClass> cause_class;
  };
  /// One of two reports that are compared: views of what is kept or asked.
  struct Side {
    std::span<const Term> terms;
    std::span<const ConceptShare> concepts;
    const Norms& norms;
    std::optional<CauseClass> cause_class;
  };

  /// One that is compared with many: its concepts by number, so that each comparison walks through the other's only.
  struct Facing {
    explicit Facing(const Side& own);
    Side side;
    std::vector<float> shares;  ///< below 0: none
  };

  [[nodiscard]] Asked ask(const Sketch& query) const;
  [[nodiscard]] std::vector<std::uint32_t> find_candidates(const Asked& asked, const SimilarQuery& options) const;
  [[nodiscard]] float damping_of(std::uint32_t place) const;
  [[nodiscard]] static Side side_of(const Asked& asked);
  [[nodiscard]] Side side_of(std::uint32_t place) const;
  [[nodiscard]] Likeness compare(const Facing& facing, const Side& other) const;
  void follow_chains(std::vector<Match>& matches, const SimilarQuery& options) const;
  [[nodiscard]] Norms measure_norms(std::span<const Term> terms, std::span<const ConceptShare> concepts) const;

  /// All that queries walk through, flat: of own vectors or of an image. A word's number is its place by hash.
  struct Parts {
    std::span<const Kept> kept;
    std::span<const Term> terms;             ///< of all reports, each by number
    std::span<const ConceptShare> concepts;  ///< of all reports
    std::span<const std::uint64_t> hashes;   ///< of stems, ascending
    std::span<const float> rarity;           ///< by number
    std::span<const std::uint8_t> usual;     ///< by number: an everyday word of incidents
    std::span<const std::uint64_t> begins;   ///< by number: where its postings begin; one more at the end
    std::span<const Posting> postings;       ///< reports whose cause, title or names have a word
    std::span<const std::uint64_t> concept_begins;
    std::span<const Posting> concept_postings;
    std::span<const char> records;     ///< of an image: their beginnings, then their bytes
    std::span<const PathPlace> paths;  ///< of an image, by hash
  };
  struct Own {
    std::vector<Kept> kept;
    std::vector<Term> terms;
    std::vector<ConceptShare> concepts;
    std::vector<std::uint64_t> hashes;
    std::vector<float> rarity;
    std::vector<std::uint8_t> usual;
    std::vector<std::uint64_t> begins, concept_begins;
    std::vector<Posting> postings, concept_postings;
    std::vector<float> damping;  ///< by report: what long causes are divided by
  };
  /// Records of an image that were read.
  struct Lazy {
    std::mutex mutex;
    std::unordered_map<std::uint32_t, std::unique_ptr<Record>> some;
    std::vector<Record> all;
  };
  template <class T>
  [[nodiscard]] std::span<const T> checked(std::span<const T> elements) const {
    return !image_ || image_->verify(elements) ? elements : std::span<const T>();
  }
  [[nodiscard]] std::span<const Posting> list_of(std::span<const std::uint64_t> begins, std::span<const Posting> all,
                                                 std::size_t number) const;
  [[nodiscard]] Record decode_record(std::uint32_t place) const;
  [[nodiscard]] std::optional<std::uint32_t> number_of(std::uint64_t hash) const;
  void number_words();
  void make_postings();

  std::vector<Record> reports_;
  Own own_;
  Parts part_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;  ///< while reports are added: hash of a stem → number
  std::vector<std::uint32_t> holders_;                        ///< likewise: reports that have it
  std::optional<Image> image_;
  std::shared_ptr<const void> owner_;  ///< of the image's bytes
  std::string folder_;
  std::unique_ptr<Lazy> lazy_;
  bool finished_ = false;
};

/// From likeness to the score that decides, 0–1. The weights are few and stand in similarity.cpp with how they were
/// found.
[[nodiscard]] float score_likeness(const Likeness& likeness);
inline constexpr float same_score_min = 0.5F;
/// From likeness to the score that ranks reports which are related only.
[[nodiscard]] float score_relation(const Likeness& likeness);
inline constexpr float relation_score_min = 0.1F;

}  // namespace afterword
