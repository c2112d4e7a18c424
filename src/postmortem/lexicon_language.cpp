#include "postmortem/lexicon_families.h"

namespace afterword {
namespace {

constexpr std::uint16_t m(Mark mark) {
  return static_cast<std::uint16_t>(mark);
}

// Rules never speak up for one of these alone: a rule asks for two marks in one sentence (a person and a fault), or for
// a mark in a place (a cause, a task). So a word may stand here although it is harmless by itself.
constexpr Phrase rows[] = {
    // What templates leave behind.
    {"tbd", m(Mark::placeholder)},
    {"tba", m(Mark::placeholder)},
    {"tbc", m(Mark::placeholder)},
    {"fixme", m(Mark::placeholder)},
    {"lorem ipsum", m(Mark::placeholder)},
    {"to be determined", m(Mark::placeholder)},
    {"to be filled in", m(Mark::placeholder)},
    {"to be completed", m(Mark::placeholder)},
    {"to be written", m(Mark::placeholder)},
    {"fill this in", m(Mark::placeholder)},
    {"fill me in", m(Mark::placeholder)},
    {"your name here", m(Mark::placeholder)},
    {"insert _ here", m(Mark::placeholder)},
    {"insert _ _ here", m(Mark::placeholder)},
    {"add _ here", m(Mark::placeholder)},
    {"write _ here", m(Mark::placeholder)},
    {"describe _ here", m(Mark::placeholder)},
    {"yyyy-mm-dd", m(Mark::placeholder)},
    {"dd-mm-yyyy", m(Mark::placeholder)},
    {"yyyymmdd", m(Mark::placeholder)},

    // Persons and groups. "We" and "I" are neither: who tells of himself blames nobody else.
    {"engineer|engineers|developer|developers|programmer|coder|intern|trainee|junior|newbie|rookie", m(Mark::person)},
    {"operator|operators|administrator|administrators|admin|admins|sysadmin|sysadmins|dba|sre", m(Mark::person)},
    {"technician|technicians|contractor|contractors|colleague|coworker|employee|employees", m(Mark::person)},
    {"manager|reviewer|reviewers|tester|testers|author|maintainer|committer|responder", m(Mark::person)},
    {"someone|somebody|person|guy|he|she", m(Mark::person)},
    {"team|teams|department|vendor|crew|staff|they", m(Mark::group)},

    // What only people do, so any name may stand before it.
    {"forgot|forgets|forgotten", m(Mark::human_fault)},
    {"neglected|neglects|neglecting", m(Mark::human_fault)},
    {"messed|screwed|fouled up", m(Mark::human_fault)},
    {"fat-fingered|botched|goofed|slacked", m(Mark::human_fault)},
    {"made a mistake|error|typo|blunder", m(Mark::human_fault)},
    {"made a _ mistake|error|blunder", m(Mark::human_fault)},
    {"made mistakes|errors", m(Mark::human_fault)},
    {"did not|n't bother", m(Mark::human_fault)},
    {"didn't bother", m(Mark::human_fault)},
    {"did not think|care|pay", m(Mark::human_fault)},
    {"didn't think|care|pay", m(Mark::human_fault)},
    {"carelessly|negligently|recklessly|foolishly|stupidly|clumsily|lazily", m(Mark::human_fault)},
    {"was|were|being hungover|drunk|careless|negligent|lazy|incompetent|asleep|sloppy|reckless", m(Mark::human_fault)},
    {"should have known better", m(Mark::human_fault)},
    {"fell asleep", m(Mark::human_fault)},
    {"was too lazy|careless|busy to", m(Mark::human_fault)},

    // What systems do as well: a fault only where a person stands right before it.
    {"failed to", m(Mark::fault)},
    {"is|are|was|were at fault", m(Mark::fault)},
    {"ignored|overlooked|disregarded|mishandled|misconfigured|misread|misjudged|broke", m(Mark::fault)},
    {"mistakenly|accidentally|erroneously|unwisely|wrongly|inadvertently", m(Mark::fault)},
    {"by mistake|accident", m(Mark::fault)},
    {"did not follow|check|verify|read|notice|realize|realise|test|review|tell|inform|update", m(Mark::fault)},
    {"didn't follow|check|verify|read|notice|realize|realise|test|review|tell|inform|update", m(Mark::fault)},
    {"never checked|tested|reviewed|noticed|told|read|verified|switched", m(Mark::fault)},
    {"caused the|this|an|a outage|incident|problem|issue|downtime|failure|error", m(Mark::fault)},

    // Whole phrases that lay a fault on somebody.
    {"is|are|was|were to blame", m(Mark::blame)},
    {"'s fault", m(Mark::blame)},
    {"his|her|their|my|your fault|error|mistake|carelessness|negligence|incompetence|oversight", m(Mark::blame)},
    {"fault of the|our|an", m(Mark::blame)},
    {"mistake of the|our|an engineer|developer|operator|administrator|team|intern|technician", m(Mark::blame)},
    {"negligence|carelessness|incompetence|laziness|inattention|recklessness of|by|from|on", m(Mark::blame)},
    {"due to|of negligence|carelessness|incompetence|laziness|inattention", m(Mark::blame)},
    {"has|have|had|was|were been fired|dismissed|sacked|disciplined|reprimanded|banished", m(Mark::blame)},
    {"was|were|be|been fired|dismissed|sacked|disciplined|reprimanded|punished|banished", m(Mark::blame)},
    {"fire|sack|punish the|our engineer|developer|operator|intern|administrator|sre|admin", m(Mark::blame)},
    {"fire|sack|punish the|our _ engineer|developer|operator|intern|administrator|sre|admin", m(Mark::blame)},

    {"human error|errors|mistake|mistakes|failure", m(Mark::human_error)},
    {"operator|engineer|developer|admin|administrator error", m(Mark::human_error)},
    {"engineer's|developer's|operator's|administrator's|admin's|intern's error|mistake|fault", m(Mark::human_error)},
    {"error|mistake by|of|from|made the|an|a|our engineer|developer|operator|administrator|intern",
     m(Mark::human_error)},
    {"mistake by|of|from|made the|an|a|our _ engineer|developer|operator|administrator|intern", m(Mark::human_error)},
    {"fat-finger|fat-fingered|fat-fingering", m(Mark::human_error)},
    {"fat finger", m(Mark::human_error)},
    {"pilot|pebkac error", m(Mark::human_error)},
    {"erreur humaine", m(Mark::human_error)},
    {"error humano", m(Mark::human_error)},
    {"erro humano", m(Mark::human_error)},

    // What did not happen, told as if it could explain what did. The rule looks at what follows "should have".
    {"should have", m(Mark::counterfactual)},
    {"ought to have", m(Mark::counterfactual)},
    {"should've", m(Mark::counterfactual)},
    {"shouldn't have", m(Mark::counterfactual)},
    {"should not have", m(Mark::counterfactual)},
    {"if only", m(Mark::counterfactual)},
    {"would have been avoided|prevented|caught|noticed|detected", m(Mark::counterfactual)},
    {"would|could have been easily avoided|prevented|caught", m(Mark::counterfactual)},
    {"could have been avoided|prevented|caught", m(Mark::counterfactual)},
    {"had we|they|he|she|someone only|not|known|checked|tested|noticed|followed|done|been|had",
     m(Mark::counterfactual)},
    {"had the|our team|engineer|engineers|developer|developers|operator|operators", m(Mark::counterfactual)},
    {"we|they failed to", m(Mark::counterfactual)},

    // Words that judge, and what they judge.
    {"careless|negligent|incompetent|stupid|sloppy|lazy|irresponsible|reckless|idiotic|dumb|foolish|ignorant",
     m(Mark::judging)},
    {"silly|inept|clueless|unprofessional|amateurish|inexcusable|unforgivable|shameful|embarrassing|ridiculous",
     m(Mark::judging)},
    {"mistake|mistakes|error|errors|decision|decisions|choice|change|changes|commit|code|work|oversight|typo",
     m(Mark::judged)},
    {"configuration|config|deploy|deployment|engineer|engineers|developer|developers|operator|operators|team|admin",
     m(Mark::judged)},
    {"administrator|intern|staff|coding|practice|handling|behaviour|behavior|failure|programmer", m(Mark::judged)},

    // Words that move instead of inform, beside what they are said of.
    {"catastroph*|disastrous|nightmar*|horrendous|horrible|horrific|terrifying|apocalyp*|insane|insanely|crazy",
     m(Mark::animated)},
    {"terrible|awful|dreadful|havoc|chaos|chaotic|mayhem|meltdown|carnage|devastating|devastated|massive|dire",
     m(Mark::animated)},
    {"huge|epic|brutal|shocking|unbelievable|dramatic|dramatically|total disaster|nightmare|chaos|mess",
     m(Mark::animated)},
    {"disaster struck", m(Mark::animated)},
    {"outage|incident|downtime|failure|impact|problem|issue|crash|spike|consequences|effect|effects|loss|blow",
     m(Mark::incident_noun)},
    {"night|day|morning|situation|event|mistake|error|bug|delay|delays|disruption|mess|traffic",
     m(Mark::incident_noun)},

    // Verbs of tasks that can't be told to be done.
    {"improve|enhance|strengthen|optimize|optimise|consider|explore|encourage|promote|foster", m(Mark::vague_verb)},
    {"think about", m(Mark::vague_verb)},
    {"look into|at", m(Mark::vague_verb)},
    {"try to", m(Mark::vague_verb)},
    {"be careful|aware|vigilant|mindful|prepared|proactive", m(Mark::vague_verb)},
    {"be more|extra careful|aware|vigilant|mindful|attentive|proactive", m(Mark::vague_verb)},
    {"pay attention", m(Mark::vague_verb)},
    {"pay more|close|closer attention", m(Mark::vague_verb)},
    {"make better", m(Mark::vague_verb)},
    {"work on", m(Mark::vague_verb)},

    // Measures that ask people to be other people.
    {"be careful|vigilant|attentive|mindful|aware", m(Mark::weak_measure)},
    {"be more|extra|very careful|vigilant|attentive|mindful|aware", m(Mark::weak_measure)},
    {"more careful|carefully|attention|caution|vigilant|attentive", m(Mark::weak_measure)},
    {"pay attention", m(Mark::weak_measure)},
    {"pay more|close|closer attention", m(Mark::weak_measure)},
    {"train|training|trainings|educate|education|workshop|workshops|retrain|coach|coaching", m(Mark::weak_measure)},
    {"remind|reminder|reminders|raise awareness", m(Mark::weak_measure)},
    {"double check|checking", m(Mark::weak_measure)},
    {"double-check|double-checking|awareness|communicate|communication", m(Mark::weak_measure)},
    {"avoid mistakes|errors|typos|making", m(Mark::weak_measure)},
    {"don't|never do|make|repeat it|this|that|mistakes|again", m(Mark::weak_measure)},
    {"not to forget", m(Mark::weak_measure)},
    {"get more sleep|rest", m(Mark::weak_measure)},

    // Words that leave a task without an end.
    {"more|better|improved|enhanced|robust|proper|properly", m(Mark::unbounded)},
    {"regularly|periodically|continuously|continually|constantly|frequently|frequent|ongoing", m(Mark::unbounded)},
    {"as needed|necessary|required|appropriate", m(Mark::unbounded)},
    {"where|when|if possible|needed|necessary|appropriate", m(Mark::unbounded)},
    {"etc|et cetera", m(Mark::unbounded)},
    {"and so on", m(Mark::unbounded)},
    {"best practices|practice", m(Mark::unbounded)},

    // Measures that would have noticed it.
    {"monitor|monitors|monitoring|monitored|alert|alerts|alerting|alarm|alarms|alarming|dashboard|dashboards",
     m(Mark::detecting_measure)},
    {"probe|probes|healthcheck|healthchecks|canary|watchdog|watchdogs|notification|notifications|notify|detect|detects",
     m(Mark::detecting_measure)},
    {"detection|detecting|health-check|health-checks|uptime|slo|slos|pager|paging|observability|telemetry|metrics|"
     "metric",
     m(Mark::detecting_measure)},
    {"health check|checks", m(Mark::detecting_measure)},
    {"smoke test|tests", m(Mark::detecting_measure)},
    {"synthetic check|checks|test|tests|monitoring", m(Mark::detecting_measure)},
    {"logging|log|logs|tracing|prometheus|grafana|datadog|nagios|sentry|zabbix|pagerduty|opsgenie",
     m(Mark::detecting_measure)},

    // Nothing worked at all, or it worked badly: one report can hardly mean both at the same time.
    {"complete|completely|total|totally|full|fully outage|down|unavailable|inaccessible|offline|unreachable|unusable",
     m(Mark::total_outage)},
    {"complete|total|full downtime|unavailability|inaccessibility|blackout|shutdown", m(Mark::total_outage)},
    {"complete|total|full service|system|site outage|downtime", m(Mark::total_outage)},
    {"entirely|wholly down|unavailable|inaccessible|offline|unreachable", m(Mark::total_outage)},
    {"slow|slower|slowly|slowed|slowness|sluggish|slowdown|slowdowns", m(Mark::slow_service)},
    {"degraded|degradation", m(Mark::slow_service)},
    {"long|longer|increased|high|higher|delayed load|loading|response|latency times|time", m(Mark::slow_service)},
    {"increased|high|higher|elevated latency|latencies", m(Mark::slow_service)},
    {"intermittent|intermittently|sporadic|sporadically|occasional|occasionally", m(Mark::slow_service)},

    {"caused by", m(Mark::cause_link)},
    {"due to", m(Mark::cause_link)},
    {"because of", m(Mark::cause_link)},
    {"because", m(Mark::cause_link)},
    {"result of", m(Mark::cause_link)},
    {"cause was|is", m(Mark::cause_link)},
    {"triggered|introduced by", m(Mark::cause_link)},
    {"fault of", m(Mark::cause_link)},

    {"unknown", m(Mark::unknown_cause)},
    {"not known|clear|understood|identified|found|determined", m(Mark::unknown_cause)},
    {"not yet known|clear|understood|identified|found|determined", m(Mark::unknown_cause)},
    {"still unknown|unclear|investigating", m(Mark::unknown_cause)},
    {"unclear", m(Mark::unknown_cause)},
    {"no idea", m(Mark::unknown_cause)},
    {"under investigation", m(Mark::unknown_cause)},
    {"could not|n't be determined|found|identified|established", m(Mark::unknown_cause)},
    {"couldn't be determined|found|identified|established", m(Mark::unknown_cause)},
    {"have not|yet determined|found|identified", m(Mark::unknown_cause)},

    // What users see; a cause made of these alone explains nothing.
    {"down|outage|unavailable|unreachable|inaccessible|offline|crash|crashed|downtime|unavailability",
     m(Mark::symptom)},
    {"slow|slowness|slowed|unresponsive|failing|failed|failure|broken|stopped|working|respond|responding",
     m(Mark::symptom)},
    {"error|errors|500|502|503|504|404|http|5xx|issue|problem|incident|disruption|interruption|not|went|was|is|were",
     m(Mark::symptom)},

    // Who does what during an incident.
    {"incident commander|lead|manager|coordinator|responder|responders", m(Mark::response_role)},
    {"communications|comms|customer|operations|ops|technical lead|liaison|owner", m(Mark::response_role)},
    {"subject matter expert|experts", m(Mark::response_role)},
    {"scribe|responders|responder|ic|sme|smes|participants|attendees", m(Mark::response_role)},
    {"on-call engineer|responder|sre|developer", m(Mark::response_role)},
    {"on call engineer|responder|sre|developer", m(Mark::response_role)},
};

}  // namespace

std::span<const Phrase> language_phrases() {
  return rows;
}

}  // namespace afterword
