#include "postmortem/mentions.h"

#include "postmortem/shape.h"

namespace afterword {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// Words that may stand before the time a line begins with.
constexpr std::string_view openers[] = {"at",      "around", "about", "by",    "on",   "approximately", "approx",
                                        "approx.", "circa",  "ca.",   "ca",    "from", "since",         "until",
                                        "after",   "before", "the",   "early", "late"};

/// Skips marks, pictures and opener words; returns the offset of what comes next.
std::uint32_t skip_openers(std::string_view plain, Span span) {
  std::uint32_t i = span.begin;
  for (int words = 0; i < span.end;) {
    const unsigned char c = static_cast<unsigned char>(plain[i]);
    if (is_blank(plain[i]) || std::string_view("[(*_-~|>#•.<").find(plain[i]) != std::string_view::npos) {
      ++i;
    } else if (c >= 0xe2 && c < 0xe3) {
      i += 3;
    } else if (c == 0xef || c == 0xc2) {
      i += c == 0xef ? 3 : 2;
    } else if (c >= 0xf0) {
      i += 4;
    } else if (std::isalpha(c) && words < 2) {
      std::uint32_t end = i;
      std::string word;
      while (end < span.end && !is_blank(plain[end]) && word.size() < 16)
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(plain[end++])));
      if (!word.empty() && word.back() == ':') word.pop_back();
      if (std::find(std::begin(openers), std::end(openers), word) == std::end(openers)) return i;
      i = end;
      ++words;
    } else {
      return i;
    }
  }
  return std::min(i, span.end);
}

/// Skips blanks, closing brackets and the separator after a time. Says whether there was a separator.
bool skip_separator(std::string_view plain, std::uint32_t& i, std::uint32_t end) {
  bool separator = false;
  while (i < end) {
    const char c = plain[i];
    if (is_blank(c) || c == '*' || c == '_') {
      ++i;
    } else if (c == ':' || c == '-' || c == ']' || c == ')' || c == '|' || c == '=' || c == ',' || c == '>' ||
               c == '.') {
      separator = separator || c != ',';
      ++i;
    } else {
      bool any = false;
      for (const std::string_view mark : {"–", "—", "：", "→", "―", "−", "➡", "⇒"})
        if (plain.substr(i, end - i).starts_with(mark)) {
          i += static_cast<std::uint32_t>(mark.size());
          any = separator = true;
          break;
        }
      if (!any) break;
    }
  }
  return separator;
}

}  // namespace

std::span<const Mention> mentions_in(const Postmortem& postmortem, Span plain) {
  const std::vector<Mention>& all = postmortem.mentions;
  const auto begin = std::lower_bound(all.begin(), all.end(), plain.begin,
                                      [](const Mention& m, std::uint32_t at) { return m.span.begin < at; });
  auto end = begin;
  while (end != all.end() && end->span.begin < plain.end) ++end;
  return {begin, end};
}

std::span<const PhraseHit> hits_in(const Postmortem& postmortem, std::uint32_t first, std::uint32_t last) {
  const std::vector<PhraseHit>& all = postmortem.hits;
  const auto begin = std::lower_bound(all.begin(), all.end(), first,
                                      [](const PhraseHit& h, std::uint32_t at) { return h.first < at; });
  auto end = begin;
  while (end != all.end() && end->first < last) ++end;
  return {begin, end};
}

bool is_range_joint(std::string_view between) {
  std::string_view text = trim(between);
  // "10:00 M - 14:00", "00:00 → ~04:30": half a mark of the half-day, and a mark of doubt, belong to the times.
  if (text.starts_with("M ") || text.starts_with("m ")) text = trim(text.substr(2));
  if (text.size() > 1 && text.ends_with('~')) text = trim(text.substr(0, text.size() - 1));
  if (text.size() > 8) return false;
  for (const std::string_view joint : {"-", "–", "—", "to", "till", "until", "~", "and", "→", "->", "bis", "a", "à",
                                       "até", "hasta", "～", "−", "から"})
    if (text == joint) return true;
  return false;
}

std::optional<LeadingMoment> leading_moment(const Postmortem& postmortem, Span plain, bool loose,
                                            const MentionOptions& options) {
  const std::string_view text = postmortem.plain();
  std::span<const Mention> mentions = mentions_in(postmortem, plain);
  if (mentions.empty() && !loose) return std::nullopt;
  const std::uint32_t at = skip_openers(text, plain);
  if (at >= plain.end) return std::nullopt;
  while (!mentions.empty() && mentions[0].span.begin + 1 < at) mentions = mentions.subspan(1);
  LeadingMoment out;
  std::size_t used = 0;
  while (used < mentions.size() && mentions[used].kind == MentionKind::zone && mentions[used].span.begin < at) ++used;
  // Of a mention only the beginning counts: some begin at the opener ("~ 9:00", "about 9:00").
  if (used < mentions.size() && mentions[used].kind == MentionKind::moment && mentions[used].span.begin <= at + 1) {
    out.mention = mentions[used++];
  } else if (loose) {
    const std::string_view rest = text.substr(at, plain.end - at);
    std::optional<Mention> read = read_leading_time(rest, options);
    if (!read) return std::nullopt;
    const auto shift = [&](Span& span) {
      if (!span.empty()) span.begin += at, span.end += at;
    };
    shift(read->span), shift(read->date_span), shift(read->clock_span), shift(read->zone_span);
    out.mention = *read;
    while (used < mentions.size() && mentions[used].span.begin < out.mention.span.end) ++used;
  } else {
    return std::nullopt;
  }
  out.whole = out.mention.span;
  // A date and a time that stand apart ("10/20/2022 - 15:38"), the zone after it, the end of a range.
  for (; used < mentions.size(); ++used) {
    const Mention& next = mentions[used];
    if (next.span.begin < out.whole.end) continue;
    const std::string_view between = text.substr(out.whole.end, next.span.begin - out.whole.end);
    if (between.size() > 6 || between.find('\n') != std::string_view::npos) break;
    if (next.kind == MentionKind::moment && out.mention.date && !out.mention.clock && next.clock && !next.date) {
      out.mention.clock = next.clock;
      out.mention.clock_span = next.clock_span;
      if (next.zone) out.mention.zone = next.zone, out.mention.zone_span = next.zone_span;
    } else if (next.kind == MentionKind::zone && !out.mention.zone && trim(between).size() <= 1) {
      out.mention.zone = next.zone;
      out.mention.zone_span = next.zone_span.empty() ? next.span : next.zone_span;
    } else if (!(next.kind == MentionKind::moment && next.clock && out.mention.clock && is_range_joint(between))) {
      break;
    }
    out.whole.end = next.span.end;
  }
  out.after = out.whole.end;
  out.separated = skip_separator(text, out.after, plain.end);
  return out;
}

bool begins_with_moment(const Postmortem& postmortem, Span plain) {
  return leading_moment(postmortem, plain, false, {}).has_value();
}

bool is_only_date(const Postmortem& postmortem, Span plain) {
  const std::optional<LeadingMoment> moment = leading_moment(postmortem, plain, false, {});
  if (!moment || !moment->mention.date || moment->mention.clock) return false;
  const std::string_view text = postmortem.plain();
  std::uint32_t at = moment->after;
  while (at < plain.end && (text[at] == '*' || text[at] == '_' || text[at] == ':')) ++at;
  return at >= plain.end || text[at] == '(' || plain.end - at < 5;
}

}  // namespace afterword
