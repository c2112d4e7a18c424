#include "evidence/sha256.h"
#include "workspace/agenda.h"
#include "workspace/calendar.h"

namespace afterword {
namespace {

std::string basic_date(Date date) {
  std::string out;
  append_digits(out, date.year, 4);
  append_digits(out, date.month, 2);
  append_digits(out, date.day, 2);
  return out;
}

/// A name as a parameter: in quotes, without what can't stand there.
std::string quoted_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' || static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? '\'' : c;
  return out + "\"";
}

/// An address as the value of a property; nothing where it could be anything else.
bool is_mail_address(std::string_view email) {
  return email.find('@') != std::string_view::npos && std::all_of(email.begin(), email.end(), [](char c) {
           return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7f &&
                  std::string_view("\\;,:\"<>()").find(c) == std::string_view::npos;
         });
}

void append_person(std::string& out, std::string_view property, const ReviewPerson& person) {
  if (!is_mail_address(person.email)) return;
  append_calendar_text(out, std::string(property) + ";CN=" + quoted_name(person.shown()), "mailto:" + person.email);
}

std::string description_of(const Agenda& agenda) {
  std::string out = "Report: " + agenda.path + "\nWho should be there: ";
  for (std::size_t i = 0; i < agenda.roles.size(); ++i) out += (i > 0 ? ", " : "") + agenda.roles[i].role;
  for (const AgendaPart& part : agenda.parts) {
    out += "\n\n" + part.title + " (" + std::to_string(part.minutes) + " min)";
    for (const AgendaQuestion& question : part.questions) out += "\n- " + question.words;
  }
  return out;
}

}  // namespace

std::string agenda_calendar(const Agenda& agenda, const Meeting& meeting) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Afterword//Agenda//EN\r\nCALSCALE:GREGORIAN\r\n";
  // An invitation names who invites; without one it is a date to be put into calendars.
  const bool invites = is_mail_address(meeting.organizer.email);
  out += invites ? "METHOD:REQUEST\r\n" : "METHOD:PUBLISH\r\n";
  out += "BEGIN:VEVENT\r\n";
  append_calendar_text(out, "UID", sha256_of(agenda.path + meeting.begin).substr(0, 16) + "@agenda.afterword");
  out += "DTSTAMP:" + basic_date(meeting.stamp) + "T000000Z\r\nDTSTART:" + meeting.begin + "\r\n";
  out += "DURATION:PT" + std::to_string(agenda.minutes) + "M\r\n";
  append_calendar_text(out, "SUMMARY", "Review: " + agenda.title);
  append_calendar_text(out, "DESCRIPTION", description_of(agenda));
  if (invites) {
    append_person(out, "ORGANIZER", meeting.organizer);
    for (const ReviewPerson& person : agenda.reviewers)
      append_person(out, "ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE", person);
  }
  return out + "SEQUENCE:0\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

}  // namespace afterword
