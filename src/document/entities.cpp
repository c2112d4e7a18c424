#include "document/entities.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "document/marker_scan.h"

namespace afterword {
namespace {

struct NamedEntity {
  std::string_view name;
  std::uint32_t code;
};

// The names of HTML 4 and those of HTML 5 that people write, sorted by bytes. Others stay as they are written.
// clang-format off
constexpr NamedEntity named_entities[] = {
    {"AElig", 0xc6}, {"AMP", 0x26}, {"Aacute", 0xc1}, {"Acirc", 0xc2}, {"Agrave", 0xc0}, {"Alpha", 0x391},
    {"Aring", 0xc5}, {"Atilde", 0xc3}, {"Auml", 0xc4}, {"Beta", 0x392}, {"COPY", 0xa9}, {"Ccedil", 0xc7},
    {"Chi", 0x3a7}, {"Dagger", 0x2021}, {"Delta", 0x394}, {"ETH", 0xd0}, {"Eacute", 0xc9}, {"Ecirc", 0xca},
    {"Egrave", 0xc8}, {"Epsilon", 0x395}, {"Eta", 0x397}, {"Euml", 0xcb}, {"GT", 0x3e}, {"Gamma", 0x393},
    {"Hat", 0x5e}, {"Iacute", 0xcd}, {"Icirc", 0xce}, {"Igrave", 0xcc}, {"Iota", 0x399}, {"Iuml", 0xcf},
    {"Kappa", 0x39a}, {"LT", 0x3c}, {"Lambda", 0x39b}, {"Mu", 0x39c}, {"NewLine", 0xa}, {"Ntilde", 0xd1},
    {"Nu", 0x39d}, {"OElig", 0x152}, {"Oacute", 0xd3}, {"Ocirc", 0xd4}, {"Ograve", 0xd2}, {"Omega", 0x3a9},
    {"Omicron", 0x39f}, {"Oslash", 0xd8}, {"Otilde", 0xd5}, {"Ouml", 0xd6}, {"Phi", 0x3a6}, {"Pi", 0x3a0},
    {"Prime", 0x2033}, {"Psi", 0x3a8}, {"QUOT", 0x22}, {"REG", 0xae}, {"Rho", 0x3a1}, {"Rightarrow", 0x21d2},
    {"Scaron", 0x160}, {"Sigma", 0x3a3}, {"THORN", 0xde}, {"TRADE", 0x2122}, {"Tab", 0x9}, {"Tau", 0x3a4},
    {"Theta", 0x398}, {"Uacute", 0xda}, {"Ucirc", 0xdb}, {"Ugrave", 0xd9}, {"Upsilon", 0x3a5}, {"Uuml", 0xdc},
    {"Xi", 0x39e}, {"Yacute", 0xdd}, {"Yuml", 0x178}, {"ZeroWidthSpace", 0x200b}, {"Zeta", 0x396}, {"aacute", 0xe1},
    {"acirc", 0xe2}, {"acute", 0xb4}, {"aelig", 0xe6}, {"agrave", 0xe0}, {"alefsym", 0x2135}, {"alpha", 0x3b1},
    {"amp", 0x26}, {"and", 0x2227}, {"ang", 0x2220}, {"apos", 0x27}, {"aring", 0xe5}, {"ast", 0x2a},
    {"asymp", 0x2248}, {"atilde", 0xe3}, {"auml", 0xe4}, {"bdquo", 0x201e}, {"beta", 0x3b2}, {"bigstar", 0x2605},
    {"blacktriangleright", 0x25b8}, {"blk14", 0x2591}, {"brvbar", 0xa6}, {"bsol", 0x5c}, {"bull", 0x2022},
    {"cap", 0x2229}, {"ccedil", 0xe7}, {"cedil", 0xb8}, {"cent", 0xa2}, {"check", 0x2713}, {"checkmark", 0x2713},
    {"chi", 0x3c7}, {"circ", 0x2c6}, {"clubs", 0x2663}, {"colon", 0x3a}, {"comma", 0x2c}, {"commat", 0x40},
    {"cong", 0x2245}, {"copy", 0xa9}, {"crarr", 0x21b5}, {"cross", 0x2717}, {"ctdot", 0x22ef}, {"cup", 0x222a},
    {"curren", 0xa4}, {"dArr", 0x21d3}, {"dagger", 0x2020}, {"darr", 0x2193}, {"dash", 0x2010}, {"deg", 0xb0},
    {"delta", 0x3b4}, {"diams", 0x2666}, {"divide", 0xf7}, {"dollar", 0x24}, {"eacute", 0xe9}, {"ecirc", 0xea},
    {"egrave", 0xe8}, {"empty", 0x2205}, {"emsp", 0x2003}, {"ensp", 0x2002}, {"epsilon", 0x3b5}, {"equals", 0x3d},
    {"equiv", 0x2261}, {"eta", 0x3b7}, {"eth", 0xf0}, {"euml", 0xeb}, {"euro", 0x20ac}, {"excl", 0x21},
    {"exist", 0x2203}, {"female", 0x2640}, {"fnof", 0x192}, {"forall", 0x2200}, {"frac12", 0xbd}, {"frac14", 0xbc},
    {"frac34", 0xbe}, {"frasl", 0x2044}, {"gamma", 0x3b3}, {"ge", 0x2265}, {"grave", 0x60}, {"gt", 0x3e},
    {"hArr", 0x21d4}, {"hairsp", 0x200a}, {"half", 0xbd}, {"harr", 0x2194}, {"hearts", 0x2665}, {"hellip", 0x2026},
    {"horbar", 0x2015}, {"hyphen", 0x2010}, {"iacute", 0xed}, {"icirc", 0xee}, {"iexcl", 0xa1}, {"igrave", 0xec},
    {"image", 0x2111}, {"infin", 0x221e}, {"int", 0x222b}, {"iota", 0x3b9}, {"iquest", 0xbf}, {"isin", 0x2208},
    {"iuml", 0xef}, {"kappa", 0x3ba}, {"lArr", 0x21d0}, {"lambda", 0x3bb}, {"lang", 0x2329}, {"laquo", 0xab},
    {"larr", 0x2190}, {"lbrace", 0x7b}, {"lbrack", 0x5b}, {"lceil", 0x2308}, {"lcub", 0x7b}, {"ldquo", 0x201c},
    {"le", 0x2264}, {"leftarrow", 0x2190}, {"lfloor", 0x230a}, {"lowast", 0x2217}, {"lowbar", 0x5f}, {"loz", 0x25ca},
    {"lpar", 0x28}, {"lrm", 0x200e}, {"lsaquo", 0x2039}, {"lsqb", 0x5b}, {"lsquo", 0x2018}, {"lt", 0x3c},
    {"macr", 0xaf}, {"male", 0x2642}, {"mdash", 0x2014}, {"micro", 0xb5}, {"midast", 0x2a}, {"middot", 0xb7},
    {"minus", 0x2212}, {"mu", 0x3bc}, {"nabla", 0x2207}, {"nbsp", 0xa0}, {"ndash", 0x2013}, {"ne", 0x2260},
    {"ni", 0x220b}, {"not", 0xac}, {"notin", 0x2209}, {"nsub", 0x2284}, {"ntilde", 0xf1}, {"nu", 0x3bd},
    {"num", 0x23}, {"numsp", 0x2007}, {"oacute", 0xf3}, {"ocirc", 0xf4}, {"oelig", 0x153}, {"ograve", 0xf2},
    {"oline", 0x203e}, {"omega", 0x3c9}, {"omicron", 0x3bf}, {"oplus", 0x2295}, {"or", 0x2228}, {"ordf", 0xaa},
    {"ordm", 0xba}, {"oslash", 0xf8}, {"otilde", 0xf5}, {"otimes", 0x2297}, {"ouml", 0xf6}, {"para", 0xb6},
    {"part", 0x2202}, {"percnt", 0x25}, {"period", 0x2e}, {"permil", 0x2030}, {"perp", 0x22a5}, {"phi", 0x3c6},
    {"phone", 0x260e}, {"pi", 0x3c0}, {"piv", 0x3d6}, {"plus", 0x2b}, {"plusmn", 0xb1}, {"pound", 0xa3},
    {"prime", 0x2032}, {"prod", 0x220f}, {"prop", 0x221d}, {"psi", 0x3c8}, {"puncsp", 0x2008}, {"quest", 0x3f},
    {"quot", 0x22}, {"rArr", 0x21d2}, {"radic", 0x221a}, {"rang", 0x232a}, {"raquo", 0xbb}, {"rarr", 0x2192},
    {"rarrw", 0x219d}, {"rbrace", 0x7d}, {"rbrack", 0x5d}, {"rceil", 0x2309}, {"rcub", 0x7d}, {"rdquo", 0x201d},
    {"real", 0x211c}, {"reg", 0xae}, {"rfloor", 0x230b}, {"rho", 0x3c1}, {"rightarrow", 0x2192}, {"rlm", 0x200f},
    {"rpar", 0x29}, {"rsaquo", 0x203a}, {"rsqb", 0x5d}, {"rsquo", 0x2019}, {"sbquo", 0x201a}, {"scaron", 0x161},
    {"sdot", 0x22c5}, {"sect", 0xa7}, {"semi", 0x3b}, {"shy", 0xad}, {"sigma", 0x3c3}, {"sigmaf", 0x3c2},
    {"sim", 0x223c}, {"sol", 0x2f}, {"spades", 0x2660}, {"squ", 0x25a1}, {"square", 0x25a1}, {"squf", 0x25aa},
    {"star", 0x2606}, {"starf", 0x2605}, {"sub", 0x2282}, {"sube", 0x2286}, {"sum", 0x2211}, {"sup", 0x2283},
    {"sup1", 0xb9}, {"sup2", 0xb2}, {"sup3", 0xb3}, {"supe", 0x2287}, {"szlig", 0xdf}, {"tau", 0x3c4},
    {"there4", 0x2234}, {"theta", 0x3b8}, {"thetasym", 0x3d1}, {"thinsp", 0x2009}, {"thorn", 0xfe}, {"tilde", 0x2dc},
    {"times", 0xd7}, {"trade", 0x2122}, {"uArr", 0x21d1}, {"uacute", 0xfa}, {"uarr", 0x2191}, {"ucirc", 0xfb},
    {"ugrave", 0xf9}, {"uml", 0xa8}, {"upsih", 0x3d2}, {"upsilon", 0x3c5}, {"uuml", 0xfc}, {"vellip", 0x22ee},
    {"verbar", 0x7c}, {"vert", 0x7c}, {"weierp", 0x2118}, {"xi", 0x3be}, {"yacute", 0xfd}, {"yen", 0xa5},
    {"yuml", 0xff}, {"zeta", 0x3b6}, {"zwj", 0x200d}, {"zwnj", 0x200c},
};
// clang-format on

std::string encode_utf8(std::uint32_t code) {
  std::string out;
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
  return out;
}

std::uint32_t digit_value(char c) {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return 99;
}

/// `#8211` or `#x2013`; 0 if it is neither.
std::uint32_t read_number(std::string_view body) {
  body.remove_prefix(1);
  std::uint32_t base = 10;
  if (!body.empty() && (body[0] == 'x' || body[0] == 'X')) {
    base = 16;
    body.remove_prefix(1);
  }
  if (body.empty() || body.size() > 7) return 0;
  std::uint32_t code = 0;
  for (char c : body) {
    const std::uint32_t digit = digit_value(c);
    if (digit >= base) return 0;
    code = code * base + digit;
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0xFFFD;
  return code;
}

}  // namespace

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') return {};
  const std::string_view body = entity.substr(1, entity.size() - 2);
  std::uint32_t code = 0;
  if (body.front() == '#') {
    code = read_number(body);
  } else {
    const auto* found = std::lower_bound(std::begin(named_entities), std::end(named_entities), body,
                                         [](const NamedEntity& row, std::string_view name) { return row.name < name; });
    if (found != std::end(named_entities) && found->name == body) code = found->code;
  }
  if (code == 0) return {};
  // In plain text a line break would end a line, and a space that does not break is a space like others.
  if (code == '\n' || code == '\r' || code == 0xA0) code = ' ';
  return encode_utf8(code);
}

std::uint32_t entity_end(std::string_view text, std::uint32_t at) {
  const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::size_t{at} + 34));
  std::uint32_t i = at + 1;
  if (char_at(text, i) == '#') ++i;
  while (i < limit && (is_letter(text[i]) || is_digit(text[i]))) ++i;
  return i > at + 1 && char_at(text, i) == ';' ? i + 1 : at;
}

}  // namespace afterword
