#include "render/names.h"

#include "render/html.h"
#include "render/phrasing.h"
#include "text/ascii.h"

namespace afterword {

namespace {

constexpr std::string_view name_mark = "[name]";
constexpr std::string_view address_mark = "[address]";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
// Words of teams and roles: an owner made of them is nobody in person.
constexpr std::string_view no_person[] = {"team",
                                          "teams",
                                          "squad",
                                          "group",
                                          "ops",
                                          "sre",
                                          "platform",
                                          "engineering",
                                          "engineer",
                                          "engineers",
                                          "infra",
                                          "infrastructure",
                                          "support",
                                          "security",
                                          "database",
                                          "network",
                                          "backend",
                                          "frontend",
                                          "dev",
                                          "devops",
                                          "development",
                                          "developers",
                                          "developer",
                                          "it",
                                          "staff",
                                          "administration",
                                          "admin",
                                          "admins",
                                          "administrator",
                                          "administrators",
                                          "management",
                                          "manager",
                                          "managers",
                                          "operations",
                                          "qa",
                                          "the",
                                          "and",
                                          "of",
                                          "on",
                                          "call",
                                          "on-call",
                                          "oncall",
                                          "senior",
                                          "junior",
                                          "lead",
                                          "leads",
                                          "system",
                                          "systems",
                                          "service",
                                          "services",
                                          "desk",
                                          "web",
                                          "cloud",
                                          "data",
                                          "storage",
                                          "monitoring",
                                          "product",
                                          "all",
                                          "everyone",
                                          "tbd",
                                          "none",
                                          "n/a",
                                          "unassigned",
                                          "unknown",
                                          "owner",
                                          "release",
                                          "testing",
                                          "test",
                                          "software",
                                          "hardware",
                                          "server",
                                          "site",
                                          "reliability",
                                          "incident",
                                          "response",
                                          "responders",
                                          "commander",
                                          "technical",
                                          "tech",
                                          "customer",
                                          "vendor",
                                          "provider",
                                          "third",
                                          "party",
                                          "google",
                                          "aws",
                                          "azure",
                                          "core",
                                          "api",
                                          "app",
                                          "mobile",
                                          "night",
                                          "watch",
                                          "shift",
                                          "department",
                                          "dba",
                                          "dbas",
                                          "noc",
                                          "soc",
                                          "legal",
                                          "marketing",
                                          "sales",
                                          "finance",
                                          "design",
                                          "program",
                                          "project",
                                          "architecture",
                                          "architect",
                                          "architects",
                                          "internal",
                                          "external",
                                          "high",
                                          "medium",
                                          "low",
                                          "yes",
                                          "no",
                                          "done",
                                          "open",
                                          "a",
                                          "an",
                                          "for",
                                          "to",
                                          "by",
                                          "in",
                                          "our",
                                          "their",
                                          "level",
                                          "tier",
                                          "expert",
                                          "experts",
                                          "specialist",
                                          "specialists",
                                          "consultant",
                                          "director",
                                          "head",
                                          "chief",
                                          "officer",
                                          "cto",
                                          "ceo",
                                          "members",
                                          "member",
                                          "company",
                                          "email",
                                          "mail",
                                          "billing",
                                          "payments",
                                          "checkout",
                                          "search",
                                          "delivery"};

bool is_person_word(std::string_view word) {
  const std::string low = lower_ascii(word);
  return std::find(std::begin(no_person), std::end(no_person), std::string_view(low)) == std::end(no_person);
}

std::vector<std::string_view> words_of_text(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_word(text[end]) || ((text[end] == '-' || text[end] == '\'') &&
                                                        end + 1 < text.size() && is_word(text[end + 1]))))
      ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// Where a web address that begins at `at` ends; `at` if none does.
std::size_t address_end(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("https://") && !rest.starts_with("http://")) return at;
  return std::min(text.find_first_of(" \t\n)>\"'", at), text.size());
}

std::size_t profile_end(std::string_view text, std::size_t at);

class Names {
 public:
  /// A phrase that stands where people stand: "Ana Lima, @bo; SRE team". Of an address only a profile's last part is a
  /// name.
  void add_people(std::string_view phrase) {
    std::string words;
    for (std::size_t at = 0; at < phrase.size();) {
      const std::size_t end = address_end(phrase, at);
      if (end == at) {
        words += phrase[at++];
        continue;
      }
      if (const std::size_t profile = profile_end(phrase, at); profile != std::string_view::npos)
        add_handle(phrase.substr(at, profile - at).substr(phrase.substr(at, profile - at).find_last_of("/@") + 1));
      words += ',';
      at = end;
    }
    add_phrases(words);
  }

