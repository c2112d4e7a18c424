#include "evidence/print_evidence.h"

#include <ostream>

#include "evidence/instant.h"

namespace afterword {
namespace {

std::string end_of(const std::optional<Instant>& at) {
  return at ? ".." + write_instant(*at) : "";
}

}  // namespace

void print_records(const Evidence& evidence, std::ostream& out) {
  const auto head = [&](const char* what, const Place& place) -> std::ostream& {
    return out << "  " << what << " :" << place.line << "+" << place.size << " ";
  };
  for (const Series& s : evidence.series)
    head("series", s.place) << s.name << " service=" << s.service << " host=" << s.host << " {" << s.labels << "} kind "
                            << static_cast<int>(s.kind) << (s.counter ? " counter " : " ") << s.values.size()
                            << " from " << write_instant(s.times.front()) << " = " << s.values.front() << "\n";
  for (const Alert& a : evidence.alerts)
    head("alert", a.place) << write_instant(a.fired) << end_of(a.ended) << " " << a.name << " service=" << a.service
                           << " host=" << a.host << " " << a.severity << " metric=" << a.metric << " | " << a.summary
                           << (a.acknowledged ? " ack " + write_instant(*a.acknowledged) : "") << "\n";
  for (const Change& c : evidence.changes)
    head("change", c.place) << name_of(c.kind) << " " << write_instant(c.at) << " " << c.id << " commit=" << c.commit
                            << " service=" << c.service << " by " << c.author << " " << c.from << "->" << c.to << " "
                            << c.files.size() << " files, diff " << c.diff.size() << " | "
                            << c.message.substr(0, c.message.find('\n')) << "\n";
  for (const Message& m : evidence.messages)
    head("message", m.place) << write_instant(m.at) << " #" << m.channel << " " << m.author << ": " << m.text << "\n";
  for (const StatusEvent& s : evidence.statuses)
    head("status", s.place) << write_instant(s.at) << end_of(s.ended) << " " << s.provider << " " << s.state << " | "
                            << s.text << "\n";
  for (const Pattern& p : evidence.patterns)
    head("pattern", p.place) << p.count << " (" << (p.delta ? std::to_string(*p.delta) : "?") << ") " << p.service
                             << " " << name_of(p.level) << " | " << p.text << "\n";
  for (const LoggedRecord& r : evidence.logged)
    head("logged", r.place) << write_instant(r.at) << " " << r.service << " host=" << r.host << " "
                            << (r.level ? name_of(*r.level) : "-") << " | " << r.message << "\n";
  for (const TraceSpan& s : evidence.spans)
    head("span", s.place) << write_instant(s.start) << " " << s.duration / 1000 << " us " << s.id << " < " << s.parent
                          << " " << s.service << " host=" << s.host << " " << s.operation
                          << (s.failed ? " FAILED " : " ") << s.attributes << "\n";
  for (const Call& c : evidence.calls) out << "  call " << c.caller << " -> " << c.callee << " " << c.count << "\n";
  for (const Person& p : evidence.people) out << "  person " << p.id << " " << p.name << "\n";
  for (const ReadingNote& n : evidence.notes)
    head("note", n.place) << n.code << ": " << n.message << (n.help.empty() ? "" : " (" + n.help + ")") << "\n";
}

ReadInput read_input(std::string_view bytes, std::string_view path) {
  ReadInput read;
  const Recognised found = recognise_payload(bytes.substr(0, head_bytes), path);
  if (found.reader == nullptr) return read;
  read.format = std::string(found.reader->name);
  read.score = found.score;
  ReaderContext context;
  context.path = path;
  context.modified = 1773484013;
  found.reader->read(bytes, context, read.input, read.evidence);
  return read;
}

void print_input(const ReadInput& read, std::ostream& out) {
  out << (read.format.empty() ? "nothing" : read.format) << " " << read.score << "\n";
  print_records(read.evidence, out);
  out << "  " << read.input.records << " records, " << read.input.unread << " unread";
  if (!read.input.zone.empty()) out << ", zone " << read.input.zone << " (" << read.input.zone_from << ")";
  out << "\n";
}

}  // namespace afterword
