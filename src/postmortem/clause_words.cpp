#include "postmortem/clause_words.h"

#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace afterword {

namespace {

// Verbs by what they do, in their base form; regular forms are derived. What is irregular stands as base/past.
struct Deeds {
  Deed deed;
  std::string_view verbs;
};

constexpr Deeds deeds[] = {
    {Deed::notice,
     "notice observe spot/spotted detect see/saw/seen hear/heard perceive sense experience encounter witness "
     "realize realise recognize recognise flag"},
    {Deed::find,
     "find/found identify pinpoint determine locate uncover discover isolate trace diagnose narrow reveal unearth "
     "deduce conclude establish understand/understood figure unmask expose learn attribute correlate root-cause"},
    {Deed::show,
     "show/showed/shown indicate suggest point display print read/read explain prove log hint contain match"},
    {Deed::examine,
     "check inspect review look examine analyze analyse test search compare verify watch scan query strace curl grep "
     "ping profile audit probe sample list browse assess evaluate monitor run/ran tail dump capture walk sift comb "
     "attach study measure open visit go/went log"},
    {Deed::investigate,
     "investigate debug troubleshoot dig/dug research reproduce explore triage delve dive focus concentrate track "
     "chase "
     "pursue follow examine/examined continue-investigating work tackle bisect replicate"},
    {Deed::suppose,
     "suspect assume believe think/thought consider hypothesize hypothesise speculate attribute guess theorize "
     "theorise "
     "blame wonder presume imagine expect lean assign-blame doubt fear mistake/mistook/mistaken accuse"},
    {Deed::reject,
     "rule-out eliminate dismiss discard exclude disprove exonerate debunk refute discount rule reject contradict "
     "clear"},
    {Deed::summon,
     "escalate page loop hand assign forward transfer call summon involve engage alert notify ping refer delegate "
     "contact reach request mobilize mobilise dispatch enlist consult convene gather pull bring/brought invite relay "
     "raise pass route"},
    {Deed::join,
     "join arrive assemble acknowledge respond jump collaborate cooperate step enter pair assist help attend "
     "start-work "
     "take/took/taken pick hop"},
    {Deed::tell,
     "inform announce communicate post publish tweet email e-mail message tell/told share document discuss reply "
     "apologize apologise ask advise brief write/wrote/written say/said mention describe explain acknowledge send/sent "
     "report warn recommend thank instruct note state propose meet/met present reassure broadcast answer"},
    {Deed::complain,
     "complain report rant moan phone submit file raise-ticket inquire enquire open-ticket flood tweet"},
    {Deed::restart,
     "restart reboot bounce kill cycle reload relaunch respawn revive reset power-cycle re-start recycle reinitialize "
     "reinitialise restart-services re-run rerun retry redo resend replay requeue"},
    {Deed::undo,
     "revert rollback roll undo downgrade unroll back-out roll-back withdraw/withdrew/withdrawn recall retract"},
    {Deed::stop,
     "stop disable block pause drain shut/shut suspend halt terminate isolate ban limit throttle cordon remove delete "
     "purge flush evict drop quarantine lock revoke unplug detach disconnect deactivate cancel abort cut/cut freeze "
     "filter restrict erase wipe prune truncate vacuum cap shed/shed decommission uninstall turn-off hide contain "
     "rate-limit blacklist comment free clean empty archive"},
    {Deed::enlarge,
     "scale increase add expand extend raise double provision allocate upsize spin/spun boost grow/grew/grown triple "
     "augment enlarge upscale size bump create attach"},
    {Deed::reroute,
     "failover switch redirect reroute shift swap promote move migrate point divert fail-over balance redistribute "
     "rebalance distribute relocate route steer transfer evacuate"},
    {Deed::repair,
     "fix correct patch repair resolve rectify solve address remedy mend remediate sort mitigate alleviate hotfix "
     "implement-fix debug-fix handle settle overcome/overcame alleviate neutralize neutralise recreate rebuild/rebuilt "
     "reinstall resync re-create reindex regenerate"},
    {Deed::configure,
     "change set/set update modify adjust configure reconfigure tune edit rename replace enable renew rotate grant "
     "optimize optimise rewrite/rewrote/rewritten refactor upgrade reissue re-enable override reduce lower raise allow "
     "assign delete-line alter convert comment restore-setting insert point put/put tweak re-add bind/bound chmod "
     "chown "
     "whitelist unlock activate install unblock clean specify define redirect"},
    {Deed::deploy,
     "deploy release push merge ship publish apply implement install introduce launch rollout commit redeploy execute "
     "promote issue upload perform roll-out build/built prepare provide"},
    {Deed::recover,
     "recover restore resume return normalize normalise stabilize stabilise subside reopen come/came improve succeed "
     "reconnect heal catch-up work function operate stabilise drain decrease decline pass re-establish reappear regain "
     "load serve respond bring-back rejoin"},
    {Deed::confirm, "confirm verify validate ensure double-check check-that satisfy certify assure prove demonstrate"},
    {Deed::fail,
     "crash fail hang/hung die degrade spike exceed exhaust collapse overload saturate refuse throw/threw/thrown "
     "overwhelm break/broke/broken stall starve lag slow deadlock leak expire corrupt malfunction drop climb rise/rose/"
     "risen overflow error fall/fell/fallen surge panic loop reject time-out go-down flap stick/stuck disconnect "
     "struggle back-up accumulate pile queue miss go-dark overheat disappear peak"},
    {Deed::begin,
     "begin/began/begun start commence initiate occur happen launch kick trigger emerge appear arise/arose proceed"},
    {Deed::end, "end close finish complete conclude cease over declare finalize finalise wrap mark"},
    {Deed::decide, "decide agree choose/chose/chosen plan propose elect opt intend prefer schedule want need"},
    {Deed::cause,
     "cause trigger lead/led result introduce create prevent allow make/made force stem originate contribute affect "
     "impact "
     "propagate cascade leave/left require provoke spark induce generate stop-from prompt block impede"},
    {Deed::attempt, "try attempt struggle hope aim seek/sought experiment"},
    {Deed::persist,
     "persist continue remain recur stay keep/kept reoccur reappear last linger resurface worsen repeat"},
    {Deed::wait,
     "wait sleep/slept rest leave swear/swore laugh cry panic drink/drank sigh celebrate sit/sat relax enjoy curse nap "
     "pray yell scream smile sweat wake/woke eat/ate stare shout"},
    {Deed::receive,
     "receive get/got fire trigger raise alert page go-off ring/rang sound beep light flag report detect catch/caught"},
    {Deed::err,
     "forget/forgot/forgotten misconfigure mistype misspell overlook mishandle omit neglect fail-to misread "
     "misinterpret misunderstand/misunderstood misdiagnose mislead/misled misroute mis-configure"},
    {Deed::lose, "lose/lost affect impact disrupt prevent suffer deny interrupt hinder impair interrupt miss damage"},
};

constexpr std::string_view be_words =
    "is are was were be been being am became become becomes remains gets got 's 're wasn't weren't isn't aren't";
constexpr std::string_view may_words =
    "may might could would can should must shall will can't couldn't cannot unable able";

struct Things {
  Thing thing;
  std::string_view nouns;
};

constexpr Things things[] = {
    {Thing::self, "we i us me my our myself ourselves we've i've we'd i'd we're i'm"},
    {Thing::engineer,
     "engineer engineers developer developers sre sres sysadmin sysadmins admin admins administrator administrators "
     "dev "
     "devs operator operators dba dbas technician technicians on-call oncall responder responders he she programmer "
     "programmers colleague coworker co-worker employee employees staff intern expert experts specialist specialists "
     "maintainer maintainers someone somebody member members architect consultant person hero knight detective tester"},
    {Thing::team,
     "team teams crew group department squad devops ops it operations infrastructure engineering noc qa security-team "
     "backend frontend they everyone personnel organization force"},
    {Thing::customer,
     "user users customer customers client clients student students visitor visitors people reporter consumer "
     "consumers "
     "tenant tenants subscriber subscribers shopper shoppers buyer player players guest guests teacher teachers "
     "patient "
     "patients partner partners merchant merchants farmer community public reviewer citizens members audience"},
    {Thing::support,
     "support helpdesk help-desk desk success agent agents call-center hotline customer-support complaint complaints "
     "ticket tickets feedback report reports inquiry inquiries"},
    {Thing::manager,
     "manager managers lead leads cto ceo ciso coo director management stakeholder stakeholders executive executives "
     "leadership vp head supervisor boss owner owners senior chief founder commander"},
    {Thing::vendor,
     "provider providers vendor vendors aws google cloudflare github azure upstream third-party isp gcp heroku "
     "digitalocean linode fastly akamai stripe twilio supplier datacenter contractor maintainers hosting amazon "
     "microsoft oracle"},
    {Thing::monitor,
     "monitoring alert alerts alarm alarms pagerduty datadog nagios grafana prometheus dashboard dashboards probe "
     "probes "
     "sentry notification notifications pingdom zabbix opsgenie cloudwatch healthcheck healthchecks health-check "
     "monitor "
     "monitors alertmanager pager watchdog newrelic splunk kibana checks canary uptimerobot wavefront threshold "
     "synthetic telemetry observability anomaly"},
    {Thing::service,
     "service services site website app application apps applications api apis platform system systems portal endpoint "
     "endpoints page pages homepage product store shop checkout login backend frontend functionality feature features "
     "webpage websites web dashboard gateway"},
    {Thing::server,
     "server servers host hosts node nodes instance instances machine machines container containers pod pods vm vms "
     "cluster clusters process processes worker workers apache nginx haproxy puppet kubernetes k8s docker daemon "
     "replica "
     "replicas kernel balancer load-balancer scheduler job jobs cron queue queues broker kafka rabbitmq cache redis "
     "memcached ec2 wordpress master webserver"},
    {Thing::database,
     "database databases db dbs mysql postgres postgresql mongo mongodb query queries table tables index indexes "
     "schema "
     "deadlock deadlocks pool pools transaction transactions sql record records row rows replication backup backups "
     "data "
     "dataset storage-engine"},
    {Thing::network,
     "network networks dns firewall firewalls router routers switch traffic bandwidth port ports ip cdn proxy route "
     "routes "
     "subnet domain domains connectivity packet packets link links vpn bgp interface ssl tls gateway-network requests "
     "request connection connections"},
    {Thing::configuration,
     "config configs configuration configurations setting settings file files flag flags parameter parameters limit "
     "limits variable variables ulimit permission permissions rule rules policy policies manifest option options value "
     "values yaml conf credentials ownership"},
    {Thing::code,
     "code script scripts bug bugs typo typos function functions commit commits branch library libraries dependency "
     "dependencies module modules class line lines loop leak extension plugin logic syntax package packages algorithm "
     "exception handler method"},
    {Thing::release,
     "deployment deployments release releases update updates upgrade upgrades version versions change changes rollout "
     "migration migrations pr build builds push maintenance pull-request image images feature-flag merge"},
    {Thing::resource,
     "cpu memory ram disk disks load capacity resource resources storage latency utilization usage space throughput "
     "cores "
     "quota i/o rate rates swap threads thread"},
    {Thing::evidence,
     "log logs metric metrics trace traces graph graphs output stack console strace data evidence top htop journal "
     "screenshot stacktrace reports-log tcpdump statistics findings result results"},
    {Thing::trouble,
     "error errors failure failures timeout timeouts outage outages incident incidents issue issues problem problems "
     "downtime crash crashes spike spikes slowdown disruption degradation anomaly anomalies glitch fault faults "
     "symptom "
     "symptoms 500 502 503 504 404 surge impact situation unavailability delay delays bottleneck"},
    {Thing::cause,
     "cause causes culprit reason reasons source origin root-cause root trigger villain misconfiguration"},
    {Thing::remedy,
     "fix fixes solution solutions workaround hotfix hotfixes remediation rollback restart patch patches mitigation "
     "resolution remedy correction corrections reboot failover revert measure measures repair"},
    {Thing::message,
     "email emails e-mail message messages announcement announcements status status-page post posts notice statement "
     "slack "
     "tweet tweets notification-banner banner update-post communication documentation twitter discord mail blog thread "
     "channel response"},
    {Thing::security,
     "certificate certificates token tokens password passwords attack attacks attacker attackers ddos vulnerability "
     "key "
     "keys breach malware exploit intrusion hacker hackers secret secrets auth authentication cert certs"},
    {Thing::hardware,
     "power cable cables fan cooling ups battery rack hardware drive drives controller motherboard raid fiber fibre"},
    {Thing::hypothesis,
     "theory theories hypothesis hypotheses assumption assumptions suspicion guess possibility possibilities suspect "
     "belief idea thought thoughts speculation likelihood"},
    {Thing::meeting,
     "call meeting bridge war-room room huddle zoom session conference postmortem retrospective discussion"},
    {Thing::normality,
     "normal normality healthy stable online operational green ok okay baseline stability availability 200 "
     "successfully "
     "fully smoothly nominal usual again back up running available accessible responsive"},
    {Thing::dead_end,
     "herring dead-end path paths detour goose chase wrong incorrect unrelated false misleading fruitless avail luck "
     "unsuccessful unsuccessfully nothing none erroneous"},
};

struct Makers {
  std::uint8_t makes;
  std::string_view words;
};

constexpr Makers makers[] = {
    {before_noun,
     "the a an this that our their its his her my your any another new first of in for on with by from no each every "
     "some these those which was's initial final further additional several multiple all full"},
    {before_verb, "to we i they he she who then and also will would could should can must please"},
    {negates,
     "not no never without didn't don't doesn't couldn't wasn't weren't isn't can't cannot nothing none unable "
     "failed "
     "nor neither hardly barely"},
    {turns, "but however yet although though still unfortunately instead despite nevertheless"},
    {makes_passive, "is are was were be been being got gets"},
};

bool is_vowel(char c) {
  return std::string_view("aeiou").find(c) != std::string_view::npos;
}

/// "stop" doubles its last letter, "open" does not: one vowel before one consonant, in a word of one syllable.
bool doubles(std::string_view verb) {
  if (verb.size() < 3) return false;
  const char last = verb.back();
  if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y') return false;
  if (!is_vowel(verb[verb.size() - 2]) || is_vowel(verb[verb.size() - 3])) return false;
  std::size_t vowels = 0;
  for (const char c : verb) vowels += is_vowel(c) ? 1 : 0;
  return vowels == 1 || verb.ends_with("mit") || verb.ends_with("fer") || verb.ends_with("cur");
}

}  // namespace

