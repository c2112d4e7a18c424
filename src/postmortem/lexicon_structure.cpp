#include "postmortem/lexicon_families.h"

namespace afterword {
namespace {

constexpr MarkPhrases phrases[] = {
    {Mark::instruction,
     "must|should contain|include;write a|your|the postmortem|post-mortem;you|we expect;read or watch;"
     "your postmortem;learning objectives;be brief;bullet point format;format bullet point;"
     "was|were the issue detected how;explain in detail;broadly speaking;a list of tasks;like a todo;"
     "reviewed by your peers;attractive by;is a process;is a tool;postmortem|post-mortem is;"
     "postmortems are|typically|should|can;a typical|good postmortem;any software system;blog posts|post;"
     "manual qa review;request a review;add urls here;github repository;this project;in this project;"
     "this task;this assignment;this exercise;this template;use this template;this section|part "
     "outlines|describes|details|digs|explains|covers|includes|should|might;"
     "overview of the incident|outage including;chronological account|list|record of;"
     "detailed|in-depth breakdown|explanation|account|description of the|what;this repository|repo|directory|folder "
     "contains|holds|documents;"
     "duration of the outage with"},
    {Mark::question,
     "have you|we;did you|we;what was|were|is|went|happened|did|could|can|are;"
     "how was|were|did|many|long|could|do;which team|service|services|parts|part;when was|did|were;"
     "who was|were|noticed;why did|was|were"},
    {Mark::order,
     "describe|explain|list|provide|include|summarize|specify|state|outline the|what|how|any|all|in|a;"
     "give a|an|us"},
    {Mark::everyone,
     "all users|customers|clients|visitors|employees|staff|students|requests|traffic|subscribers|members;"
     "all services became|were|went|down|stopped|unavailable|are|failed;"
     "all of our|the users|customers|clients|requests|traffic;all our users|customers|clients;"
     "all the users|customers|requests;every user|customer|client|visitor|request|single|user's|customer's;everyone;"
     "everybody;anyone trying|attempting|who|accessing|visiting|daring;"
     "complete|total|full|entire outage|downtime|unavailability|unresponsiveness|disruption|shutdown;"
     "complete|total|full|entire service|site|system|website|platform outage|disruption|interruption|failure|shutdown;"
     "completely down|unavailable|inaccessible|offline;entire|whole user|customer base;"
     "entire|whole userbase|customerbase;none of the|our users|customers;no users|one could|was;"
     "nobody could;todos los usuarios|clientes|empleados|técnicos;todos os usuários|clientes;tous les "
     "utilisateurs|clients;"
     "alle nutzer|benutzer|kunden"},
    {Mark::proposal,
     "we should|must;we need to;we will look|need|add|be|improve|implement|create|document|review;"
     "we may|might be able to;we could improve|add|have"},
    {Mark::joke,
     "spoiler;oops;whoops;vacation;holiday;party;coffee;pizza;beer;donuts;doughnuts;cat|cats|kitten|kitty;"
     "dragon|dragons;wizard|wizards;knight|knights;ninja|ninjas;superhero|superheroes|heroes|hero;"
     "cape|capes;apocalypse;catastrophe;doomsday;detective|detectives;saga;epic;"
     "brave|valiant|intrepid|trusty|gallant|fearless;mischievous|sneaky|rebellious|pesky|naughty|grumpy;"
     "meltdown;ghost|ghosts|haunted;gotta;alas;get creative;never make mistakes;let's face it;"
     "let's be honest;fun fact;rollercoaster;roller coaster;mystery;evil;hero's;magic|magical;"
     "rest in peace;on strike;sulking|snoozing|sleeping|yawning;snooze;bad day;joke|jokes|joking;"
     "zombie|zombies;alien|aliens;monkey|monkeys;penguin|penguins;panic attack;freak|freaks out;"
     "heart attack;hug|hugs;therapy;champagne|confetti|high-five|high-fives;cheers;spaghetti;"
     "banana|bananas;wink;great things;great adventure;adventure;daring;humor|humour;sanity;dramatic|drama;"
     "coffee break;moody;shy;traffic jam;rush hour;black hole;rabbit hole;plague"},
    {Mark::joke_sure,
     "elephant in the room;easy peasy;skeleton in the closet;go forth;jazz hands;knock on wood;whip|whipped up;plot "
     "twist;spoiler alert;drumroll;just kidding;no pun intended;pun intended;siesta;nap;napping;"
     "caffeine;hamster|hamsters;gremlin|gremlins;sherlock;tantrum|tantrums;diva;hide-and-seek;"
     "haha|lol|hehe;ahem;yours truly;made that up;we never make errors;bouncer;circus;dance party;"
     "once upon a time;buckle up;grab some|your|a popcorn|coffee;popcorn;villain|villains;like a boss;"
     "throw|threw a party|tantrum;went on strike;took a break|nap|vacation|siesta;"
     "unscheduled break|nap|vacation;existential crisis;identity crisis;cold feet;happily ever after;"
     "moral of the story;meme|memes;unicorn|unicorns;batman|superman|avengers|jedi|yoda|gandalf|hogwarts;"
     "houston;titanic;bermuda;bug zapper;did not pass go;not pass go;a-ok;"
     "the great _ outage|crash|failure|meltdown;the great _ _ outage|crash|failure;doing of cats;thickens;"
     "zzz|zzzz|zzzzz|zzzzzz;whimsical;shenanigans;kaboom|boom|poof|yikes|uh-oh|phew|voila|ta-da|tada;"
     "grandma;dad joke;knock knock;bad hair day;love letter;sweet dreams;stage fright;trust issues;"
     "social distancing;ghosting|ghosted"},
};

}  // namespace

std::span<const MarkPhrases> structure_phrases() {
  return phrases;
}

}  // namespace afterword
