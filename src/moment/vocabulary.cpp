#include "moment/vocabulary.h"

#include <array>

namespace afterword::notation {

namespace {

// One row a word; English first, then French, Spanish, Portuguese and German where they differ. Short forms that are
// everyday words of another of these languages ("set", "out", "dom") are left out on purpose.
constexpr Term terms[] = {
    {"january", Sense::month, 1}, {"jan", Sense::month, 1}, {"february", Sense::month, 2}, {"feb", Sense::month, 2},
    {"march", Sense::weak_month, 3}, {"mar", Sense::weak_month, 3}, {"april", Sense::month, 4},
    {"apr", Sense::month, 4}, {"may", Sense::weak_month, 5}, {"june", Sense::month, 6}, {"jun", Sense::month, 6},
    {"july", Sense::month, 7}, {"jul", Sense::month, 7}, {"august", Sense::month, 8}, {"aug", Sense::month, 8},
    {"september", Sense::month, 9}, {"sept", Sense::month, 9}, {"sep", Sense::month, 9}, {"october", Sense::month, 10},
    {"oct", Sense::month, 10}, {"november", Sense::month, 11}, {"nov", Sense::month, 11},
    {"december", Sense::month, 12}, {"dec", Sense::month, 12},
    {"janvier", Sense::month, 1}, {"janv", Sense::month, 1}, {"février", Sense::month, 2}, {"fevrier", Sense::month, 2},
    {"févr", Sense::month, 2}, {"mars", Sense::weak_month, 3}, {"avril", Sense::month, 4}, {"avr", Sense::month, 4},
    {"mai", Sense::month, 5}, {"juin", Sense::month, 6}, {"juillet", Sense::month, 7}, {"juil", Sense::month, 7},
    {"août", Sense::month, 8}, {"aout", Sense::month, 8}, {"septembre", Sense::month, 9}, {"octobre", Sense::month, 10},
    {"novembre", Sense::month, 11}, {"décembre", Sense::month, 12}, {"decembre", Sense::month, 12},
    {"déc", Sense::month, 12},
    {"enero", Sense::month, 1}, {"ene", Sense::month, 1}, {"febrero", Sense::month, 2}, {"marzo", Sense::month, 3},
    {"abril", Sense::month, 4}, {"abr", Sense::month, 4}, {"mayo", Sense::month, 5}, {"junio", Sense::month, 6},
    {"julio", Sense::month, 7}, {"agosto", Sense::month, 8}, {"ago", Sense::weak_month, 8},
    {"septiembre", Sense::month, 9}, {"setiembre", Sense::month, 9}, {"octubre", Sense::month, 10},
    {"noviembre", Sense::month, 11}, {"diciembre", Sense::month, 12}, {"dic", Sense::month, 12},
    {"janeiro", Sense::month, 1}, {"fevereiro", Sense::month, 2}, {"fev", Sense::month, 2}, {"março", Sense::month, 3},
    {"marco", Sense::month, 3}, {"maio", Sense::month, 5}, {"junho", Sense::month, 6}, {"julho", Sense::month, 7},
    {"setembro", Sense::month, 9}, {"outubro", Sense::month, 10}, {"novembro", Sense::month, 11},
    {"dezembro", Sense::month, 12}, {"dez", Sense::month, 12},
    {"januar", Sense::month, 1}, {"jänner", Sense::month, 1}, {"februar", Sense::month, 2}, {"märz", Sense::month, 3},
    {"maerz", Sense::month, 3}, {"mär", Sense::month, 3}, {"juni", Sense::month, 6}, {"juli", Sense::month, 7},
    {"oktober", Sense::month, 10}, {"okt", Sense::month, 10}, {"dezember", Sense::month, 12},

    {"sunday", Sense::weekday, 0}, {"sun", Sense::weekday, 0}, {"monday", Sense::weekday, 1},
    {"mon", Sense::weekday, 1}, {"tuesday", Sense::weekday, 2}, {"tue", Sense::weekday, 2},
    {"tues", Sense::weekday, 2}, {"wednesday", Sense::weekday, 3}, {"wed", Sense::weekday, 3},
    {"thursday", Sense::weekday, 4}, {"thu", Sense::weekday, 4}, {"thur", Sense::weekday, 4},
    {"thurs", Sense::weekday, 4}, {"friday", Sense::weekday, 5}, {"fri", Sense::weekday, 5},
    {"saturday", Sense::weekday, 6}, {"sat", Sense::weekday, 6},
    {"dimanche", Sense::weekday, 0}, {"lundi", Sense::weekday, 1}, {"mardi", Sense::weekday, 2},
    {"mercredi", Sense::weekday, 3}, {"jeudi", Sense::weekday, 4}, {"vendredi", Sense::weekday, 5},
    {"samedi", Sense::weekday, 6},
    {"domingo", Sense::weekday, 0}, {"lunes", Sense::weekday, 1}, {"martes", Sense::weekday, 2},
    {"miércoles", Sense::weekday, 3}, {"miercoles", Sense::weekday, 3}, {"jueves", Sense::weekday, 4},
    {"viernes", Sense::weekday, 5}, {"sábado", Sense::weekday, 6}, {"sabado", Sense::weekday, 6},
    {"segunda", Sense::weekday, 1}, {"terça", Sense::weekday, 2}, {"quarta", Sense::weekday, 3},
    {"quinta", Sense::weekday, 4}, {"sexta", Sense::weekday, 5},
    {"sonntag", Sense::weekday, 0}, {"montag", Sense::weekday, 1}, {"dienstag", Sense::weekday, 2},
    {"mittwoch", Sense::weekday, 3}, {"donnerstag", Sense::weekday, 4}, {"freitag", Sense::weekday, 5},
    {"samstag", Sense::weekday, 6}, {"sonnabend", Sense::weekday, 6},

    {"one", Sense::number, 1}, {"two", Sense::number, 2}, {"three", Sense::number, 3}, {"four", Sense::number, 4},
    {"five", Sense::number, 5}, {"six", Sense::number, 6}, {"seven", Sense::number, 7}, {"eight", Sense::number, 8},
    {"nine", Sense::number, 9}, {"ten", Sense::number, 10}, {"eleven", Sense::number, 11},
    {"twelve", Sense::number, 12}, {"thirteen", Sense::number, 13}, {"fourteen", Sense::number, 14},
    {"fifteen", Sense::number, 15}, {"sixteen", Sense::number, 16}, {"seventeen", Sense::number, 17},
    {"eighteen", Sense::number, 18}, {"nineteen", Sense::number, 19}, {"twenty", Sense::number, 20},
    {"thirty", Sense::number, 30}, {"forty", Sense::number, 40}, {"fourty", Sense::number, 40},
    {"fifty", Sense::number, 50}, {"sixty", Sense::number, 60}, {"seventy", Sense::number, 70},
    {"eighty", Sense::number, 80}, {"ninety", Sense::number, 90},
    {"un", Sense::number, 1}, {"une", Sense::number, 1}, {"deux", Sense::number, 2}, {"trois", Sense::number, 3},
    {"quatre", Sense::number, 4}, {"cinq", Sense::number, 5}, {"huit", Sense::number, 8}, {"neuf", Sense::number, 9},
    {"dix", Sense::number, 10}, {"quinze", Sense::number, 15}, {"vingt", Sense::number, 20},
    {"trente", Sense::number, 30}, {"quarante", Sense::number, 40}, {"cinquante", Sense::number, 50},
    {"una", Sense::number, 1}, {"dos", Sense::number, 2}, {"tres", Sense::number, 3}, {"cuatro", Sense::number, 4},
    {"cinco", Sense::number, 5}, {"seis", Sense::number, 6}, {"siete", Sense::number, 7}, {"ocho", Sense::number, 8},
    {"nueve", Sense::number, 9}, {"diez", Sense::number, 10}, {"quince", Sense::number, 15},
    {"veinte", Sense::number, 20}, {"treinta", Sense::number, 30}, {"cuarenta", Sense::number, 40},
    {"cincuenta", Sense::number, 50},
    {"um", Sense::number, 1}, {"uma", Sense::number, 1}, {"dois", Sense::number, 2}, {"duas", Sense::number, 2},
    {"três", Sense::number, 3}, {"quatro", Sense::number, 4}, {"sete", Sense::number, 7}, {"oito", Sense::number, 8},
    {"nove", Sense::number, 9}, {"vinte", Sense::number, 20},
    {"trinta", Sense::number, 30}, {"quarenta", Sense::number, 40}, {"cinquenta", Sense::number, 50},
    {"ein", Sense::number, 1}, {"eine", Sense::number, 1}, {"einer", Sense::number, 1}, {"zwei", Sense::number, 2},
    {"drei", Sense::number, 3}, {"vier", Sense::number, 4}, {"fünf", Sense::number, 5}, {"sechs", Sense::number, 6},
    {"sieben", Sense::number, 7}, {"acht", Sense::number, 8}, {"neun", Sense::number, 9}, {"zehn", Sense::number, 10},
    {"fünfzehn", Sense::number, 15}, {"zwanzig", Sense::number, 20}, {"dreißig", Sense::number, 30},
    {"vierzig", Sense::number, 40}, {"fünfzig", Sense::number, 50},

    {"s", Sense::unit, 1}, {"sec", Sense::unit, 1}, {"secs", Sense::unit, 1}, {"second", Sense::unit, 1},
    {"seconds", Sense::unit, 1}, {"m", Sense::unit, 60}, {"min", Sense::unit, 60}, {"mins", Sense::unit, 60},
    {"minute", Sense::unit, 60}, {"minutes", Sense::unit, 60}, {"minuts", Sense::unit, 60},
    {"h", Sense::unit, 3600}, {"hr", Sense::unit, 3600}, {"hrs", Sense::unit, 3600}, {"hour", Sense::unit, 3600},
    {"hours", Sense::unit, 3600}, {"d", Sense::unit, 86400}, {"day", Sense::unit, 86400},
    {"days", Sense::unit, 86400}, {"week", Sense::unit, 604800}, {"weeks", Sense::unit, 604800},
    {"seconde", Sense::unit, 1}, {"secondes", Sense::unit, 1}, {"heure", Sense::unit, 3600},
    {"heures", Sense::unit, 3600}, {"jour", Sense::unit, 86400}, {"jours", Sense::unit, 86400},
    {"semaine", Sense::unit, 604800}, {"semaines", Sense::unit, 604800},
    {"segundo", Sense::unit, 1}, {"segundos", Sense::unit, 1}, {"minuto", Sense::unit, 60},
    {"minutos", Sense::unit, 60}, {"hora", Sense::unit, 3600}, {"horas", Sense::unit, 3600},
    {"día", Sense::unit, 86400}, {"días", Sense::unit, 86400}, {"dia", Sense::unit, 86400},
    {"dias", Sense::unit, 86400}, {"semana", Sense::unit, 604800}, {"semanas", Sense::unit, 604800},
    {"sekunde", Sense::unit, 1}, {"sekunden", Sense::unit, 1}, {"minuten", Sense::unit, 60},
    {"stunde", Sense::unit, 3600}, {"stunden", Sense::unit, 3600}, {"std", Sense::unit, 3600},
    {"tag", Sense::unit, 86400}, {"tage", Sense::unit, 86400}, {"tagen", Sense::unit, 86400},
    {"woche", Sense::unit, 604800}, {"wochen", Sense::unit, 604800},

    {"a", Sense::article, 1}, {"an", Sense::article, 1}, {"half", Sense::half, 2}, {"quarter", Sense::quarter, 4},
    {"quarters", Sense::quarter, 4}, {"couple", Sense::couple, 2},
    {"noon", Sense::noon, 12}, {"midday", Sense::noon, 12}, {"midi", Sense::noon, 12}, {"mediodía", Sense::noon, 12},
    {"mediodia", Sense::noon, 12}, {"mittag", Sense::noon, 12}, {"midnight", Sense::midnight, 0},
    {"minuit", Sense::midnight, 0}, {"medianoche", Sense::midnight, 0}, {"mitternacht", Sense::midnight, 0},

    {"at", Sense::before_clock}, {"from", Sense::before_clock}, {"to", Sense::before_clock},
    {"until", Sense::before_clock}, {"till", Sense::before_clock}, {"by", Sense::before_clock},
    {"between", Sense::before_clock}, {"since", Sense::before_clock}, {"à", Sense::before_clock},
    {"às", Sense::before_clock}, {"vers", Sense::before_clock}, {"las", Sense::before_clock},
    {"gegen", Sense::before_clock}, {"ab", Sense::before_clock}, {"bis", Sense::before_clock},
    {"entre", Sense::before_clock}, {"dès", Sense::before_clock},
    {"for", Sense::before_count}, {"lasted", Sense::before_length}, {"lasting", Sense::before_length},
    {"took", Sense::before_length}, {"duration", Sense::before_length}, {"downtime", Sense::before_length},
    {"total", Sense::before_length}, {"durée", Sense::before_length}, {"pendant", Sense::before_length},
    {"duración", Sense::before_length}, {"duração", Sense::before_length}, {"durante", Sense::before_length},
    {"dauer", Sense::before_length}, {"of", Sense::before_count}, {"after", Sense::before_count},
    {"within", Sense::before_count}, {"every", Sense::before_count}, {"than", Sense::before_count},
    {"length", Sense::before_length}, {"last", Sense::before_count}, {"mttr", Sense::before_length},
    {"mttd", Sense::before_length},
    {"about", Sense::about}, {"approximately", Sense::about}, {"approx", Sense::about}, {"around", Sense::about},
    {"roughly", Sense::about}, {"nearly", Sense::about}, {"almost", Sense::about}, {"circa", Sense::about},
    {"ca", Sense::about}, {"some", Sense::about}, {"environ", Sense::about}, {"aproximadamente", Sense::about},
    {"etwa", Sense::about}, {"rund", Sense::about}, {"cerca", Sense::about},
    {"time", Sense::time}, {"times", Sense::time}, {"timezone", Sense::time}, {"timezones", Sense::time},
    {"zone", Sense::time}, {"tz", Sense::time}, {"timestamps", Sense::time}, {"clock", Sense::time},

    // First words of zones' names; zone_names.cpp knows the rest.
    {"pacific", Sense::zone}, {"eastern", Sense::zone}, {"central", Sense::zone}, {"mountain", Sense::zone},
    {"atlantic", Sense::zone}, {"alaska", Sense::zone}, {"hawaii", Sense::zone}, {"newfoundland", Sense::zone},
    {"western", Sense::zone}, {"greenwich", Sense::zone}, {"coordinated", Sense::zone}, {"universal", Sense::zone},
    {"british", Sense::zone}, {"irish", Sense::zone}, {"east", Sense::zone}, {"west", Sense::zone},
    {"south", Sense::zone}, {"japan", Sense::zone}, {"korea", Sense::zone}, {"india", Sense::zone},
    {"indian", Sense::zone}, {"china", Sense::zone}, {"singapore", Sense::zone}, {"hong", Sense::zone},
    {"philippine", Sense::zone}, {"gulf", Sense::zone}, {"arabia", Sense::zone}, {"israel", Sense::zone},
    {"moscow", Sense::zone}, {"pakistan", Sense::zone}, {"bangladesh", Sense::zone}, {"nepal", Sense::zone},
    {"australian", Sense::zone}, {"new", Sense::zone}, {"argentina", Sense::zone}, {"colombia", Sense::zone},
    {"peru", Sense::zone}, {"chile", Sense::zone}, {"mexico", Sense::zone}, {"us", Sense::zone},
    {"zulu", Sense::zone}, {"nairobi", Sense::zone}, {"lagos", Sense::zone}, {"london", Sense::zone},
    {"paris", Sense::zone}, {"berlin", Sense::zone}, {"tokyo", Sense::zone}, {"sydney", Sense::zone},
    {"johannesburg", Sense::zone}, {"cairo", Sense::zone}, {"accra", Sense::zone}, {"casablanca", Sense::zone},
    {"madrid", Sense::zone}, {"lisbon", Sense::zone}, {"amsterdam", Sense::zone}, {"stockholm", Sense::zone},
    {"dublin", Sense::zone}, {"zurich", Sense::zone}, {"vienna", Sense::zone}, {"rome", Sense::zone},
    {"istanbul", Sense::zone}, {"turkey", Sense::zone}, {"dubai", Sense::zone}, {"seoul", Sense::zone},
    {"shanghai", Sense::zone}, {"beijing", Sense::zone}, {"chicago", Sense::zone}, {"denver", Sense::zone},
    {"los", Sense::zone}, {"toronto", Sense::zone}, {"são", Sense::zone}, {"sao", Sense::zone},
    {"brasília", Sense::zone}, {"brasilia", Sense::zone}, {"addis", Sense::zone}, {"kampala", Sense::zone},
    {"kigali", Sense::zone}, {"harare", Sense::zone}, {"lusaka", Sense::zone}, {"kolkata", Sense::zone},
    {"jakarta", Sense::zone}, {"manila", Sense::zone}, {"bangkok", Sense::zone}, {"auckland", Sense::zone},
    {"melbourne", Sense::zone}, {"indochina", Sense::zone}, {"africa", Sense::zone}, {"america", Sense::zone},
    {"antarctica", Sense::zone}, {"arctic", Sense::zone}, {"asia", Sense::zone}, {"australia", Sense::zone},
    {"europe", Sense::zone}, {"etc", Sense::zone}, {"canada", Sense::zone}, {"brazil", Sense::zone},
};

constexpr std::size_t slots = 2048;

struct Table {
  std::array<std::int16_t, slots> row{};
  std::array<std::uint32_t, slots> hash{};
};

constexpr std::uint32_t hash_of_term(std::string_view word) {
  std::uint32_t hash = 2166136261u;
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

consteval Table build() {
  Table table;
  table.row.fill(-1);
  for (std::size_t i = 0; i < std::size(terms); ++i) {
    const std::uint32_t hash = hash_of_term(terms[i].word);
    std::size_t slot = hash % slots;
    while (table.row[slot] >= 0) slot = (slot + 1) % slots;
    table.hash[slot] = hash;
    table.row[slot] = static_cast<std::int16_t>(i);
  }
  return table;
}
constexpr Table table = build();

constexpr bool begins_mention(Sense sense) {
  switch (sense) {
    case Sense::month: case Sense::weak_month: case Sense::weekday: case Sense::noon: case Sense::midnight:
    case Sense::number: case Sense::article: case Sense::half: case Sense::quarter: case Sense::couple: case Sense::zone:
      return true;
    default:
      return false;
  }
}

consteval std::array<std::uint64_t, 32 * 32 * 32 / 64> mark_beginnings() {
  std::array<std::uint64_t, 32 * 32 * 32 / 64> bits{};
  for (const Term& term : terms) {
    if (!begins_mention(term.sense) || term.word.size() < 2) continue;
    std::size_t bit = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bit = bit << 5 | (k < term.word.size() ? fold_table[static_cast<unsigned char>(term.word[k])] : 0u);
    }
    bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  return bits;
}

}  // namespace

const Term* find_term(std::uint32_t hash) {
  for (std::size_t slot = hash % slots; table.row[slot] >= 0; slot = (slot + 1) % slots) {
    if (table.hash[slot] == hash) return &terms[table.row[slot]];
  }
  return nullptr;
}

constinit const std::array<std::uint64_t, 32 * 32 * 32 / 64> mention_beginnings = mark_beginnings();

}  // namespace afterword::notation
