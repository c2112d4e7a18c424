#include "render/html.h"
#include "workspace/agenda.h"

namespace afterword {
namespace {

// The colours and faces of a report's page; ruled lines to write on, which only paper needs.
constexpr std::string_view style =
    ":root{--paper:#fffdf8;--ink:#1d1b18;--soft:#5f5a52;--line:#d9d3c7;--accent:#1f4e8c;color-scheme:light dark}"
    "@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ebe7df;--soft:#a8a196;--line:#3d3932;"
    "--accent:#8fb8ee}}"
    "body{margin:0 auto;padding:1.5rem 1rem;max-width:46rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.45 Charter,\"Bitstream Charter\",Georgia,serif;overflow-wrap:break-word}"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 .3rem}"
    "h2{display:flex;justify-content:space-between;gap:1rem;font-size:1.05rem;margin:1.2rem 0 .3rem;"
    "border-bottom:1px solid var(--line)}"
    "h2 span,.about,.id,dd,.more{font:.85rem/1.6 system-ui,sans-serif;color:var(--soft);"
    "font-variant-numeric:tabular-nums}h2 span{white-space:nowrap}"
    ".about{margin:0}ol{list-style:none;margin:0;padding:0}li{display:flex;gap:.7rem;padding:.25rem 0}"
    ".id{min-width:2.6rem}.line{color:var(--accent)}"
    "dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.1rem 1rem;margin:.4rem 0}"
    "dd{margin:0}dl div{padding:.15rem 0}"
    "@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000}@page{size:A4;margin:14mm}"
    "body{padding:0;font-size:10pt;max-width:none}h2{break-after:avoid;margin:.7rem 0 .2rem}li{break-inside:avoid;"
    "padding:.1rem 0 .75rem;border-bottom:1px dotted var(--line)}}";

}  // namespace

std::string agenda_html(const Agenda& agenda) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>Review: " +
      escaped(agenda.title) + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n<main>\n<h1>" +
      escaped(agenda.title) + "</h1>\n<p class=\"about\">Review of " + escaped(agenda.path) +
      (agenda.outage.empty() ? "" : " · " + escaped(agenda.outage)) + " · " + std::to_string(agenda.minutes) +
      " minutes</p>\n<h2>Who should be there</h2>\n<dl>\n";
  for (const AgendaRole& role : agenda.roles)
    out += "<div><dt>" + escaped(role.role) + "</dt><dd>" + escaped(role.why) + "</dd></div>\n";
  out += "</dl>\n";
  if (!agenda.reviewers.empty())
    out += "<p class=\"about\">Asked to review: " + escaped(list_people(agenda.reviewers)) + "</p>\n";
  for (const AgendaPart& part : agenda.parts) {
    out += "<h2>" + escaped(part.title) + " <span>" + std::to_string(part.minutes) + " min</span></h2>\n<ol>\n";
    for (const AgendaQuestion& question : part.questions)
      out += "<li><span class=\"id\">" + escaped(question.id) + "</span><span>" + escaped(question.words) +
             (question.line > 0 ? " <span class=\"id line\">line " + std::to_string(question.line) + "</span>" : "") +
             "</span></li>\n";
    out += "</ol>\n";
    if (part.left_out > 0)
      out += "<p class=\"more\">And " + std::to_string(part.left_out) + " more, which check lists.</p>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace afterword
