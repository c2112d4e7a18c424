#include "postmortem/lexicon_families.h"

namespace afterword {

namespace {

// What was down and what people met.
constexpr MarkPhrases rows[] = {
    {Mark::user,
     "user|users;customer|customers;client|clients;student|students;visitor|visitors;subscriber|subscribers;people;"
     "everyone;anyone;community;validator|validators;developers;employees;shoppers;patients;viewers;players;"
     "merchants;"
     "end users;user base;userbase;consumers;members;buyers;sellers;drivers;tenants;usuarios|usuario;utilisateurs;"
     "usuários|usuário;clientes;利用者;traffic;requests;guests;readers;partners"},
    {Mark::service_noun,
     "website|websites;web site;site|sites;service|services;api|apis;application|applications;app|apps;platform|"
     "platforms;portal;dashboard;server|servers;web server|servers;web application;page|pages;homepage;home page;"
     "database|databases;system|systems;checkout;payment|payments;login;authentication;store|shop;cluster|clusters;"
     "backend;frontend;endpoint|endpoints;search;messaging|messages;email;mail;network;hub|hubs;registry;bot|bots;"
     "pipeline|pipelines;gateway;cdn;dns;storage;queue|queues;product|products;sitio|servicio|servicios|aplicación|"
     "página;serviço|serviços|aplicação;sdk|sdks;node|nodes;pod|pods;launches;infrastructure;webhook|webhooks;wiki;"
     "load balancer;web stack;infrastructure;terminals|terminal;account|accounts;chain;blockchain"},
    {Mark::our_service,
     "our website|site|service|services|api|apis|application|app|platform|web|main|primary|system|systems|server|"
     "servers|flagship|e-commerce|ecommerce|online|internal|production|payment|payments|customer|database|home|video|"
     "login|wordpress|product|checkout|mobile|cloud|backend|infrastructure|users;the website|site|service|api|"
     "application|app|platform|web|main|internal|e-commerce|checkout|authentication|messaging|login|payment|"
     "wordpress|"
     "whole|nginx|apache|database|server|hub;service down;service affected|affected:;services affected|impacted|"
     "affected:;all services|requests|apis|the|pages|pods|hubs;requests to|for"},
    {Mark::unavailable,
     "down;downtime;unavailable|unavailability;inaccessible|inaccessibility;unreachable;offline;outage|outages;"
     "unresponsive;not accessible|available|responding|working|loading|reachable|operational|functional|load;"
     "inoperable|non-operational|non-functional|unusable|unserviceable;crash|crashes|crashed|crashing;failure;halted|"
     "halts;stopped working|responding|functioning;refusing|refused;went|goes|go|was|were|is down;hard down;complete "
     "outage;total outage|loss;interruption|interruptions|interrupted;disruption|disruptions;blackout;service loss;"
     "loss of service;frozen|freeze|hang|hangs|hung;stuck;caída|caído|caida|inaccesible|indisponible|hors;fora do ar;"
     "indisponível|indisponibilidade|quebra|rompe;no longer;meltdown;nothing usable;out of service;disconnected"},
    {Mark::slow,
     "slow|slowed|slower|slowness|slowdown|slow-loading|sluggish;latency|latencies;delay|delays|delayed;degraded|"
     "degradation;response time|times;timing out;timeout|timeouts|time-out|timed;lag|lags|lagging|laggy;performance;"
     "intermittent|intermittently|sporadic;lent|lente|lenteur;lento|lenta|lentitud;>15min;longer "
     "than|load;throttled"},
    {Mark::error_seen,
     "error|errors;500;501;502;503;504;403;404;5xx;4xx;http #;internal server error;bad gateway;gateway "
     "timeout;service "
     "unavailable;not found;forbidden;exception|exceptions;error message|messages|page|pages|code|codes|response|"
     "responses|rate;failed|failing|fails|failure|failures;fail;empty reply;blank|white page|pages|screen;broken;"
     "permission-denied;denied;refused|reset;crash|crashes;erro|erros;erreur|erreurs;errores;glitch|glitches;"
     "rejections|"
     "rejected|rejecting;blocked;incorrect|wrong results|data|prices;missing;lost|loss;unusable|shutdown"},
    {Mark::unable,
     "unable to;could not|couldn't|cannot|can't|can not;not able to;were not|weren't able;failed|fail|failing|fails "
     "to;prevented|preventing|prevents|stopping|stopped users|customers|from|them|students;impossible;locked "
     "out;leaving|"
     "leave|left "
     "them|users|customers|students|clients|people;difficulty|difficulties|trouble|struggled|struggling;not "
     "access|load|log|connect|able;no pueden|podían|pudieron;ne pouvaient|peuvent|pouvait;não conseguem|conseguiam|"
     "conseguiram|podiam;were forced|asked to;had trouble|problems|difficulty;without access"},
    {Mark::experienced,
     "experience|experiences|experienced|experiencing;encounter|encounters|encountered|encountering;met "
     "with;were|was "
     "met|greeted|presented|shown|faced|locked|redirected|logged|served|stuck;saw|see|seeing|sees|receive|received|"
     "receiving|get|got|getting a|an|errors|error|slow|blank|504|500|502|503|404|403;faced|facing|faces;suffered|"
     "suffering;found themselves;noticed;reported|reporting|report;trying|tried|attempting|attempted "
     "to;endless|loading;"
     "returned|returning|returns|return;responded with;resulted in;frustrat*;user experience;symptom|symptoms;"
     "connection errors"},
    {Mark::affected,
     "affect|affects|affected|affecting;impact|impacts|impacted|impacting;disrupt|disrupts|disrupted|disrupting;"
     "influenced;hit|hits;degraded;hindered|hindering;halted|halt;afect*;affecté|affectés|touché;afetad*|impactad*;"
     "were|was affected|impacted;disabled;interrupted;compromised"},
    {Mark::share,
     "% of|the|our|users|customers|traffic|requests|server|all;percent of|the;# % of|users;all users|customers|the|"
     "traffic|requests|clients|students|of|visitors|our|services;every user|customer|one|request;entire "
     "user|userbase|"
     "customer;half of;majority of|of;most of|users|customers;many users|students|customers;some users|customers|of;"
     "approximately|about|around|nearly|over # %|of|users;# users|customers|students;todos los|les;tous les;multiple "
     "users|customers;a number|few of|users;several "
     "users|customers;complete|total;20%;30%;40%;50%;60%;70%;80%;90%;100%"},
    {Mark::lost,
     "revenue|revenues;lost sales|revenue|data|transactions|orders;loss of|in;financial;data loss;trust|reputation;"
     "productivity;business;sales;engagement;orders;transactions;abandoned|abandonment;cost;refund|refunds|"
     "compensation;"
     "satisfaction;dissatisfaction;frustration"},
};

}  // namespace

std::span<const MarkPhrases> impact_phrases() {
  return rows;
}

}  // namespace afterword