/// Collects the words by open addressing.
class ClauseWordsBuilder {
 public:
  using Slot = ClauseWords::Slot;

  ClauseWordsBuilder() : slots_(1u << 13) {
    for (const Things& row : things)
      each_word(row.nouns, [&](std::string_view noun) { slot(word_hash(noun)).word.thing = row.thing; });
    for (const Deeds& row : deeds) each_word(row.verbs, [&](std::string_view verb) { add_verb(row.deed, verb); });
    each_word(be_words, [&](std::string_view word) { set(word, Deed::be, VerbForm::base); });
    each_word(may_words, [&](std::string_view word) { set(word, Deed::may, VerbForm::base); });
    for (const Makers& row : makers)
      each_word(row.words, [&](std::string_view word) { slot(word_hash(word)).word.makes |= row.makes; });
  }

  [[nodiscard]] std::vector<Slot> take() {
    std::erase_if(slots_, [](const Slot& each) { return each.hash == 0; });
    return std::move(slots_);
  }

 private:
  template <class Use>
  static void each_word(std::string_view words, Use use) {
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      if (end > 0) use(words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }

  Slot& slot(std::uint32_t hash) {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) & (slots_.size() - 1);
    slots_[i].hash = hash;
    return slots_[i];
  }

  /// The first row that holds a verb has it.
  void set(std::string_view verb, Deed deed, VerbForm form) {
    ClauseWord& word = slot(word_hash(verb)).word;
    if (word.deed != Deed::none) return;
    word.deed = deed;
    word.form = form;
  }

