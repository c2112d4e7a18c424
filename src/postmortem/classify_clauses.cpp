#include "postmortem/classify_reading.h"
#include "postmortem/clause_words.h"

namespace afterword {

// Who does what to what: verbs, the noun before and the noun behind, with no grammar beyond it. What no report has said
// in these words before ("the replica was killed") many have said in these classes.

namespace {

/// Numbers of the features. Never renumber: the committed weights know them by number.
enum class Clause : std::uint32_t {
  first_deed = 1,
  deed,
  form,
  actor,
  object_of_passive,
  negated,
  turned,
  deed_pair,
  thing,
  first_thing,
  object,
  last_deed,
  no_deed,
  first_actor,
};

bool ends_clause(std::string_view mark) {
  if (mark.size() == 1)
    return mark[0] == '.' || mark[0] == ';' || mark[0] == ':' || mark[0] == '!' || mark[0] == '?' || mark[0] == '-';
  return mark == "–" || mark == "—";
}

class ClauseReader {
 public:
  ClauseReader(const Word* words, std::uint32_t last, std::uint32_t tag, std::vector<Feature>& out)
      : words_(words), last_(last), tag_(tag), out_(out) {}

  void read(std::string_view text, std::uint32_t first) {
    for (std::uint32_t i = first; i < last_; ++i) {
      const Word& word = words_[i];
      if (word.kind == WordKind::word) {
        read_word(i);
        continue;
      }
      before_ = word.kind == WordKind::number ? before_noun : 0;
      if (word.kind != WordKind::punctuation || !ends_clause(word.span.in(text))) continue;
      actor_ = Thing::none;
      open_ = Deed::none;
      is_turned_ = false;
    }
    add(Clause::last_deed, code(last_deed_));
    if (deeds_ == 0) add(Clause::no_deed, code(first_thing_));
  }

 private:
  static constexpr std::uint32_t classes = 64;
  static constexpr std::uint32_t object_reach = 6, negation_reach = 3, passive_reach = 3;

  template <class Class>
  static std::uint32_t code(Class value) {
    return static_cast<std::uint32_t>(value);
  }
  void add(Clause question, std::uint32_t answer) {
    out_.push_back(make_feature(FeatureGroup::clause, tag_ * classes + code(question), answer));
  }

  void read_word(std::uint32_t i) {
    ++count_;
    const ClauseWord what = known_.find(words_[i].hash);
    if ((what.makes & negates) != 0) negated_at_ = count_;
    if ((what.makes & turns) != 0) is_turned_ = true;
    const bool is_helper = what.deed == Deed::be || what.deed == Deed::may || what.deed == Deed::none;
    if (!is_helper && is_verb(what, i))
      read_verb(what);
    else if (what.thing != Thing::none)
      read_noun(what.thing, i);
    ++since_verb_;
    if ((what.makes & makes_passive) != 0) passive_at_ = count_;
    before_ = what.makes;
  }

  /// "Restart", "alert", "report" are both: what stands around them decides.
  [[nodiscard]] bool is_verb(const ClauseWord& what, std::uint32_t i) const {
    if (what.thing == Thing::none || what.form == VerbForm::past || (before_ & before_verb) != 0) return true;
    if ((before_ & before_noun) != 0) return false;
    if (i + 1 < last_ && words_[i + 1].hash == word_hash("of")) return false;
    return what.form == VerbForm::progressive || count_ == 1 ||
           (i + 1 < last_ && (known_.find(words_[i + 1].hash).makes & before_noun) != 0);
  }

  void read_verb(const ClauseWord& what) {
    const std::uint32_t deed = code(what.deed);
    const bool is_passive = what.form == VerbForm::past && passive_at_ != 0 && count_ - passive_at_ <= passive_reach;
    if (last_deed_ == Deed::none) add(Clause::first_deed, deed);
    if ((deeds_ >> deed & 1) == 0) add(Clause::deed, deed);
    deeds_ |= 1ull << deed;
    add(Clause::form, deed * classes + code(what.form) * 2 + (is_passive ? 1 : 0));
    add(Clause::actor, deed * classes + code(actor_));
    if (is_passive && actor_ != Thing::none) add(Clause::object_of_passive, deed * classes + code(actor_));
    if (negated_at_ != 0 && count_ - negated_at_ <= negation_reach) add(Clause::negated, deed);
    if (is_turned_) add(Clause::turned, deed);
    if (last_deed_ != Deed::none) add(Clause::deed_pair, code(last_deed_) * classes + deed);
    if (actor_ != Thing::none && last_deed_ == Deed::none) add(Clause::first_actor, code(actor_));
    last_deed_ = what.deed;
    open_ = is_passive ? Deed::none : what.deed;
    since_verb_ = 0;
  }

  void read_noun(Thing thing, std::uint32_t i) {
    if ((things_ >> code(thing) & 1) == 0) add(Clause::thing, code(thing));
    things_ |= 1ull << code(thing);
    if (first_thing_ == Thing::none) add(Clause::first_thing, code(first_thing_ = thing));
    // The last noun of a row is its head: "database connection limit" speaks of a limit.
    const bool is_head = i + 1 >= last_ || known_.find(words_[i + 1].hash).thing == Thing::none;
    if (open_ != Deed::none && since_verb_ <= object_reach && is_head) {
      add(Clause::object, code(open_) * classes + code(thing));
      open_ = Deed::none;
    }
    actor_ = thing;
  }

  const ClauseWords& known_ = clause_words();
  const Word* words_;
  std::uint32_t last_, tag_;
  std::vector<Feature>& out_;
  std::uint64_t deeds_ = 0, things_ = 0;
  Thing actor_ = Thing::none, first_thing_ = Thing::none;
  Deed open_ = Deed::none, last_deed_ = Deed::none;
  std::uint32_t count_ = 0, since_verb_ = 0, before_ = 0, negated_at_ = 0, passive_at_ = 0;
  bool is_turned_ = false;
};

}  // namespace

void add_clause_features(std::string_view text, const Word* words, std::uint32_t first, std::uint32_t last,
                         std::uint32_t tag, std::vector<Feature>& out) {
  ClauseReader(words, last, tag, out).read(text, first);
}

}  // namespace afterword
