#pragma once
#include <string>
#include <vector>

#include "postmortem/postmortem.h"
#include "render/chronology.h"

namespace afterword {

/// One fact of the row under the headline: what, how much, and what that rests on.
struct Fact {
  std::string_view id;     ///< "when", "lasted", "affected", "noticed", "eased", "severity", "state"
  std::string_view label;  ///< a person's words
  std::string_view term;   ///< the field's word, or empty
  std::string value;
  std::vector<std::string> notes;  ///< footing, in small type: "= end − start", "by an alert"
};

/// Only what the text gives; nothing is filled in.
[[nodiscard]] std::vector<Fact> collect_facts(const Postmortem& postmortem, const Chronology& chronology);

/// The headline: the title, or service and length where the title says nothing ("Postmortem").
struct Headline {
  std::string text;
  std::string kicker;  ///< the title that said nothing, to be shown small above; may be empty
};
[[nodiscard]] Headline choose_headline(const Postmortem& postmortem);

/// What happened and why in at most 45 words, put together from the author's own sentences; empty where there are none.
[[nodiscard]] std::string compose_verdict(const Postmortem& postmortem);

}  // namespace afterword
