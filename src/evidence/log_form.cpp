#include "evidence/log_form.h"

#include <algorithm>
#include <map>
#include <set>

#include "evidence/date_order.h"
#include "evidence/instant.h"
#include "evidence/log_reader.h"

namespace afterword {
namespace {

constexpr std::size_t lines_max = 300, line_bytes_max = 8 << 10;

std::vector<std::string_view> cut_lines(std::string_view sample) {
  std::vector<std::string_view> lines;
  if (sample.starts_with(byte_order_mark)) sample.remove_prefix(byte_order_mark.size());
  while (!sample.empty() && lines.size() < lines_max) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    std::string_view line = sample.substr(0, end);
    sample.remove_prefix(std::min(end + 1, sample.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line.substr(0, line_bytes_max));
  }
  return lines;
}

/// A day that is certainly later than any time read while learning: years are not what is learnt.
constexpr Instant some_time = 1'800'000'000 * one_second;

/// Reads a time in any notation, and remembers what it found at each place of the line at hand.
class AnyTime {
 public:
  AnyTime() {
    context_.reference = some_time;
    for (const TimeNotation& notation : built_in_formats().times) readers_.emplace_back(notation, context_);
  }
  AnyTime(const AnyTime&) = delete;
  AnyTime& operator=(const AnyTime&) = delete;
  void begin_pattern() { used_.clear(); }
  void begin_line(std::string_view line) {
    line_ = line;
    seen_.clear();
  }
  TimeRead operator()(std::string_view text) {
    const auto key = static_cast<std::size_t>(text.data() - line_.data());
    const auto [at, fresh] = seen_.try_emplace(key);
    if (fresh)
      for (std::size_t i = 0; i < readers_.size() && at->second.first.bytes == 0; ++i)
        at->second = {readers_[i].read(text), i};
    if (at->second.first.bytes != 0) used_.push_back(&built_in_formats().times[at->second.second]);
    return at->second.first;
  }
  /// The notations read since begin_pattern: a line may hold two times.
  [[nodiscard]] const std::vector<const TimeNotation*>& used() const { return used_; }