  void add_verb(Deed deed, std::string_view written) {
    const std::size_t slash = std::min(written.find('/'), written.size());
    const std::string base(written.substr(0, slash));
    std::string_view irregular = written.substr(std::min(slash + 1, written.size()));
    const bool is_regular = irregular.empty();
    while (!irregular.empty()) {
      const std::size_t end = std::min(irregular.find('/'), irregular.size());
      set(irregular.substr(0, end), deed, VerbForm::past);
      irregular.remove_prefix(std::min(end + 1, irregular.size()));
    }
    std::string stem = base;
    if (base.ends_with("e")) stem.pop_back();
    if (doubles(base)) stem += base.back();
    const bool has_ies = base.ends_with("y") && base.size() > 2 && !is_vowel(base[base.size() - 2]);
    const std::string bare = has_ies ? base.substr(0, base.size() - 1) + "i" : stem;
    set(base, deed, VerbForm::base);
    const bool has_es = has_ies || base.ends_with("s") || base.ends_with("sh") || base.ends_with("ch") ||
                        base.ends_with("x") || base.ends_with("o");
    set((has_ies ? bare : base) + (has_es ? "es" : "s"), deed, VerbForm::third);
    if (is_regular) set(bare + "ed", deed, VerbForm::past);
    set((has_ies ? base : stem) + "ing", deed, VerbForm::progressive);
  }

  std::vector<Slot> slots_;
};

ClauseWords::ClauseWords() {
  const std::vector<Slot> words = ClauseWordsBuilder().take();
  std::vector<std::uint32_t> hashes;
  hashes.reserve(words.size());
  for (const Slot& word : words) hashes.push_back(word.hash);
  slots_.resize(std::bit_ceil(2 * words.size()));
  turns_ = turns_for(hashes, slots_.size());
  for (const Slot& word : words) slots_[slot_of(slots_.size(), turns_, word.hash)] = word;
}

const ClauseWords& clause_words() {
  static const ClauseWords words;
  return words;
}

}  // namespace afterword