  void add_phrases(std::string_view phrase) {
    std::size_t at = 0;
    while (at <= phrase.size()) {
      std::size_t end = phrase.find_first_of(",;/&|()<>\n", at);
      if (end == std::string_view::npos) end = phrase.size();
      add_person(phrase.substr(at, end - at));
      at = end + 1;
    }
  }

  void add_person(std::string_view phrase) {
    const std::vector<std::string_view> words = words_of_text(phrase);
    if (words.empty() || words.size() > 5) return;
    if (!std::all_of(words.begin(), words.end(), is_person_word) && words.size() <= 3 &&
        std::none_of(words.begin(), words.end(), is_person_word)) {
      return;
    }
    const bool team = std::any_of(words.begin(), words.end(),
                                  [](std::string_view w) { return !is_person_word(w) && w != "and" && w != "or"; });
    if (team) return;
    for (const std::string_view word : words) add(word);
  }

  void add_handle(std::string_view handle) { add(handle); }

  std::vector<std::string> take() {
    std::sort(names_.begin(), names_.end(), [](const std::string& a, const std::string& b) {
      return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    return std::move(names_);
  }

 private:
  void add(std::string_view word) {
    const bool has_letter = std::any_of(word.begin(), word.end(), is_letter);
    if (word.size() < 2 || !has_letter || !is_person_word(word)) return;
    names_.emplace_back(word);
  }
  std::vector<std::string> names_;
};

// What people follow: "Author:", "**Incident commander** – ".
constexpr std::string_view people_labels[] = {"author",
                                              "authors",
                                              "written by",
                                              "prepared by",
                                              "reported by",
                                              "created by",
                                              "compiled by",
                                              "reviewed by",
                                              "reviewer",
                                              "reviewers",
                                              "approved by",
                                              "approver",
                                              "approvers",
                                              "owner",
                                              "owners",
                                              "incident commander",
                                              "incident lead",
                                              "incident manager",
                                              "on-call",
                                              "on call",
                                              "on-call engineer",
                                              "on call engineer",
                                              "participants",
                                              "participant",
                                              "attendees",
                                              "attendee",
                                              "responders",
                                              "responder",
                                              "scribe",
                                              "contact",
                                              "contacts",
                                              "point of contact",
                                              "commander",
                                              "comms lead",
                                              "communications lead",
                                              "tech lead",
                                              "technical lead",
                                              "facilitator",
                                              "postmortem owner",
                                              "post-mortem owner",
                                              "assignee",
                                              "assignees",
                                              "lead",
                                              "people",
                                              "people involved",
                                              "by",
                                              "editor",
                                              "editors",
                                              "contributors",
                                              "contributor",
                                              "responsible",
                                              "engineer",
                                              "engineers",
                                              "name",
                                              "names"};

/// What follows such a label at the beginning of a line, or nothing.
std::optional<std::string_view> people_of_line(std::string_view line) {
  std::string_view text = line;
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  for (const std::string_view label : people_labels) {
    if (text.size() < label.size() || lower_ascii(text.substr(0, label.size())) != label) continue;
    std::string_view rest = text.substr(label.size());
    const std::size_t marks = std::min(rest.find_first_not_of("*_ \t\"`"), rest.size());
    const bool written_by = label.ends_with(" by") || label == "by";
    rest.remove_prefix(marks);
    const bool colon = rest.starts_with(":") || rest.starts_with("|") || rest.starts_with("–") ||
                       rest.starts_with("—") || rest.starts_with("- ") || rest.starts_with("=");
    if (colon) return rest.substr(1);
    if (written_by && marks > 0 && !rest.empty() &&
        (rest.front() == '@' || (rest.front() >= 'A' && rest.front() <= 'Z')) && count_words(rest) <= 8) {
      return rest;
    }
  }
  return std::nullopt;
}

/// Whether what follows a label is names and nothing else: short, every word a capital's, a handle or an address.
bool are_people(std::string_view text) {
  const std::vector<std::string_view> words = words_of_text(text);
  if (words.empty() || words.size() > 24) return false;
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    const std::size_t at = static_cast<std::size_t>(word.data() - text.data());
    const bool handle =
        at > 0 && (text[at - 1] == '@' || text[at - 1] == '.' || text[at - 1] == '/' || text[at - 1] == ':');
    const bool capital = (word[0] >= 'A' && word[0] <= 'Z') || (word[0] & 0x80) != 0;
    return handle || capital || !is_person_word(word) || word == "or" || word == "de" || word == "van" ||
           word == "von" || word == "da" || word == "https" || word == "mailto" ||
           (at + word.size() < text.size() && text[at + word.size()] == '@');
  });
}

template <class Visit>
void for_lines(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    visit(text.substr(at, end - at));
    at = end + 1;
  }
}