 private:
  TimeContext context_;
  std::vector<TimeReader> readers_;
  std::map<std::size_t, std::pair<TimeRead, std::size_t>> seen_;
  std::string_view line_;
  std::vector<const TimeNotation*> used_;
};

struct Vote {
  std::size_t lines = 0;
  std::map<const TimeNotation*, std::size_t> times;
};

void note_needs(LogForm& form, const TimeNotation& notation) {
  form.needs_order = form.needs_order || !notation.has_date;
  form.needs_year = form.needs_year || (notation.has_date && !notation.has_year);
}

std::vector<const TimeNotation*> by_votes(const std::map<const TimeNotation*, std::size_t>& votes) {
  std::vector<const TimeNotation*> out;
  for (const auto& [notation, count] : votes) out.push_back(notation);
  std::sort(out.begin(), out.end(), [&](auto* a, auto* b) {  // they lie in one table: the pointers are in its order
    return votes.at(a) != votes.at(b) ? votes.at(a) > votes.at(b) : a < b;
  });
  return out;
}

/// "2026-06-24T14:39:00.383150913Z …", as container runtimes date lines; trailing zeros may be missing.
bool has_nanoseconds(std::string_view line) {
  constexpr std::size_t fraction = std::string_view("2026-06-24T14:39:00.").size(), digits_least = 7;
  if (line.size() < fraction + digits_least + 2 || line[10] != 'T' || line[fraction - 1] != '.') return false;
  const std::size_t end = line.find_first_not_of("0123456789", fraction);
  return end != std::string_view::npos && end >= fraction + digits_least && line.substr(end).starts_with("Z ");
}

/// Programs that only pass on what others wrote: nearly every line has what they put before it.
std::optional<LogForm> learn_wrap(const std::vector<std::string_view>& lines, AnyTime& any) {
  for (const LogFormat& format : built_in_formats().logs) {
    if (!format.wraps) continue;
    std::map<std::size_t, Vote> votes;
    std::size_t matched = 0;
    std::string messages, scratch;
    NameCheck is_name;
    for (std::string_view line : lines) {
      line = strip_escapes(line, scratch);
      if (format.needs_inner && !has_nanoseconds(line)) continue;
      any.begin_line(line);
      for (std::size_t p = 0; p < format.lines.size(); ++p) {
        LogFields fields;
        any.begin_pattern();
        if (!format.lines[p].match(line, any, is_name, fields)) continue;
        ++matched;
        ++votes[p].lines;
        for (const TimeNotation* notation : any.used()) ++votes[p].times[notation];
        messages.append(fields.message).append("\n");
        break;
      }
    }
    if (matched < 2 || matched * 10 < lines.size() * 8) continue;
    LogForm form;
    form.kind = FormKind::text;
    form.name = format.name;
    form.wraps = true;
    form.sampled = lines.size();
    form.matched = matched;
    for (const auto& [p, vote] : votes) form.lines.push_back({&format.lines[p], by_votes(vote.times)});
    LogForm inner = learn_log_form(messages);
    if (inner.kind == FormKind::none && !format.lines[0].has_time()) continue;
    if (format.needs_inner && inner.matched * 10 < matched * 3) continue;
    if (inner.kind != FormKind::none) {
      form.name += ", " + inner.name;
      if (!format.lines[0].has_time()) {
        form.matched = inner.matched;
        form.needs_year = inner.needs_year;
        form.needs_order = inner.needs_order;
      }
      form.inner = std::make_shared<const LogForm>(std::move(inner));
    }
    return form;
  }
  return std::nullopt;
}

/// Messages of containers' logs are lines themselves.
void learn_inner(LogForm& form, const std::string& messages, std::size_t count) {
  LogForm inner = learn_log_form(messages);
  if (inner.kind == FormKind::none || inner.matched * 10 < count * 7) return;
  form.name += ", " + inner.name;
  form.inner = std::make_shared<const LogForm>(std::move(inner));
}

/// JSON, logfmt and columns: `form` says how to read them; what is left to learn is the notation of their times.
std::optional<LogForm> learn_structured(LogForm form, const std::vector<std::string_view>& lines) {
  const TimeContext context{{}, some_time, 0};
  for (const TimeNotation& notation : built_in_formats().times)  // without a year they would be read wrong, not right
    if (notation.has_date && notation.has_year) form.times.push_back(&notation);
  LogReader reader(form, context);
  std::string messages;
  std::size_t with_message = 0;
  for (std::string_view line : lines) {
    LogFields fields;
    ++form.sampled;
    if (!reader.read(line, fields)) continue;
    ++form.matched;
    if (fields.message.empty() || fields.message.size() == line.size()) continue;
    ++with_message;
    messages.append(fields.message.substr(0, fields.message.find('\n'))).append("\n");
  }
  if (form.matched == 0 || form.matched * 2 < form.sampled) return std::nullopt;
  if (form.kind == FormKind::columns && with_message * 2 < form.matched) return std::nullopt;  // numbers, not a log
  settle_date_order(form, lines);
  if (with_message * 10 >= form.matched * 8) learn_inner(form, messages, with_message);
  return form;
}

std::optional<LogForm> learn_json(const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> objects;
  for (std::string_view line : lines) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin != std::string_view::npos && line[begin] == '{' && line.find(':') != std::string_view::npos)
      objects.push_back(line);
  }
  if (objects.empty() || objects.size() * 10 < lines.size() * 5) return std::nullopt;
  LogForm form;
  form.kind = FormKind::json;
  form.name = "json-lines";
  return learn_structured(std::move(form), objects);
}

std::optional<LogForm> learn_logfmt(const std::vector<std::string_view>& lines) {
  std::vector<std::string_view> pairs;
  for (std::string_view line : lines) {
    bool has_time = false;
    const std::size_t n = for_each_pair(line, [&](std::string_view key, std::string_view) {
      has_time = has_time || role_of_field(key).role == FieldRole::time;
    });
    const std::size_t equals = line.find('='), space = line.find(' ');
    if (n >= 2 && has_time && equals < space) pairs.push_back(line);
  }
  if (pairs.empty() || pairs.size() * 10 < lines.size() * 7) return std::nullopt;
  LogForm form;
  form.kind = FormKind::logfmt;
  form.name = "logfmt";
  return learn_structured(std::move(form), pairs);
}

char separator_of(std::string_view header) {
  for (const char separator : {'\t', ',', ';'})
    if (header.find(separator) != std::string_view::npos) return separator;
  return ' ';
}

