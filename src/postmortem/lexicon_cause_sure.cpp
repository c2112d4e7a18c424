#include "postmortem/lexicon_families.h"

namespace afterword {

namespace {

// Phrases that name one kind of cause and hardly ever anything else. The families of lexicon_cause.cpp are wide:
// "rule", "traffic" and "database" stand in reports of every kind. These decide.
constexpr MarkPhrases rows[] = {
    {Mark::sure_configuration,
     "misconfig*;mis-config*;misconfigured;configuration|config "
     "error|errors|mistake|mistakes|issue|issues|problem|problems|drift|mismatch|change|changes|oversight|fault|"
     "failure|discrepancy|inconsistency|inconsistencies;incorrect|wrong|invalid|bad|faulty|improper|missing|outdated|"
     "erroneous|inconsistent|flawed|broken|incomplete|default|suboptimal|inadequate|conflicting "
     "configuration|configurations|config|configs|setting|settings|parameter|parameters|environment|env|flag|flags|"
     "permission|permissions|port|path|url|limit|limits|quota|value|values|secret|label|annotation|selector|mapping|"
     "timeout|timeouts|rule|rules|policy|symlink|upstream|mount;incorrectly|improperly|wrongly|badly|poorly|not|never|"
     "inadequately|being configured|set;in the|its|our|their|nginx|apache|server|proxy|puppet "
     "configuration|config|conf|settings;configuration|config|conf file|files|map;nginx|apache|apache2|haproxy|"
     "puppet|firewall|helm|terraform|caching|cache|balancer|load-balancer|server|cluster|proxy|webserver|pool|router "
     "configuration|configurations|config|manifest|rule|rules|settings|misconfiguration;environment "
     "variable|variables;ulimit;open files limit;open file|files limit|limits;was|were|is set too|to;too low;set "
     "too;limit|limits|value|timeout|size was|is too|set;feature flag|flags|toggle;default "
     "value|values|limit|setting|settings|configuration;symlink;symbolic link;connection pool size|limit|settings|"
     "configuration|was;pool size;max_connections;maximum connections|pool;permission denied;file "
     "permission|permissions;firewall rule|rules|policy;security group|groups;wrong "
     "port|path|directory|user|address|location|root;as root;root user;listening on;bound to;worker_connections;"
     "worker connections;sites-enabled;sites-available;virtual host;server block;admission controller|webhook;"
     "revoked|missing grant|key|variable;configuración;configuração;mal configurado|configurada;configuration "
     "incorrecte;mauvaise configuration;設定ミス;設定"},
    {Mark::sure_code,
     "bug|bugs in|introduced|where|that|which|caused|when;a|the|this|small|software|code|coding|critical|known|latent "
     "bug;software|code|coding|logic|programming|logical|implementation "
     "bug|bugs|defect|defects|error|errors|flaw|mistake;memory leak|leaks;connection leak|leaks;leaked|leaking "
     "connections|memory;not|never closed|released;race condition|conditions;infinite|endless "
     "loop|loops|recursion|redirect;recursive call|calls;recursion;regression|regressions;null|nil "
     "pointer|reference|panic|value;nullpointerexception;unhandled|uncaught exception|exceptions|error|errors;syntax "
     "error|errors;typo|typos in|introduced;typo;misspell*;misspelled;misspelt;typographical "
     "error|errors|mistake;phpp;.phpp;wp-settings.php;wp-settings;faulty|buggy|bad|broken|defective|untested|flawed "
     "code|deployment|deploy|release|commit|build|script|query|logic;new|recent|latest|faulty|this "
     "deployment|deploy|release|commit|feature|code|build;deployment|release|commit|merge|code "
     "introduced|contained|broke|included|change|changes;deployed|pushed|merged|released "
     "code|changes|without|a|to;inefficient|unoptimized|poorly|unindexed|expensive "
     "query|queries|code|algorithm|written|loop;off-by-one;missing "
     "check|validation|import|null|await|semicolon|bracket|migration|error|case;edge case|cases;segmentation "
     "fault;segfault;stack overflow;deadlock|livelock in the;wrong|incorrect|missing "
     "file|filename|extension|variable|function|method|column|table|type|namespace;logic in;in the|our "
     "code|codebase|script|handler|module|function;panic|panics|panicked;implementation of;code path|review;erreur de "
     "code;error de|en código|el;bug no|na|nel|dans|en;バグ"},
    {Mark::sure_capacity,
     "overload|overloaded|overloading|overloads;overwhelm*;surge|spike|increase|growth|flood|burst|influx in|of "
     "traffic|requests|load|users|connections|demand|messages|jobs|queries;traffic|load|request|usage|demand "
     "surge|spike|spikes|increase|growth|peak|burst;high|heavy|unexpected|sudden|increased|excessive|peak|extreme|"
     "massive|unprecedented|huge|large traffic|load|demand|volume|usage|cpu|memory|number|concurrency|influx;ran|"
     "running|run|runs out of;out of|no|low|insufficient memory|disk|space|resources|storage|capacity|inodes|ram|file|"
     "ip;out-of-memory;oom;oomkilled;disk|drive|partition|volume|filesystem|root|log full|filled|space;disk was|is|"
     "became full;full disk;no space left;space|storage exhausted|exhaustion|full;resource|memory|cpu|disk|connection|"
     "thread|socket|port|storage|pool "
     "exhaustion|exhausted|starvation|pressure|saturation|contention;exhaust|exhausts|exhausted|exhausting;"
     "insufficient|inadequate|limited|lack "
     "resources|capacity|memory|cpu|scaling|provisioning|hardware;under-provisioned|underprovisioned|undersized|"
     "over-committed|overcommitted;unable|failed|could to handle;not|couldn't|cannot "
     "handle|sustain|cope|scale;saturat*;beyond|exceeded|exceeding|exceed|above "
     "capacity|the|its|their|our;throttl*;rate limit|limits|limited|limiting;auto-scaling|autoscaling|autoscaler;"
     "capacity planning|limit|issue;quota exceeded|reached|exhausted;sobrecarga;surcharge;過負荷"},
    {Mark::sure_hardware,
     "hardware failure|failures|fault|faults|issue|issues|malfunction|problem|error|errors|defect;power "
     "outage|failure|loss|cut|supply|surge|interruption|problem;lost|without power|electricity;disk|drive|hard-drive|"
     "ssd|raid|hdd|memory|nic|motherboard|fan|battery|psu|controller|chassis "
     "failure|failures|failed|fault|died|crash|crashed|malfunction|broke;faulty|failed|failing|broken|defective|dead|"
     "damaged disk|drive|ram|nic|switch|router|power|cable|hardware|module|battery|psu|server|card|disks|fan|"
     "component;hard drive|disk failure|failed|crash|crashed|died;spill|spilled|spilt|spills;overheat*;cooling|"
     "air-conditioning|hvac;generator;short circuit;short-circuited;power cable|cord;backhoe;fiber|fibre "
     "cut;lightning;flood|flooding|fire in|at;physical|physically damage|damaged|server|hardware;bad sector|sectors;"
     "ups;motherboard;host|machine|server hardware|died;corte de energía|luz;falla de hardware;falha de hardware;panne "
     "matérielle|électrique;ハードウェア"},
    {Mark::sure_network,
     "dns;name resolution;nameserver|nameservers;name servers;cname;a|dns record|records;bgp;network|networking "
     "partition|failure|failures|outage|congestion|issue|issues|misconfiguration|loop|cable|interface|interruption|"
     "disruption|path|fault|problem|problems|link|switch;routing "
     "table|loop|issue|error|change|problem;packet|packets loss|dropped|drops;isp|internet|uplink|transit "
     "provider|blocked|outage|failure|connection;vpn;peering;mtu;arp;vlan;dhcp;nat gateway;subnet;domain name "
     "expired|resolution|system;domain expired|not;ip address|addresses|conflict|exhaustion;network "
     "connectivity;connectivity loss|issue|issues|between;réseau;red de|del;rede de|da;ネットワーク"},
    {Mark::sure_dependency,
     "third-party|third|3rd-party|external|upstream|vendor's|provider's|vendor|provider|downstream "
     "party|service|services|api|apis|provider|vendor|outage|outages|incident|library|dependency|bug|change|failure|"
     "issue|supplier|system|platform;outage|incident|failure|issue|problem|problems|maintenance|bug at|with|of|on|in "
     "aws|amazon|google|gcp|azure|cloudflare|github|gitlab|fastly|akamai|heroku|stripe|twilio|linode|digitalocean|"
     "hetzner|ovh|npm|dockerhub|s3|slack|okta|auth0|our|the "
     "provider|vendor|cloud|hosting|side|end;aws|amazon|google|gcp|azure|cloudflare|github|gitlab|fastly|akamai|heroku|"
     "stripe|twilio|linode|digitalocean|okta|auth0|s3|gke|npm|dockerhub|provider|vendor|partner "
     "outage|outages|had|experienced|suffered|was|were|changed|removed|reported|went|incident|api;our|the|a|their "
     "provider|vendor|supplier|hosting|cloud|payment|upstream "
     "had|was|experienced|suffered|changed|provider|gateway|company;outside|beyond our|of "
     "control|our;payment gateway|provider|processor;changed|removed|deprecated|broke their|its|the "
     "api|endpoint|behavior|behaviour|html|website|format;package|registry "
     "registry|mirror|outage|unavailable;change|changes in|by|to|on _ behavior|api|website|side;maintenance|"
     "rerouting at|by|of;provider's;vendor's;proveedor;fournisseur;fornecedor"},
    {Mark::sure_security,
     "certificate|certificates|cert|certs "
     "expired|expiry|expiration|was|were|had|not|renewal|error|invalid|issue;expired|expiring|invalid|incorrect|wrong|"
     "untrusted|self-signed|outdated certificate|certificates|cert|certs|ssl|tls|token|credentials|key;ssl|tls|https "
     "certificate|certificates|cert|certs|error|expired|handshake|expiration;renew|renewed|renewal|renewing;"
     "attack|attacks|attacker|attackers|attacked;vulnerability|vulnerabilities|vulnerable;cve;sql|script|code|command|"
     "prompt injection;injection attack|vulnerability;leak|leaked|leaks|exposed|exposure|stolen|compromised|exposing "
     "credentials|credential|token|tokens|key|keys|secret|secrets|password|passwords|account|accounts|access|api;token|"
     "key|secret|credentials|password|account|accounts was|were|been|had "
     "leaked|exposed|stolen|compromised|revoked|expired|committed;compromise|compromised;malicious*;unauthorized|"
     "unauthorised;phish*;ransomware;malware;ddos|dos;denial of|service service|attack;breach|breached|breaches;"
     "brute-force|brute|credential force|stuffing;exploit|exploited|exploits|exploiting;hack|hacked|hacker|hackers;"
     "account|accounts|mailbox taken|takeover|hijacked;hijacked;login|logins|sign-in from an|unknown|unfamiliar;"
     "exfiltrat*;backdoor;worm;typosquat*;supply-chain|supply chain|attack;two-factor|2fa|mfa;access "
     "issue|issues|rights|revoked|permissions;authentication|authorization "
     "token|bypass|certificate|key;toctou;spoof*;privilege escalation;certificado|certificados;certificat;証明書"},
    {Mark::sure_data,
     "database|db|data|table|index|schema|file "
     "corruption|corrupted|corrupt|inconsistency|crash|crashed|deadlock|deadlocks|failure|failed|lock|locks|locked|"
     "overload|bloat|loss|mismatch|outage;corrupt|corrupted|corruption of|data|database|table|index|record|records;"
     "replication lag|failure|broke|delay|issue|slot|stopped;replica|replicas lag|lagged|out|failed;deadlock|"
     "deadlocks;slow query|queries;long-running query|queries|transaction|transactions;table|row "
     "lock|locks|locking|scan;missing|no|lack|absence|proper of|database|indexes|index|indices|indexing;full table "
     "scan;full-table scan;schema migration|change|mismatch|changes;autovacuum;vacuum;transaction "
     "id|wraparound;connection limit reached|exceeded|hit;connections limit;database connection|connections "
     "limit|exhausted|surge|spike;primary|master database|db;failover of|between;split brain;split-brain;database "
     "server failure|failed|crash|crashed|overload|down;migration failed;unoptimized|inefficient|expensive|heavy|"
     "problematic|rogue database|sql "
     "query|queries;query|queries plan|planner|without|lacking|took|locked|that;base de datos;banco de dados;base de "
     "données;データベース"},
    {Mark::sure_human,
     "human error|errors|mistake;accident|accidental|accidentally|accidently;by|in|a "
     "mistake|accident|error;mistakenly;inadvertent|inadvertently;unintentionally;forgot|forgotten|forgets|"
     "forgetting;operator|operational|user|procedural|manual error|mistake;wrong|incorrect "
     "command|server|database|environment|button|terminal|window|cluster|host|key|account|region|file|public;manual|"
     "manually "
     "step|process|change|changes|intervention|deleted|ran|run|executed|edited|removed|stopped|action;fat-finger|fat "
     "finger|fingered;unplugged|unplugs|unplug;powered|switched|turned off;rm -rf;terraform "
     "destroy|apply;deleted|dropped|removed|wiped|overwrote|erased|truncated the|a|all|our|production "
     "production|database|table|wrong|data|volume|cluster|server|servers|files;left "
     "in|behind|open|unfinished|out|the|a;was|were|had not|never|been "
     "deployed|executed|run|performed|followed|applied|communicated|updated|added;missed|skipped a|the|step "
     "step;miscommunication|misunderstanding|misunderstood;typed;intern|janitor|child|cleaner;copy-paste|"
     "copy-pasted;erreur humaine;error humano;erro humano;人為"},
    {Mark::sure_update,
     "upgrade|upgraded|upgrades|upgrading to|of|from|the|failed|process|was|caused|broke;after|during|following|since|"
     "by|due a|an|the|our|to|recent|upgrading|upgrade|update|updating "
     "upgrade|update|upgrading|updating|patch|version|recent|latest|os|kernel|security|software|system;software|"
     "kernel|os|library|package|plugin|dependency|system|security|driver|firmware|version|chain|server|automatic|"
     "unattended|wordpress|php|api|apt|node|image "
     "update|updates|upgrade|upgrades|patch|patches;new|newer|latest|recent|previous|unsupported "
     "version|versions|ami|image|kernel|update|upgrade|release;incompatib*;incompatible|compatibility "
     "with|issue|issues|between|problem;breaking change|changes;deprecated|deprecation|removed "
     "in|api|feature|function;version mismatch|incompatibility|conflict|bump|of|upgrade;unattended-upgrades;"
     "auto-update|auto-updated|auto-upgrade;kernel "
     "bug|panic|issue|version|regression;major|minor|patch version|upgrade|release;upgraded|updated from|to "
     "version;ami;base image;ruleset;migration|migrated from|to;actualización|atualização;mise à jour;アップデート"},
    {Mark::sure_other,
     "not started|running|known|clear|sure;unknown|unclear|undetermined|inconclusive;could|can|did|do not "
     "find|determine|identify|know|reproduce|explain;no root|clear|known|evidence|concrete "
     "cause|reason|explanation|evidence;not been|yet|fully "
     "identified|determined|known|understood|established;still "
     "investigating|unknown|unclear|under;root|exact|actual|true cause is|was|remains "
     "unknown|unclear|undetermined|not;false alarm|positive;mystery|mysterious;never found|explained|"
     "determined;service|server|apache|container|process|daemon|nginx was|is|had "
     "not|stopped|down|never;unresponsive;stopped responding|working;for unknown reasons;desconocida|desconocido;"
     "inconnue;desconhecida;不明"},
};

}  // namespace

std::span<const MarkPhrases> sure_cause_phrases() {
  return rows;
}

}  // namespace afterword