/// Where a handle that begins with '@' at `at` ends; `at` if it is none.
std::size_t handle_end(std::string_view text, std::size_t at) {
  if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '+')) return at;
  std::size_t end = at + 1;
  while (end < text.size() && (is_word(text[end]) || text[end] == '-' || text[end] == '.' || text[end] == '/')) ++end;
  while (end > at + 1 && !is_word(text[end - 1])) --end;
  return end == at + 1 || !is_word(text[at + 1]) ? at : end;
}

/// An e-mail address around the '@' at `at`, as a span; empty if it is none.
Span address_around(std::string_view text, std::size_t at) {
  const auto in_local = [](char c) { return is_word(c) || c == '.' || c == '-' || c == '+' || c == '%'; };
  std::size_t begin = at;
  while (begin > 0 && in_local(text[begin - 1])) --begin;
  std::size_t end = at + 1;
  while (end < text.size() && (is_word(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
  while (end > at + 1 && !is_word(text[end - 1])) --end;
  if (begin == at || end <= at + 1) return {};
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// A profile page: its address names a person. Where the path ends, or npos.
std::size_t profile_end(std::string_view text, std::size_t at) {
  constexpr std::string_view hosts[] = {
      "github.com/",      "gitlab.com/",        "twitter.com/",    "x.com/",         "www.linkedin.com/in/",
      "linkedin.com/in/", "medium.com/@",       "www.github.com/", "bitbucket.org/", "t.me/",
      "instagram.com/",   "www.instagram.com/", "dev.to/"};
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.substr(at).starts_with(scheme)) continue;
    for (const std::string_view host : hosts) {
      if (!text.substr(at + scheme.size()).starts_with(host)) continue;
      const std::size_t user = at + scheme.size() + host.size();
      std::size_t end = user;
      while (end < text.size() && (is_word(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
      const bool more = end + 1 < text.size() && text[end] == '/' && is_word(text[end + 1]);
      if (end > user && !more) return end;
    }
  }
  return std::string_view::npos;
}

/// Who speaks in a line above a message, as chats are copied: "> Benjamin Elder [2:17 PM]". Empty for any other line.
std::string_view speaker_of_line(std::string_view line) {
  while (!line.empty() && !is_letter(line.front())) {
    if (line.front() != '>' && line.front() != ' ' && line.front() != '*') return {};
    line.remove_prefix(1);
  }
  const std::size_t bracket = line.find('[');
  const std::size_t close = bracket == std::string_view::npos ? bracket : line.find(']', bracket);
  if (close == std::string_view::npos || line.find_first_not_of(" *\r", close + 1) != std::string_view::npos) return {};
  const std::string_view time = line.substr(bracket + 1, close - bracket - 1);
  const bool clock = time.size() >= 4 && time.size() <= 8 && is_digit(time[0]) &&
                     time.find(':') != std::string_view::npos &&
                     time.find_first_not_of("0123456789: APMapm") == std::string_view::npos;
  const std::string_view who = line.substr(0, bracket);
  const std::vector<std::string_view> words = words_of_text(who);
  const bool named = !words.empty() && words.size() <= 3 && who.find_first_of(".,;:!?") == std::string_view::npos &&
                     (words.size() == 1 || std::all_of(words.begin(), words.end(), [](std::string_view w) {
                        return (w[0] >= 'A' && w[0] <= 'Z') || (w[0] & 0x80) != 0;
                      }));
  return clock && named ? who : std::string_view();
}

/// Those who speak in a copied chat; a line or two of that kind are no chat.
void add_speakers(std::string_view text, Names& names) {
  constexpr std::size_t lines_min = 3;
  std::vector<std::string_view> speakers;
  for_lines(text, [&](std::string_view line) {
    if (const std::string_view who = speaker_of_line(line); !who.empty()) speakers.push_back(who);
  });
  if (speakers.size() < lines_min) return;
  for (const std::string_view who : speakers) names.add_people(who);
}

}  // namespace

std::vector<std::string> find_names(const Postmortem& pm) {
  Names names;
  const std::string_view text = pm.document->text().content();
  for (const Measure& measure : pm.measures) names.add_people(measure.owner);
  for (const std::string& who : pm.escalated_to) {
    // "Jane Doe", not "the storage people".
    const std::vector<std::string_view> words = words_of_text(who);
    const bool capitals =
        !words.empty() && words.size() <= 3 &&
        std::all_of(words.begin(), words.end(), [](std::string_view w) { return w[0] >= 'A' && w[0] <= 'Z'; });
    if (capitals) names.add_people(who);
  }
  for (const FrontMatterEntry& entry : pm.front_matter.entries) {
    constexpr std::string_view keys[] = {
        "author",    "authors",      "owner",      "owners",  "reviewer",  "reviewers",
        "commander", "participants", "responders", "scribe",  "contact",   "by",
        "lead",      "on-call",      "oncall",     "on_call", "attendees", "incident_commander",
        "name",      "assignee"};
    const std::string key =
        lower_ascii(entry.key.substr(entry.key.rfind('.') == std::string::npos ? 0 : entry.key.rfind('.') + 1));
    if (std::find(std::begin(keys), std::end(keys), std::string_view(key)) != std::end(keys))
      names.add_people(entry.value);
  }
  for_lines(text, [&](std::string_view line) {
    if (const auto people = people_of_line(line); people && are_people(*people)) names.add_people(*people);
  });
  add_speakers(text, names);
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (const std::size_t end = handle_end(text, at); end != at) names.add_handle(text.substr(at + 1, end - at - 1));
  }
  return names.take();
}

namespace {

/// Replaces whole words that are names. A name written with a capital is looked for as written, a handle in any case.
class Replacer {
 public:
  Replacer(const std::vector<std::string>& names, const KnownPeople* people) : people_(people) {
    for (const std::string& name : names)
      if (people == nullptr || !people->is_allowed(name)) names_.emplace(lower_ascii(name), name);
  }

  [[nodiscard]] bool is_name(std::string_view word, bool inside) const {
    if (people_ != nullptr && people_->names_somebody(word, inside)) return true;
    const auto [from, until] = names_.equal_range(lower_ascii(word));
    for (auto it = from; it != until; ++it) {
      const bool capital = it->second[0] >= 'A' && it->second[0] <= 'Z';
      // "Mark" the person is not "mark" the verb.
      if (!capital || word == it->second || (word[0] >= 'A' && word[0] <= 'Z')) return true;
    }
    return false;
  }

 private:
  std::unordered_multimap<std::string, std::string> names_;
  const KnownPeople* people_;
};

/// Whether the word at `at` stands inside a sentence: behind another word, and not in a heading.
bool is_inside(std::string_view line, std::size_t at) {
  if (line.starts_with('#')) return false;
  while (at > 0 && std::string_view(" *_(\"'[").find(line[at - 1]) != std::string_view::npos) --at;
  return at > 0 && (is_word(line[at - 1]) || line[at - 1] == ',' || line[at - 1] == ')' || line[at - 1] == ']');
}

void add_mark(std::string& out, std::string_view mark) {
  // "[name] [name]" is one person.
  std::string_view before = out;
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  if (before.ends_with(mark)) {
    out.resize(before.size());
  } else {
    out += mark;
  }
}

/// What stands at `at` instead of a handle, an address or a profile page: adds its mark and returns where it ends; `at`
/// if nothing of that kind stands there.
std::size_t replace_sign(std::string_view line, std::size_t at, std::string& out) {
  if (line[at] == 'h') {
    const std::size_t end = profile_end(line, at);
    if (end == std::string_view::npos) return at;
    out += '#';
    return end;
  }
  if (line[at] != '@') return at;
  if (const Span address = address_around(line, at); !address.empty()) {
    // The part before the '@' was written already, as far as it is no name.
    std::size_t local = at - address.begin;
    const auto in_local = [](char c) {
      return is_word(c) || std::string_view(".-+%").find(c) != std::string_view::npos;
    };
    for (; local > 0 && !out.empty() && in_local(out.back()); --local) out.pop_back();
    if (out.ends_with("mailto:")) out.resize(out.size() - 7);
    add_mark(out, address_mark);
    return address.end;
  }
  const std::size_t end = handle_end(line, at);
  if (end != at) add_mark(out, name_mark);
  return end;
}

std::string replace_in_line(std::string_view line, const Replacer& names) {
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    if (const std::size_t end = replace_sign(line, at, out); end != at) {
      at = end;
      continue;
    }
    if (!is_word(line[at])) {
      out += line[at++];
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && is_word(line[end])) ++end;
    if (names.is_name(line.substr(at, end - at), is_inside(line, at))) {
      add_mark(out, name_mark);
    } else {
      out.append(line.substr(at, end - at));
    }
    at = end;
  }
  return out;
}

}  // namespace

std::string without_names(std::string_view text, const std::vector<std::string>& names, const KnownPeople* people) {
  // Names with a hyphen or an apostrophe are looked for by their parts too.
  std::vector<std::string> parts = names;
  for (const std::string& name : names) {
    for (std::size_t at = 0; at < name.size();) {
      std::size_t end = at;
      while (end < name.size() && is_word(name[end])) ++end;
      if (end - at >= 2 && end - at < name.size() && is_person_word(name.substr(at, end - at)))
        parts.push_back(name.substr(at, end - at));
      at = end + 1;
    }
  }
  const Replacer replacer(parts, people);
  std::string out;
  out.reserve(text.size());
  for_lines(text, [&](std::string_view line) {
    const auto people = people_of_line(line);
    if (people && are_people(*people) && line.find('|') == std::string_view::npos) return;
    out += replace_in_line(line, replacer);
    out += '\n';
  });
  return out;
}

}  // namespace afterword