/// The names of the columns: the first line of CSV, or what follows "#Fields:" (W3C) or "#fields" (Zeek).
std::optional<LogForm> learn_columns(const std::vector<std::string_view>& lines) {
  LogForm form;
  form.kind = FormKind::columns;
  std::string_view header;
  std::size_t first = 0;
  char names = ',';
  for (std::size_t i = 0; i < lines.size() && header.empty(); ++i) {
    for (std::string_view mark : {"#Fields:", "#fields"}) {
      if (!lines[i].starts_with(mark)) continue;
      header = lines[i].substr(mark.size());
      form.name = mark == "#Fields:" ? "w3c" : "zeek";
      names = separator_of(header);
      // CloudFront separates the names by spaces and the cells by tabs.
      const bool has_tabs = i + 1 < lines.size() && lines[i + 1].find('\t') != std::string_view::npos;
      form.separator = has_tabs ? '\t' : names;
      first = i + 1;
    }
    if (!lines[i].starts_with('#') && header.empty()) {
      header = lines[i];
      form.separator = names = separator_of(header);
      if (names == ' ') return std::nullopt;
      form.name = "csv";
      first = i + 1;
    }
  }
  if (header.empty()) return std::nullopt;
  while (header.starts_with(' ') || header.starts_with('\t')) header.remove_prefix(1);
  std::string scratch;
  bool has_time = false;
  bool has_date = false;
  for_each_cell(header, names, scratch, [&](std::size_t, std::string_view name) {
    form.columns.push_back(role_of_field(name));
    if (name == "time-taken" && form.separator == '\t') form.columns.back().role = FieldRole::seconds;  // CloudFront
    has_date = has_date || form.columns.back().role == FieldRole::date;
    has_time = has_time || has_date || form.columns.back().role == FieldRole::time;
  });
  if (!has_time || form.columns.size() < 2) return std::nullopt;
  form.dates_above = form.name == "w3c" && !has_date;
  std::vector<std::string_view> rows;
  for (std::size_t i = form.dates_above ? 0 : first; i < lines.size(); ++i)
    if (!lines[i].starts_with('#') || (form.dates_above && lines[i].starts_with(date_above))) rows.push_back(lines[i]);
  return learn_structured(std::move(form), rows);
}

LogForm learn_text(const std::vector<std::string_view>& lines, AnyTime& any) {
  struct Candidate {
    const LogFormat* format;
    const LinePattern* pattern;
    Vote vote;
  };
  std::vector<Candidate> candidates;
  for (const LogFormat& format : built_in_formats().logs)
    for (const LinePattern& pattern : format.lines)
      if (!format.wraps && pattern.has_time()) candidates.push_back({&format, &pattern, {}});
  LogForm form;
  form.sampled = lines.size();
  std::string scratch;
  NameCheck is_name;
  for (std::string_view line : lines) {
    line = strip_escapes(line, scratch);
    any.begin_line(line);
    for (Candidate& candidate : candidates) {
      LogFields fields;
      any.begin_pattern();
      if (!candidate.pattern->match(line, any, is_name, fields) || fields.time.bytes == 0) continue;
      ++candidate.vote.lines;
      for (const TimeNotation* notation : any.used()) ++candidate.vote.times[notation];
      ++form.matched;
      break;
    }
  }
  if (form.matched == 0) return form;
  form.kind = FormKind::text;
  std::map<std::string_view, std::size_t> names;
  std::set<std::string_view> whole, below;
  for (const Candidate& candidate : candidates) {
    if (candidate.vote.lines == 0) continue;
    names[candidate.format->name] += candidate.vote.lines;
    if (candidate.format->whole) whole.insert(candidate.format->name);
    if (candidate.format->below) below.insert(candidate.format->name);
    form.lines.push_back({candidate.pattern, by_votes(candidate.vote.times)});
    for (const TimeNotation* notation : form.lines.back().times) note_needs(form, *notation);
  }
  std::size_t most = 0;
  for (const auto& [name, count] : names)
    if (count > most) {
      most = count;
      form.name = name;
      form.whole = whole.contains(name);
      form.below = below.contains(name);
    }
  return form;
}

}  // namespace

std::string_view strip_escapes(std::string_view line, std::string& scratch) {
  if (line.find('\x1b') == std::string_view::npos) return line;
  scratch.clear();
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\x1b') {
      scratch += line[i];
      continue;
    }
    if (i + 1 >= line.size() || line[i + 1] != '[') continue;
    i += 2;
    while (i < line.size() && (line[i] < '@' || line[i] > '~')) ++i;
  }
  return scratch;
}

LogForm learn_log_form(std::string_view sample) {
  const std::vector<std::string_view> lines = cut_lines(sample);
  if (lines.empty()) return {};
  AnyTime any;
  if (auto form = learn_wrap(lines, any)) return *std::move(form);
  if (auto form = learn_json(lines)) return *std::move(form);
  if (auto form = learn_logfmt(lines)) return *std::move(form);
  if (auto form = learn_columns(lines)) return *std::move(form);
  LogForm form = learn_text(lines, any);
  settle_date_order(form, lines);
  return form;
}

}  // namespace afterword
