#include "postmortem/lexicon_families.h"

namespace afterword {

namespace {

// What kind of thing failed, who is blamed, and how measures are worded.
constexpr MarkPhrases rows[] = {
    {Mark::cause_configuration,
     "config|configs|configuration|configurations|configured|configuring;misconfigur*;configuration "
     "file|files|change|"
     "error|settings|push|update;setting|settings;parameter|parameters;environment variable|variables;feature flag|"
     "flags;firewall rule|rules|issue;security group;iptables;ulimit;open files;worker connections;max connections "
     "setting;connection pool;pool size;nginx.conf;my.cnf;yaml;helm values;routing rule|rules;rule|rules;permission|"
     "permissions;root user;ran as root;run as root;running as root;default value|values|role|setting;wrong "
     "port|path|"
     "directory|address|value|setting|host;port;incorrect|invalid|wrong|bad|faulty|improper|improperly config*|"
     "configuration|setting|settings|value|path|address|configured|parameter|reference;limits;upstream;"
     "load balancer;virtual host;vhost;symlink;configuración|configuração;mal configurado;policy|policies;quota|"
     "quotas;threshold;ttl;env;apparmor;selinux;crontab;cron;settings file;admission controller;profile "
     "option;presets"},
    {Mark::cause_code,
     "bug|bugs;code;code change|changes|error|update|path|review|fix|base;codebase;coding;null pointer;exception|"
     "exceptions;race condition;infinite loop|loops;memory leak;connection leak;logic error;regression|regressions;"
     "deploy|deployed|deployment|deployments;release|released;commit|committed;pull request;merge|merged;new "
     "feature|code|build;function|functions|method;off-by-one;recursion|recursive;segfault|segmentation;unhandled|"
     "uncaught;panic|panics|panicked;syntax error;wordpress;php;javascript;python;refactor|refactored|refactoring;"
     "parser|parsing;query bug;handler;wrapper;dead code;edge case|cases;application-level;implementation;"
     "software bug|defect|error;defect|defects;código;smart contract|contract;migration "
     "script;script;module;deadlock"},
    {Mark::cause_typo,
     "typo|typos|typographical;misspell*;mistyped;misspelt;spelling;.phpp;phpp;wrong|incorrect|invalid file "
     "name|filename|"
     "name|extension|letter|library;extra letter|character|p|comma;missing comma|semicolon|bracket;faute de frappe;"
     "error tipográfico;erro de digitação;type error;wrong word"},
    {Mark::cause_capacity,
     "capacity;overload|overloaded|overloading;overwhelm|overwhelmed|overwhelming;surge|surges;spike|spikes in|of;"
     "traffic|load spike|surge|increase|growth;high|heavy|increased|excessive|unexpected|sudden traffic|load|demand|"
     "volume|number|requests;exhaust*;out of|ran|run memory|disk|space|capacity|resources|file|connections;disk "
     "space|full;full disk;no space;cpu|memory|ram usage|utilization|spike|load|exhaustion|pressure|limit|limits;"
     "saturat*;bottleneck|bottlenecks;scal*;concurrent users|connections|requests;max|maximum connections|clients|"
     "capacity;throttl*;rate limit;iops;oom;out-of-memory;oomkilled;resource|resources;undersized|under-provisioned|"
     "underprovisioned;overcommit*;ddos;backlog;queue depth;peak hours|traffic|load;campaign;growth;node limit;"
     "insufficient;placeholder pods;log growth|rotation;backup process"},
    {Mark::cause_hardware,
     "hardware;disk failure|failed|failures|fault;power outage|failure|supply|loss|cut;ups;electricity;hard drive|"
     "drives;ssd;raid;memory module;motherboard;faulty|failed|broken|dead disk|drive|hardware|cable|switch|router|"
     "server|fan|memory|card|board|nic|battery;cooling|overheating|overheated|temperature;generator;coffee|water|"
     "spilled|spill|flood|fire;data center|centre;datacenter;physical|physically;rack;cable|fiber|fibre cut;host "
     "failure;machine died|failed;battery;hardware fault|failure|issue"},
    {Mark::cause_network,
     "network;networking;dns;nameserver|nameservers;name resolution;resolver;router|routers|routing;switch;bgp;vpn;"
     "subnet;packet loss;connectivity;latency;bandwidth;domain|domain name|domains;cname;a record;records;load "
     "balancing;cdn;proxy;tcp;udp;ip address|addresses;network failure|outage|partition|issue|link|interface|cable;"
     "isp;réseau;rede;peering;mtu;arp;vlan;gateway;dhcp;nat;tls handshake;internet connection"},
    {Mark::cause_dependency,
     "third-party|third party;vendor|vendors;provider|providers;upstream provider|service|outage|api;external "
     "service|services|api|dependency|provider|system;dependency|dependencies;aws;azure;gcp;google "
     "cloud|kubernetes;gke;"
     "cloudflare;fastly;stripe;paypal;twilio;linode;heroku;github outage|outage;s3 outage;downstream service|payment|"
     "dependency;partner|partners;outside our control;supplier;saas;upstream outage;hosting provider;cloud "
     "provider;api provider;payment gateway|provider|processor;bank;terceros|terceiros;tiers;package registry;okta;"
     "auth0;fournisseur"},
    {Mark::cause_security,
     "certificate|certificates|cert|certs;ssl;tls;expired;expiry|expiration;letsencrypt|let's encrypt;renewal;attack|"
     "attacks|attacker|attackers;vulnerability|vulnerabilities;cve;malicious;malware;phishing;breach|breached;"
     "compromise|compromised;hack|hacked|hacker|hackers;unauthorized|unauthorised;credentials|credential;token|"
     "tokens;"
     "secret|secrets;password|passwords;injection;exploit|exploited|exploits;leaked;exfiltrat*;stolen;security "
     "incident|breach|issue|vulnerability;ransomware;suspicious;virus;worm;supply chain;spam|abuse;log4j|log4shell;"
     "access key|token|denied;authorization|authentication token;certificado|certificat;mfa;brute force;api key"},
    {Mark::cause_data,
     "database;databases;data;corrupt*;data "
     "corruption|loss;schema;replication|replica|replicas;index|indexes|indexing;"
     "query|queries;sql;deadlock|deadlocks;table|tables;lock|locks|locked;mysql;postgres|postgresql;mongodb;redis;"
     "migration|migrations;transaction|transactions;slow query|queries;vacuum|autovacuum;backup|restore;records;"
     "foreign key;primary key;connections to the;base de données;base de datos;banco de dados;inconsistent|"
     "inconsistencies|inconsistency;volume|volumes;wal;innodb;stale;out of sync"},
    {Mark::cause_human,
     "human error|mistake;manual|manually;accidentally|accidental;by mistake|accident;mistake|mistakes|mistaken;"
     "operator|operator's error;forgot|forgotten|forgets|forgetting;inadvertent|inadvertently;ran the wrong;wrong "
     "command|server|environment|database|button;deleted the;erreur humaine;error humano;erro "
     "humano;miscommunication;"
     "not run|executed|deployed;never ran|run;skipped;manual step|process|action;dropped the;typed;unplugged;fat "
     "finger|"
     "fat-finger"},
    {Mark::cause_update,
     "update;updated;upgrade|upgrades|upgraded|upgrading;new version;version|versions;patch|patches;kernel|os update|"
     "upgrade|issue|bug;firmware;incompatib*;compatibility;deprecated;library|libraries;package|packages|module "
     "update|"
     "upgrade|upgraded|updated;recent|latest update|upgrade|version|release|ami|image;after an|the|a update|upgrade|"
     "updating|upgrading;software update|upgrade;automatic update|updates;unattended;auto-update;breaking "
     "change|changes;"
     "ami;base image;image;php 7|8;major version;ruleset;actualización|atualização;mise à jour;chain upgrade;driver"},
    {Mark::trigger_word,
     "trigger|triggers|triggered|triggering;triggered by;set off;sparked;kicked off;after a|the|an deployment|deploy|"
     "release|change|update|upgrade|restart|push|migration|merge;when a|the|we|an;following a|the|an;started "
     "when|after;"
     "began when|after;occurred when|after|during;shortly after;marketing campaign;prompted by;initiated "
     "by;introduced "
     "by|in|during;during a|the|routine;while having|performing|doing|running"},
    {Mark::factor_word,
     "contribut*;made worse;worsened;exacerbated;compounded;aggravated;lack of|the|monitoring;no "
     "monitoring|alert|alerts|"
     "alerting|tests|test|automated|backup|redundancy|limit|validation|review|notification|notifications;missing "
     "monitoring|alert|alerts|tests|test|validation|documentation|safeguards|index|indexes;absence of;insufficient "
     "monitoring|testing|capacity|documentation|validation;inadequate;not "
     "tested|monitored|documented|caught|reviewed|"
     "detected|noticed|enforced;wasn't tested|caught|monitored;without testing|review|being;never tested;went "
     "unnoticed|undetected;single point;prolonged;delayed;in addition|addition to;also|additionally;combined with;"
     "coupled with;hard-coded|hardcoded;outdated;no one|nobody|didn't;not aware;unaware;made it harder"},
    {Mark::person_fault,
     "human error|errors|mistake|mistakes|failure;operator error;user error;carelessness;careless|carelessly;"
     "negligen*;forgot|forgets;incompeten*;sloppy|sloppiness;laziness|lazy;fault of;someone's|his|her|their fault|"
     "mistake|error;was at fault;to blame;is|was|were responsible for;blame on|lies|falls;blames|blamed;stupid|"
     "stupidity;inattention|inattentive;inexperienced;should have known|checked|tested|noticed;did not bother;"
     "failed to check|test|follow|verify|notice|read|inform|notify|review;didn't bother|check|test|read|follow;"
     "accidentally;someone tried|pushed|deployed|deleted|changed|forgot|left;left some|a|his|her|the coffee|mug;"
     "error humano;erreur humaine;erro humano;disciplina humana;by mistake;unintentionally|inadvertently"},
    {Mark::task_verb,
     "add|adding;patch|patching;create|creating;write|writing;upgrade|upgrading;install|installing;configure|"
     "configuring;set|setting up|the|a;setup|set-up;implement|implementing;deploy|deploying;update|updating;fix|"
     "fixing;remove|removing;replace|replacing;enable|enabling;disable|disabling;migrate|migrating;automate|"
     "automating;"
     "move|moving;increase|increasing;reduce|reducing;build|building;document|documenting;schedule|scheduling;test|"
     "testing;run|running;integrate|integrating;introduce|introducing;define|defining;rotate|rotating;limit|limiting;"
     "change|changing;audit;refactor;rename;delete;clean up;open|file|raise|send|share|publish|use|switch|revert;"
     "set up;check|make|make sure;investigate|find|determine|decide|discuss;añadir|agregar|crear;ajouter|créer;"
     "adicionar|criar|configurar|automatizar"},
    {Mark::broad_verb,
     "improve|improving|improved|improvement|improvements;enhance|enhancing|enhanced|enhancement;strengthen*;"
     "optimize|optimizing|optimise;review|reviewing|regular|regularly|periodic|continuous|continuously;ensure|"
     "ensuring;"
     "better;more robust|rigorous|thorough|comprehensive|frequent;robust;conduct|conducting;establish|establishing;"
     "encourage|foster|promote;train|training|educate|education;should;need|needs to;could|can be;must;awareness;"
     "culture;communication;collaboration;process|processes;practices|practice;strategy|strategies;consider|"
     "considering;mejorar|mejora;améliorer;melhorar;proactive|proactively;resilience|resiliency;increase awareness;"
     "avoid;develop;stricter|strict;quality;invest;procedure|procedures;policy|policies;capacity planning;"
     "more careful|attention|testing"},
};

}  // namespace

std::span<const MarkPhrases> cause_phrases() {
  return rows;
}

}  // namespace afterword
