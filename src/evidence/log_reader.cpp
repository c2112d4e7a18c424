#include "evidence/log_reader.h"

#include "evidence/instant.h"
#include "evidence/record_lines.h"

namespace afterword {
namespace {

/// Tries the notations one after another, and the one that fitted last first.
struct FirstThatFits {
  std::vector<TimeReader>& readers;
  const char* known_at = nullptr;  ///< where a time was read already, and which
  TimeRead known{};
  TimeRead operator()(std::string_view text) {
    if (text.data() == known_at) return known;
    for (std::size_t i = 0; i < readers.size(); ++i) {
      const TimeRead read = readers[i].read(text);
      if (read.bytes == 0) continue;
      if (i > 0) std::swap(readers[i], readers[0]);
      return read;
    }
    return {};
  }
};

/// Whether more than the one blank that a collector puts there stands before the message.
bool is_indented(std::string_view line, std::string_view message) {
  const auto before = static_cast<std::size_t>(message.data() - line.data());
  if (message.empty() || before < 2 || before > line.size()) return false;
  return line[before - 1] == '\t' || (line[before - 1] == ' ' && line[before - 2] == ' ');
}

}  // namespace

LogReader::LogReader(const LogForm& form, const TimeContext& context)
    : form_(&form), context_(&context), has_heads_(form.has_heads()) {
  for (const LogForm::Bound& bound : form.lines) {
    lines_.push_back({bound.pattern, {}, HeadMemory(*bound.pattern)});
    for (const TimeNotation* notation : bound.times) lines_.back().times.emplace_back(*notation, context);
  }
  for (const TimeNotation* notation : form.times) times_.emplace_back(*notation, context);
  if (form.kind == FormKind::json) json_ = std::make_unique<JsonLineReader>();
  if (form.inner) inner_ = std::make_unique<LogReader>(*form.inner, context);
}

bool LogReader::read_plain(std::string_view plain, LogFields& out) {
  bool found = false;
  switch (form_->kind) {
    case FormKind::text:
      found = read_text(plain, out);
      break;
    case FormKind::json:
    case FormKind::logfmt:
    case FormKind::columns:
      found = read_structured(plain, out);
      break;
    case FormKind::none:
      break;
  }
  if (!found) return false;
  if (out.message.empty() && !form_->wraps) out.message = plain;
  const bool indented = form_->wraps && is_indented(plain, out.message);
  const bool dated = inner_ && read_inner(out);
  // A collector dates each line of a stack trace as well.
  if (!dated && out.time.bytes != 0) out.continues = indented || (inner_ && continues_record(out.message));
  return out.time.bytes != 0 && !out.continues;
}

bool LogReader::read_inner(LogFields& out) {
  out.head = 0;
  LogFields within;
  const bool dated = inner_->read(out.message, within);
  if (!dated && within.message.empty()) return false;
  if (out.time.bytes == 0) out.time = within.time;
  out.message = within.message;
  if (within.level) out.level = within.level;
  if (!within.service.empty() && out.service.empty()) out.service = within.service;
  if (!within.program.empty() && out.program.empty()) out.program = within.program;
  if (!within.host.empty() && out.host.empty()) out.host = within.host;
  if (within.is_request) {
    out.is_request = true;
    out.status = within.status;
    out.seconds = within.seconds;
  }
  return dated;
}

bool LogReader::read_text(std::string_view line, LogFields& out) {
  out = {};
  TimeRead known;
  const bool may_know_head = has_heads_ && lines_.front().pattern->begins_with_time(line);
  if (may_know_head) {
    BoundLine& bound = lines_.front();
    FirstThatFits time{bound.times};
    known = time(line);
    const std::size_t head = known.bytes == 0 ? 0 : bound.heads.find(line.substr(known.bytes), out);
    if (head != 0) {
      out.time = known;
      if (bound.pattern->match_behind_head(line, known.bytes + head, time, names_, out)) return true;
    }
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    BoundLine& bound = lines_[i];
    out = {};
    FirstThatFits time{bound.times};
    if (i == 0 && may_know_head) {
      time.known_at = line.data();
      time.known = known;
    }
    if (!bound.pattern->match(line, time, names_, out)) continue;
    if (i == 0 && may_know_head) learn_head(line, out.time.bytes);
    return true;
  }
  out = {};
  return false;
}

void LogReader::learn_head(std::string_view line, std::size_t time_bytes) {
  BoundLine& bound = lines_.front();
  LogFields fields;
  const std::size_t end = bound.pattern->read_head(line, time_bytes, names_, fields);
  if (end != 0) bound.heads.add(line.substr(time_bytes), end - time_bytes, fields);
}

TimeRead LogReader::read_time_value(std::string_view value) {
  for (TimeReader& reader : times_)
    if (const TimeRead read = reader.read(value); read.bytes == value.size()) return read;
  if (const auto read = read_instant(value, context_->zone))
    return {read->at, static_cast<std::uint32_t>(value.size()), read->states_zone};
  return {};
}

bool LogReader::read_columns(std::string_view line) {
  if (line.starts_with('#')) {
    if (form_->dates_above && line.starts_with(date_above)) date_ = line.substr(date_above.size(), 10);
    return false;
  }
  cells_.clear();
  for_each_cell(line, form_->separator, cells_, [&](std::size_t index, std::string_view value) {
    if (index < form_->columns.size() && value != "-") fields_.put(form_->columns[index], value);
  });
  return true;
}

bool LogReader::read_pairs(std::string_view line) {
  return for_each_pair(
             line, [&](std::string_view key, std::string_view value) { fields_.put(role_of_field(key), value); }) > 0;
}

bool LogReader::read_structured(std::string_view line, LogFields& out) {
  out = {};
  fields_.clear();
  const bool read = form_->kind == FormKind::json     ? json_->read(line, fields_)
                    : form_->kind == FormKind::logfmt ? read_pairs(line)
                                                      : read_columns(line);
  if (!read) return false;
  std::string_view time = fields_[FieldRole::time];
  if (!fields_[FieldRole::date].empty() && !time.empty() && time.size() < 16 && time.find(':') < 3) {
    time_.assign(fields_[FieldRole::date]);
    time_ += ' ';
    time_ += time;
    time = time_;
  } else if (!date_.empty() && time.size() < 16 && time.find(':') < 3) {
    time_ = date_ + ' ';
    time_ += time;
    time = time_;
  } else if (time.empty() && fields_[FieldRole::date].find(':') != std::string_view::npos) {
    time = fields_[FieldRole::date];
  }
  if (!time.empty()) out.time = read_time_value(time);
  fields_.fill(out, message_);
  return true;
}

}  // namespace afterword
