#include "archive/stem.h"

#include <algorithm>
#include <span>
#include <vector>

#include "text/words.h"

namespace afterword {
namespace {

constexpr std::string_view empty_words =
    "a about above after again all also although am an and any are around as at be because been before being below "
    "between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down due during each "
    "either ever every few for from further get gets getting got had hadn't has hasn't have haven't having he her here "
    "hers herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's its itself just let's "
    "lot "
    "made make makes many may maybe me might more most much must my myself near no nor not now of off on once one only "
    "or other our ours out over own per quite rather really s same she should shouldn't since so some such t than that "
    "that's the their theirs them themselves then there there's these they they'd they're this those though through "
    "thus to too two until up upon us very via was wasn't we we'd we'll we're we've were weren't what when where "
    "whether which while who whom why will with within without won't would wouldn't yet you you're your yours the el "
    "la "
    "los las de del que en un una y o se por con para es no al le les des du et est dans sur pour une os das dos em um "
    "uma não com foi";

// Words that most reports of incidents use, whatever failed: stems of them weigh little.
constexpr std::string_view usual_words =
    "access action actual add additional affect alert allow analysis apologize application approximately apply attempt "
    "available back back-end backend begin better bring cause caused causing change check cleanly close code come "
    "communicate communication company complete configuration confirm consider contain continue contribute correct "
    "corrective cover create critical current customer damage data database date day debug degrade degradation delay "
    "deploy deployment detail detect detection determine develop developer different directly discover discuss disrupt "
    "disruption document documentation duration early effect effort encounter end engineer engineering ensure entire "
    "environment error escalate escalation event experience explain explanation external fail failed failure fast "
    "feature find "
    "fix follow following found full fully function future future given go good great handle happen help hour identify "
    "immediate immediately impact implement implementation important improve improvement inaccessible incident include "
    "increase incorrect indicate information infrastructure initial initially inform internal investigate "
    "investigation "
    "involve issue item keep know last later lead learn lesson level light like limit list load log long look loss "
    "main "
    "maintain maintenance make management manual measure member method minute misleading mitigate mitigation monitor "
    "monitoring need network new next normal note notice notify number occur ongoing online open operate operation "
    "order outage overall page part path people perform performance period place plan point portion possible post "
    "post-mortem posmortem postmortem potential prevent preventative prevention preventive previous primary prior "
    "problem procedure "
    "process prod production project proper provide push quick quickly rate reach reason receive recent recover "
    "recovery recur recurrence reduce regular related release remain remediation report reported request require "
    "resolution resolve resource response responsible responsiveness restart restore result return review revert risk "
    "roll "
    "rollback root run running second section see senior serve server service session set several severity show side "
    "significant similar simple site slow small software solution solve specific spike staff stage start state status "
    "step stop subsequent sudden summary support suspect system take task team technical test testing thank thing "
    "think "
    "time timeline total trace track traffic trigger try turn type unable unavailable understand unexpected unusual "
    "update user use "
    "utc utilize various verify version visit wait warn way web website week well work world write year january "
    "february march april june july august september october november december monday tuesday wednesday thursday "
    "friday "
    "saturday sunday am pm gmt est pst cat eat wat alx holberton system-engineering devops sre on-call oncall call "
    "first final "
    "finally high higher low large left line live local machine manager many message minor mistake mobile moment month "
    "move name necessary night noticeable notification pdt pt image png jpg md https http com www github readme author "
    "introduction background conclusion title owner due priority low medium high p1 p2 p3 sev1 sev2 sev-1 sev-2 lesson "
    "learned went right wrong lucky recommend recommendation appendix reference glossary draft final reviewed approve";

std::vector<std::uint32_t> hashes_of(std::string_view list, bool stemmed) {
  std::vector<std::uint32_t> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    const std::string_view word = list.substr(0, end);
    if (!word.empty()) out.push_back(word_hash(stemmed ? stem_word(word) : word));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// Whether what is left of an ending is long enough to be a stem.
bool has_vowel(std::string_view stem) {
  return stem.size() >= 3 && std::any_of(stem.begin(), stem.end(), is_vowel);
}

/// The endings that are taken off a word which ends with this letter, the first that fits.
std::span<const std::string_view> endings_with(char last) {
  static constexpr std::string_view l[] = {"ational"}, n[] = {"ization", "isation", "ation", "ition", "ion"},
                                    s[] = {"ations", "ments", "ness"}, t[] = {"ment"},
                                    y[] = {"ingly", "edly", "ly", "y"}, g[] = {"ing"}, d[] = {"ed"}, r[] = {"er", "or"},
                                    e[] = {"e"};
  switch (last) {
    case 'l':
      return l;
    case 'n':
      return n;
    case 's':
      return s;
    case 't':
      return t;
    case 'y':
      return y;
    case 'g':
      return g;
    case 'd':
      return d;
    case 'r':
      return r;
    case 'e':
      return e;
    default:
      return {};
  }
}

/// "stopp" to "stop", but "full" stays.
std::string_view without_double(std::string_view stem) {
  const std::size_t n = stem.size();
  if (n > 3 && stem[n - 1] == stem[n - 2] && !is_vowel(stem[n - 1]) && stem[n - 1] != 'l' && stem[n - 1] != 's')
    stem.remove_suffix(1);
  return stem;
}

}  // namespace

std::string_view stem_word(std::string_view word) {
  for (const char c : word)
    if (static_cast<unsigned char>(c) < 'a' && c != '-' && c != '\'') return word;
  if (word.ends_with("'s")) word.remove_suffix(2);
  if (word.size() < 4) return word;
  if (word.ends_with("sses"))
    word.remove_suffix(2);
  else if (word.ends_with("ies") && word.size() > 4)
    word.remove_suffix(2);
  else if (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is"))
    word.remove_suffix(1);
  for (const std::string_view ending : endings_with(word.back())) {
    if (!word.ends_with(ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    if (!has_vowel(stem) || (ending.size() < 4 && stem.size() < 3)) continue;
    return without_double(stem);
  }
  if (word.ends_with('i') && word.size() > 4) word.remove_suffix(1);
  return word;
}

float usual_share(std::string_view stem) {
  static const std::vector<std::uint32_t> usual = hashes_of(usual_words, true);
  return std::binary_search(usual.begin(), usual.end(), word_hash(stem)) ? 0.35F : 0.003F;
}

bool is_empty_word(std::string_view lower) {
  static const std::vector<std::uint32_t> empty = hashes_of(empty_words, false);
  return std::binary_search(empty.begin(), empty.end(), word_hash(lower));
}

}  // namespace afterword
