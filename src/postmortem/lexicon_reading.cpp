#include "postmortem/lexicon_families.h"

namespace afterword {

namespace {

// How people tell an incident, from the first alert to the last check. Phrases are patterns of telling, not of one
// text.
constexpr MarkPhrases rows[] = {
    {Mark::alert,
     "alert|alerts;alerted;alerting;alarm|alarms;alarmed;pagerduty;opsgenie;page fired|fires;paged by;pager;pages "
     "fired;"
     "notification|notifications;threshold|thresholds;health check failed|fails|fails;uptime check;uptime robot;"
     "pingdom;nagios;datadog;prometheus;alertmanager;cloudwatch;zabbix;sentry;grafana alert|alerts;new relic;splunk;"
     "triggered an alert;raised an alarm;sounded;spike in;surge in;sudden drop|spike|increase|surge|rise;"
     "flagged;synthetic;probe|probes;canary;alerta|alertas;alerte|alertes;alarme;alarma;notifica;siren|sirens;"
     "automated check;watchdog;heartbeat;anomaly detection;error rate|rates;burn rate;slo;sla breach"},
    {Mark::monitoring,
     "monitoring;monitor|monitors;dashboard|dashboards;grafana;kibana;observability;monitoring "
     "system|tool|tools|agent;"
     "telemetry;metrics;status checks;monitoreo;supervision;monitoramento;automated monitoring;our monitoring"},
    {Mark::customer_report,
     "complaint|complaints;complained|complain|complains|complaining;user|users|customer|customers|client|clients|"
     "student|students|visitor|visitors "
     "reported|report|reports|noticed|complained|complain|contacted|opened|submitted|"
     "raised|flagged|started|began|tweeted|called|wrote|posts|posted|said;reports of;reported by;reports from;"
     "customer|user|client|support ticket|tickets;support|help desk;helpdesk;customer support|service|care;"
     "ticket|tickets opened|raised|filed|submitted|received;opened a ticket;bug report|reports;incident report;"
     "received reports;reports start|started|begin|began|arrive|arrived|came|come;first report|reports;"
     "incoming report|reports;social media;twitter;tweets;called in;calls from;emails from;email from;"
     "reported on|in|via|to|that|the|an|a|issues|errors|problems|slow|login|failures|being|difficulty;"
     "reporting;reports;user reports;received calls|emails|messages|complaints;flooded;inquiries;"
     "queja|quejas;reclamo|reclamos;plainte|plaintes;reclamações;usuarios reportan|reportaron;signalent;"
     "clientes reportaram;reporta|reportan|reportou|signalé;alerted by a user|customer|client;feedback"},
    {Mark::person_noticed,
     "engineer|engineers|developer|developers|sre|admin|administrator|operator|team|member|members|colleague|"
     "employee|"
     "we|i noticed|notices|notice|observed|observes|observe|discovered|discovers|saw|sees|realized|realised|realizes|"
     "spotted|spots|found|finds|detected|detects|see|became;noticed;notices;became aware;come to our attention;"
     "was noticed;was observed;was spotted;by our engineers|engineer|team|staff|developers;routine check|checks;"
     "manual check|inspection;stumbled;during a demo;while browsing|testing|working|deploying|reviewing;on-call "
     "engineer;"
     "brought to attention;brought to the attention;remarque|remarqué;se dio|dimos cuenta;percebeu|notou|notó"},
    {Mark::detected,
     "detected;detects;detect;detection;issue|problem|outage|incident|anomaly|error detected;was|is|been detected;"
     "first detected|noticed|seen|observed|reported;initial detection;issue identified;incident "
     "reported|declared|opened;"
     "incident is|was reported|declared|opened;discovered;discovery;picked up;came to light;surfaced;first "
     "sign|signs;"
     "detectado|detectada;détecté|détectée;détection;detección;detecção;outage reported;problem reported;"
     "issue reported;first symptom|symptoms;unusual;abnormal;anomalous;suspicious;tingled;screamed|screaming;blinks"},
    {Mark::outage_begins,
     "outage|incident|issue|problem|breakdown|downtime|disruption|impact begins|began|starts|started|start|occurs|"
     "occurred|begin;goes|went|gone|going down;goes|went offline;went dark;crashes;crashed;stopped "
     "responding|working;"
     "stops responding|working;becomes|became|become unresponsive|unavailable|unreachable|inaccessible|slow;"
     "starts|started|begin|begins|began failing|returning|throwing|to fail|timing|crashing;start of|the "
     "outage|incident;"
     "first|initial errors|failures|failure|error;failure begins;drops to;fails;users encountered;"
     "commence;inicio de|del;começa;service unavailable;returns|returned|returning "
     "http|error|errors|5xx|500;degrades"},
    {Mark::investigate,
     "investigate|investigates|investigated|investigating|investigation|investigations|investigator;"
     "debug|debugs|debugged|debugging;diagnose|diagnosed|diagnoses|diagnosing|diagnosis|diagnostics;"
     "troubleshoot|troubleshoots|troubleshooting|troubleshot;analyze|analyzed|analyzes|analyzing|analysis|analyse|"
     "analysed|analyses|analysing|analyzes;look|looks|looked|looking into;dig|digs|digging|dug into|through|deeper;"
     "dive|dives|dived|diving|delve|delved|dove into;triage|triaged|triaging;began|begins|begin|started|starts "
     "looking;"
     "trying|tried to find|understand|figure|locate|identify|reproduce;reproduce|reproduced|reproduces|reproduction;"
     "probe|probed|probing;research|researched|researching;focus|focused|focuses|focusing on;focus shifted;"
     "shift|shifted|shifting focus|attention;attention turned|turns;narrow|narrowed|narrowing;trace|traced|tracing;"
     "investiga|investigación|investigação|investigando;enquête;diagnóstico;diagnostic;analiza|analizó;examin*;"
     "combed|combing|scoured|scrutinized|scrutinised;deep dive;code review;forensics|forensic"},
    {Mark::examine,
     "check|checks|checked|checking;review|reviews|reviewed|reviewing;inspect|inspects|inspected|inspecting|"
     "inspection;"
     "look|looks|looked|looking at|through|for|over;test|tests|tested|testing|tests;ran|run|runs|running;verif*;"
     "searched|searching|searches|search;scan|scans|scanned|scanning;compare|compares|compared|comparing;"
     "query|queried|queries|querying;curl|curled|curling;ping|pinged|pinging;monitored|watched|watching|"
     "monitors|observe|observed|observes|observing;read|reads|reading;log|logs|logged|logging into|in;asked|asks|ask;"
     "try|tries|tried|trying;open|opens|opened the;went through|over;go|goes|going through|over;"
     "confirmed that|the;ensure|ensured|ensuring;revisa|revisó|revisar;vérifie|vérifié;verifica|verificou;assess|"
     "assessed|assesses|assessing|assessment|evaluate|evaluated|evaluates;listed|listing|lists;profiled|profiling|"
     "profile;sampled|sampling;dumped;captured|capturing;audited|audit|audits"},
    {Mark::evidence,
     "log|logs|logfile|logfiles;error log|logs;access log|logs;strace;tcpdump;traceroute;netstat;ps;htop;top;dmesg;"
     "journalctl;stack trace|traces;stacktrace;trace|traces;metric|metrics;graph|graphs;chart|charts;query "
     "plan;explain;"
     "cpu;memory;cpu usage|utilization;memory usage|utilization;network traffic;heap dump;core dump;"
     "thread dump;flame graph;git blame|log|bisect;diff;query|queries;slow query log;kubectl;describe;processes;"
     "running processes;status of;server status;configuration|config file|files|settings;"
     "journaux;registros;system calls;output;screenshots|screenshot;console;connectivity;performance"},
    {Mark::found,
     "found;finds;find;finding|findings;reveal|reveals|revealed|revealing;show|shows|showed|shown|showing;"
     "indicate|indicates|indicated|indicating;discover|discovers|discovered|discovering;realize|realizes|realized|"
     "realised|realises;learn|learned|learnt|learns;noted|notes|note|noting;determine|determines|determined|"
     "determining;"
     "establish|established;uncover|uncovers|uncovered|uncovering;seems|seemed|seem|appears|appeared|appear;"
     "confirmed;turned|turns out;located;spotted;evidence;clear that;it's clear;was "
     "seen;saw;suggests|suggested|suggest|"
     "suggesting;encontró|encuentra|descubrió;trouve|trouvé;encontrou|descobriu;unearthed;surfaced"},
    {Mark::suspect,
     "suspect|suspects|suspected|suspecting;suspicion|suspicions|suspicion;assume|assumes|assumed|assuming;"
     "assumption|"
     "assumptions;initially|first|originally|mistakenly|wrongly thought|believed|assumed|suspected|attributed|blamed;"
     "initial|first|early|leading|working|current "
     "thought|theory|hypothesis|assumption|suspicion|suspect|belief|guess|"
     "impression;hypothesis|hypotheses|hypothesized|hypothesised|hypothesize;theory|theories|theorized|theorised;"
     "think|thinks|thinking|thought;believe|believes|believed|believing|belief;might|may be|have;may|might|could "
     "have;"
     "could be;potential|potentially;possible|possibly|possibility;probably|probable;perhaps;maybe;likely;attributed;"
     "guess|guesses|guessed|guessing;blame|blamed|blames|blaming;considered|consider|considers|considering;speculat*;"
     "appeared to be;looked like;looks like;seemed to be|like;hunch|intuition;pointing to|toward|towards;points to;"
     "was it|could it;sospech*;supone|supuso|hipótesis;soupçonn*;hypothèse;suspeita|hipótese;suspicious of;theory:;"
     "consistent with;related to;as the cause;as a possible"},
    {Mark::ruled_out,
     "ruled|rule|rules|ruling out;eliminated;excluded;no anomalies|anomaly|abnormalities|issues|issue|errors|problem|"
     "problems|evidence|signs|sign|indication|correlation|findings|clues|clue|luck|changes found;nothing "
     "unusual|wrong|"
     "obvious|suspicious|abnormal|useful|out;no unusual|obvious|significant|abnormal|glaring|apparent|useful;all "
     "clear;"
     "found nothing|no|none;did not|didn't find|reveal|show|yield|explain;not find|reveal|the|related;"
     "looked|appeared|seemed|was|were|are fine|normal|healthy|ok|okay|good|stable;not the "
     "cause|problem|issue|culprit|"
     "root;wasn't|isn't the|a;was not the|a;unrelated;unaffected;working|functioning|operating correctly|properly|"
     "normally|fine|well|okay;as expected;within normal;normal operation;came|come|comes up empty|clean;back clean;"
     "no problem|problems|issues with;ruled it;inconclusive;without success|finding;without any;cleared of;"
     "discard*;écart*;descart*;nominal;no abnormalities;no significant;no further findings;but no issues"},
    {Mark::misled,
     "mislead|misleads|misleading|misled;red herring|herrings;dead end|ends|dead-end;false lead|leads|trail|positive|"
     "start|alarm|hope;wild goose chase;wrong track|path|direction|tree|lead|assumption|hypothesis|trail|place;"
     "rabbit hole|holes;barking up;went "
     "astray|off-course|sidetracked|down;erroneously;incorrectly|mistakenly|wrongly;"
     "turned out to be|not;proved|proven|proves to be|wrong|incorrect|false|unrelated|fruitless|unfounded;"
     "in fact;later found|discovered|determined|realized;distraction|distracted;diverted;delayed the|identification;"
     "wasted|wasting;decoy;detour;fausse piste;pista falsa;misdiagnosed|misdiagnosis;initially attributed|focused|"
     "blamed;this was not;it was not;was incorrect|wrong;disproved|disproven|debunked;time to rethink;back to square;"
     "bad idea;however|but the real|actual;chasing;no avail;debugging paths;investigation paths;investigative paths;"
     "blind alley;unrelated;off track;spoiler"},
    {Mark::failed_attempt,
     "did not|didn't|does not|doesn't|not help|work|resolve|fix|solve|improve|seem|change|have|succeed|take;"
     "don't seem to;no effect|change|improvement|avail|luck;to no avail;without success;failed|fails|fail|failing to;"
     "failed;fail;fails;failure;unsuccessful|unsuccessfully;issue|issues|problem|problems|error|errors|outage|it "
     "persists|"
     "persisted|persist|continued|continues|remained|remains|returned|ppersisted;persists|persisted|persisting;"
     "still down|failing|occurring|slow|unresponsive|not|no|up|broken|present|there|met|persists;"
     "only temporary|temporarily|partially|briefly;temporary relief;made it worse|worse;insufficient;"
     "but the|it still|error|issue|problem;reoccur*;recur|recurs|recurred;came|comes|come back;again;"
     "problem returned;sin éxito;sans succès;sem sucesso;not having the intended;exception;blocked;rejected"},
    {Mark::escalate,
     "escalate|escalates|escalated|escalating|escalation|escalations;page|pages "
     "the|on-call|out|our;paged|pinged|pings;paging the|in|on;"
     "loop|looped|loops|looping in|joe;bring|brings|brought|bringing in;call|called|calls|calling in|for|upon|on;"
     "hand|hands|handed|handing off|over;handoff;hand-off;passed|passes "
     "to|on|over;forward|forwarded|forwards|forwarding "
     "to;forwarded;assign|assigned|assigns|assigning to;was|were|is|are assigned;transfer|transferred|transfers to;"
     "refer|referred to;delegated|delegate;notified|notifies|notify|notifying "
     "the|on-call|senior|team|engineering|devops|"
     "lead;alerted the|our|on-call|senior|engineering|devops|team;alerts the|our;team|engineers|engineer|was|were "
     "alerted "
     "and|to;informed the|our "
     "engineering|engineers|devops|dev|sre|database|network|senior|team|backend|technical|ops;"
     "engaged;engage|engages|engaging;involved|involve|involving|involves;enlisted|enlist;requested|requests|request "
     "help|assistance|support|backup;asked|asks for help;contacted;contacts|contacting;reached|reaches out;sent to;"
     "support case|ticket opened|with|at;opened a case|ticket with;raised to|with;war "
     "room;summoned;mobilized|mobilised;"
     "called;escala|escalado|escaló|escalada|escalou|escaladé|escaladée;transmis;collaborated with;consulted;"
     "relating|relayed the issue;incident commander;second line|level|tier;tier 2|3;l2;l3;support team;vendor "
     "support"},
    {Mark::joined,
     "join|joins|joined|joining;takes|took|take over|charge|lead;takes a look;assembled|assemble;enters the|chat;"
     "enter|entered the;on the case|call|bridge;steps|stepped in;arrive|arrives|arrived;came online;picks|picked up;"
     "acknowledge|acknowledges|acknowledged|acknowledging;responds|responded|respond;gathered;pulled|pull|pulls in;"
     "available to|help;assist|assists|assisted|assisting;volunteer*;stepping in;bridge|call opened|started"},
    {Mark::team,
     "team|teams;database|network|infrastructure|backend|frontend|security|devops|dev|sre|operations|ops|engineering|"
     "development|support|platform|web|application|product|data|storage|cloud|system|systems|it|dba|noc|technical|"
     "release|core|mobile|api|qa team|teams|engineers|engineer|group|crew|specialist|specialists|lead;senior|lead|"
     "principal|staff|chief|head|director "
     "engineer|engineers|developer|developers|devops|sre|dev|administrator|manager|"
     "database|system|network|backend|software|site|of;cto;ceo;ciso;vp|vice;management;manager|managers;director;"
     "administrator|administrators;dba|dbas;team lead;tech lead;expert|experts;vendor|provider;on-call|oncall;"
     "on call;sysadmin|sysadmins;third-party "
     "provider;equipo;équipe;equipe;stakeholders;leadership;executive|executives;"
     "specialist|specialists;first|second|another engineer;colleague|colleagues;incident manager|commander|lead"},
    {Mark::communicate,
     "inform|informs|informed|informing;notify|notifies|notified|notifying "
     "users|customers|clients|stakeholders|everyone|"
     "partners|teams|all|service|management;announce|announces|announced|announcement|announcing;communicate|"
     "communicates|communicated|communicating|communication|communications;status page;statuspage;status update|"
     "incident|message;status set|updated|changed;update|updates "
     "posted|sent|published|shared|given|requested|provided;"
     "posted|posts|posting an|a|to|on|update|about;post|published|publishes|publish an|a|the|message|messaged|"
     "initial|statement;public|publicly statement|message|announcement|notice|communication;sent out|an "
     "email|emails|a "
     "message|notice|notification;email|emails|e-mail sent|to;apology|apologized|apologised|apologies;"
     "tweet|tweeted|tweets;discuss|discussed|discussion|discussing|discusses;meeting;told;tells|tell;replied|replies|"
     "reply;responded|responds to|via;mailing list;slack|teams|discord channel|message|messages;acknowledged the;"
     "customers|users|stakeholders|community|clients|everyone were|was|are|is notified|informed|updated|told|asked|"
     "advised|warned;updated the users|customers|community|clients|stakeholders|status;gave|give|gives|given a|an "
     "report|update;report|reports given|sent;declared|declares|declare;incident declared|opened|created|channel;"
     "shared|shares|share "
     "with|the|logs|initial|updates|an;all-clear;advised|advises|recommend|recommends|recommended|"
     "recommendation;follow-up|follow|followed up;comunic*;anuncia|anunció|anunciou;informa|informó|informou;"
     "informé|communiqué;wrote|writes;writes|documented|document;press|blog post;banner;maintenance notice|page;"
     "recipients;call with;briefed|briefing;relays|relayed;asks|asked the|users|customers|community|validators"},
    {Mark::mitigate,
     "restart|restarts|restarted|restarting;reboot|reboots|rebooted|rebooting;roll|rolls|rolled|rolling "
     "back;rollback|"
     "rollbacks|rolled-back;roll|rolls|rolled|rolling it|them|this|everything back;roll|rolls|rolled|rolling "
     "the|that|this|our change|changes|release|deploy|deployment|update|upgrade|commit|version|config|configuration|"
     "patch|migration back;revert|reverts|reverted|reverting;scale|scales|scaled|scaling "
     "up|out|horizontally|down|the;"
     "scale-up;upscaled;failover|fail-over|failed-over;fail|failed|fails|failing "
     "over;switch|switched|switches|switching "
     "to|over|traffic;disable|disables|disabled|disabling;turn|turned|turns|turning "
     "off;block|blocks|blocked|blocking "
     "the|traffic|ip|access;kill|kills|killed|killing;drain|drains|drained|draining;cordon|cordoned;"
     "redirect|redirected|redirects|redirecting|reroute|rerouted|rerouting;throttl*;rate "
     "limit|limiting|limited|limits;"
     "isolate|isolated|isolates|isolating;quarantine|quarantined;take|takes|took|taken offline|out|the|it;shut|shuts "
     "down;stop|stops|stopped the;pause|paused|pausing;bring|brings|brought up|back|online|the;spin|spins|spun up;"
     "provision|provisions|provisioned|provisioning;additional|extra|more server|servers|capacity|instances|nodes|"
     "resources|replicas|workers|memory|disk;allocate|allocated|allocates;flush|flushed|flushes|clear|cleared|clears|"
     "clearing "
     "the|cache|caches|sessions|temporary|deadlock;purge|purged|evict|evicted;delete|deleted|deletes|deleting|"
     "remove|removed|removes|removing;lock|locks|locked "
     "the|account;revoke|revoked|rotates|rotated|rotate;reset|resets|"
     "resetting;force|forced|forces;stopgap;maintenance mode;recycle|recycled|recycling;recreate|recreated|recreates|"
     "redeploy|redeploys|redeployed|redeploying;restore|restores|restored from|backup|the|backups;terminat*;reduce|"
     "reduced|reduces|reducing the|load|traffic|number;shed|shedding;bypass|bypassed|bypasses;wait|toggle|toggled|"
     "toggling;revived|revive;reinicia|reinició|reiniciar|reiniciou;redémarr*;containment|contained|contain;mitigat*;"
     "unmount|remount|detach|reattach;manually;quick restart;workaround|workarounds;relaunch*;exclusion|exclusions;"
     "bump|bumped|bumps|increase|increased|increases "
     "the|capacity|memory|limit|limits|node|pool|guarantees;decrease*"},
    {Mark::decide,
     "decide|decides|decided|deciding;decision;agree|agreed|agrees|agreement;plan|planned|plans;opt|opted|opts;chose|"
     "choose|chosen;approved|approve|approves|approval;concluded|conclude|conclusion;proposed|propose|proposes|"
     "proposal;"
     "going to;course of action;resolved to"},
    {Mark::fix,
     "fix|fixes|fixed|fixing;correct|corrects|corrected|correcting|correction|corrections;patch|patches|patched|"
     "patching;repair|repairs|repaired|repairing;rectif*;deploy|deploys|deployed|deploying|release|released|releases|"
     "implement|implemented|implements|implementing|apply|applied|applies|applying|push|pushed|pushes|pushing|roll|"
     "rolled|rolling|ship|shipped|merge|merged|merges a|the|an|new|out|hotfix|fix|patch|solution|changes|correct;"
     "implemented;applied;reconfigured|reconfigure|reconfiguring;replace|replaced|replaces|replacing;rewrote|rewrite|"
     "rewritten;renamed|rename;edit|edited|edits the;removed|remove|removing|removes the;changed|changes|change "
     "the|its|"
     "to|from|owner;resolv*;solv*;permanent|permanently;optimized|optimised|optimize|optimizing;renew|renewed|renews|"
     "renewing|reissued;re-enabled|reenabled|re-enable;refactored|refactor;added|adds|adding|add "
     "index|indexes|missing|a|"
     "the;automated|automate|automates|automating;puppet;manifest;migrat*;corrige|corrigió|corregido|corrigé|"
     "corrigée|"
     "corrigido|corrigiu;arregl*;réparé;reinstalled|reinstall;rebuilt|rebuild|rebuilding;upgraded|upgrade|upgrades;"
     "downgraded|downgrade|downgrading;restarted|restart with;cleanup|clean-up|cleaned "
     "up;adjust*;vanquished|banished"},
    {Mark::fix_noun,
     "a|the|hot|permanent|quick|temporary|final|proper|bug fix;hotfix|hotfixes|hot-fix|bugfix;patch|patches;"
     "corrective action|actions|measures;remediation|remediated;solution;resolution;pull request|pr|commit;"
     "fix deployed|applied|implemented|released|merged|in|rolled|is|was;correction;solución;correctif;correção"},
    {Mark::configure,
     "increase|increases|increased|increasing;set|sets|setting;update|updates|updated|updating;adjust|adjusts|"
     "adjusted|"
     "adjusting;add|adds|added|adding;change|changes|changed|changing;configure|configured|configures|configuring;"
     "enable|enabled|enables|enabling;tune|tuned|tuning|raised|raise|raising;modify|modified|modifies|modifying;"
     "create|created|creates|creating;install|installs|installed|installing;move|moved|moves|moving;limit|limits|"
     "limited;"
     "granted|grant|grants;open|opened port|the;extend|extended|extends;expanded|expand"},
    {Mark::deploy,
     "deploy|deploys|deployed|deploying|deployment|deployments;release|releases|released|releasing;merge|merges|"
     "merged|"
     "merging;push|pushes|pushed|pushing;rollout|rolled out;ship|ships|shipped;publish|published|publishes;launch|"
     "launched|launches;promote|promoted;uploaded|upload;go live|went live;pipeline "
     "ran;despliegue|déploiement|deploy"},
    {Mark::temporary,
     "temporary|temporarily;workaround|work-around;stopgap;interim;short-term;for now;relief;quick;partial|partially;"
     "emergency;immediate;stabilize|stabilise|stabilized|stabilised;band-aid|bandaid;provisional;temporaire;"
     "temporal"},
    {Mark::resolved,
     "resolved;resolution;resolve;issue|problem|incident|outage resolved|fixed|closed|over|ended|solved|ends;"
     "is|was|been|fully|successfully|officially|finally resolved|solved|fixed;incident closed;closed;"
     "marked as resolved;outage ends|ended;end of|the "
     "incident|outage;ends;ended;finished|finishes|completed|complete|"
     "completes;successful|successfully;resuelto|resuelta;résolu|résolue;resolvido|resolvida;concluded;declared "
     "resolved|over"},
    {Mark::recovered,
     "restored|restoration|restoring|restores;back online|up|to|in|on|again;back to normal|life|work|business;"
     "return|returned|returns|returning to normal|normal;normal "
     "operation|operations|service|functionality|performance|"
     "traffic|levels|state;service|services|site|website|system|systems|functionality|access|server|traffic|"
     "operations|"
     "platform|app|application restored|resumed|recovered|back|up|online|normal|stable|stabilized|available|running|"
     "operational|accessible;recovered;recovers;recover|recovering|recovery;resumed|resumes|resume;fully "
     "operational|restored|functional|recovered|online|available;is|was|are|were|came|comes|come "
     "up|back|online|available|"
     "accessible|operational|live|working|healthy;up and running;running again|normally|smoothly;working "
     "again|properly|correctly|normally|fine|as;available again;accessible again;online again;once again;"
     "100 % of|back;100% of traffic|back;200 ok|a-ok;http 200;status of 200;200;normalized|normalised;"
     "all clear|green|systems;everything|everyone|all works|worked|working|was|is|seems|normal|back;"
     "error rate|rates|latency|load|response|metrics drop|drops|dropped|decreased|normal|return|returned|fell|going;"
     "can|could load|access|log|use|connect|now;able to log|access|use|load|launch|again;ready;healthy;responsive;"
     "restablec*;restaur*;rétabli|rétablie|rétablissement;normalizado|normalidad;volta|voltou|vuelve|volvió;"
     "traffic resumed|recovered;success|successful;crisis averted;is functional|functional;no longer;smooth|smoothly|"
     "uneventful;merging at;reach|reached consensus;order was|is restored"},
    {Mark::confirm,
     "confirm|confirms|confirmed|confirming|confirmation;verif*;validate|validates|validated|validating|validation;"
     "double-check|double-checked;tested|test|tests|testing;post-deployment|post-fix|post-incident;ensured|ensure|"
     "ensuring;smoke test|tests;health checks pass|passed|passing|green;checked that;final tests|checks|verification;"
     "signed off;confirma|confirmó|confirmou|confirmé|validación;sanity check"},
    {Mark::stable,
     "stable|stability|stabilized|stabilised|stabilizes|stabilise|stabilize;monitored|monitoring "
     "for|to|the|confirmed|"
     "showed|shows|indicated|continued|continues|closely|confirms;monitor for|the|stability;closely "
     "monitored|monitor|"
     "monitoring;no further|more|new issues|incidents|errors|impact|reports|alerts|spikes|action|memory|problems;"
     "alerts cleared|stopped|resolved|silenced;keeping an eye;under "
     "observation;normal|normalised|normalized;observation"},
    {Mark::cause_found,
     "identified;identify|identifies|identifying;root cause|causes identified|found|determined|discovered|confirmed|"
     "isolated|located|established|pinpointed|is|was;cause|culprit|source|bug|issue|problem|typo|error|leak|deadlock "
     "found|identified|discovered|located|traced|pinpointed|isolated|unmasked|confirmed|determined;determine|"
     "determined|"
     "determines|determining the|that|why|root|to;pinpoint|pinpoints|pinpointed|pinpointing;traced to|back|the;trace|"
     "traced it;culprit;discovered|discovers|found|finds|uncovered|uncovers|realized|revealed|identified|located|"
     "spotted|founded a|an|the|that|misconfig*;discovered that;found that;turns|turned out;due to;the "
     "actual|true|real "
     "cause|culprit|villain|problem|reason;misconfiguration|misconfigured;identific*;causa raíz|raiz;cause racine;"
     "narrowed it|down to;the reason;eureka;aha;unmasked|unearthed|diagnosed;which was causing;was "
     "causing;responsible "
     "for;origin|source of;villain;mystery solved;caused by;found a|an|the typo|bug|error|issue;explains|explained "
     "why"},
    {Mark::cause_word,
     "root cause|causes;root-cause;cause|causes|caused|causing;caused by;culprit;reason|reasons;underlying;origin|"
     "originated|originates|originating;stem|stems|stemmed from;source of;attributed to;the actual|real "
     "issue|problem;"
     "causa|causas;raíz;raiz;cause racine;por qué;pourquoi;why;responsible;fault;原因"},
    {Mark::because,
     "because;due to;led|leads|leading|lead to;result|results|resulted|resulting in;as a result;which caused|led|"
     "resulted|prevented|meant|made|triggered|left|blocked;causing;therefore;consequently;so that;since the;"
     "triggered by|a|an|the;trigger|triggers|triggering;this caused|led|resulted|meant|made|in;thereby;hence;in turn;"
     "preventing|prevented|prevents;meaning|meant that;when|whenever the|it;after a|the|an|it;resulting;driven by;"
     "debido|porque|provocó|causó|ocasionó;parce|à cause|provoqué|entraîn*;devido|causou|provocou;without|lacking|"
     "lack of;unable to handle;overwhelm*;exceeded|exceeding|exceed;which was;exhaust*"},
    {Mark::change,
     "change|changes;update|updates;upgrade|upgrades|upgraded|upgrading;migration|migrations;deployment|deployments;"
     "release|releases|released;rollout;config|configuration push|change|update|changes;push|pushes|pushed;new "
     "version|feature|release|build|code|node|nodes|image|config|configuration;merges|merged own|the|a|pr|pull|into;"
     "pull request;pr merged;roll-over|rollover;maintenance;began|begins|starts|started deploying|deployment|rollout;"
     "applied|apply|applies a|the|an|new|disruptive;modified|modification|edited|edit;cron|job|script "
     "runs|ran|started;"
     "goes live|went live;introduced|introduces;launched|campaign;installed|published;planned|scheduled;merges;"
     "converted|switched;expired|expires|expiry;cambio|cambios;changement;mudança|migração;traffic|load surge|spike|"
     "increased|doubled;attacker|attack"},
    {Mark::attempt,
     "attempt|attempts|attempted|attempting;try|tries|tried|trying to;tries|tried;intento|intentó|tentativ*;"
     "first pass;effort|efforts;in an effort|attempt;decides|decided to try"},
    {Mark::gradual,
     "begin|begins|began|beginning;start|starts|started|starting;still;in progress;ongoing;underway;"
     "continue|continues|continued|continuing;gradually;slowly;eventually;now;finally;currently;initiated|"
     "initiates|initiate;proceed*;meanwhile"},
    {Mark::prevent,
     "prevent|prevents|prevented|preventing|prevention;avoid|avoids|avoided|avoiding;in the|for future;"
     "future;ensure|ensuring;going forward;from happening|occurring|recurring;never again;recurrence;"
     "long-term|long term;next time;lessons;should have;could have;similar issues|incidents|errors"},
    {Mark::negation,
     "not;no;never;without;none;nothing;didn't;wasn't;couldn't;doesn't;isn't;don't;can't;cannot;won't;"
     "weren't;neither;nor;hasn't;haven't;unfortunately;however;but;despite;although;yet"},
    {Mark::waiting,
     "wait|waits|waited|waiting;sleep|sleeps|slept|sleeping;nap|naps;tired|weary;coffee;lunch;break;"
     "next day;tomorrow;swear*;cursing;laughs|laugh;went home;asleep;dinner;resume|resumes work;"
     "standby;back up;takes a day"},
};

}  // namespace

std::span<const MarkPhrases> reading_phrases() {
  return rows;
}

}  // namespace afterword
