#include "draft/draft.h"

#include <gtest/gtest.h>

#include <memory>

#include "check/check.h"
#include "check/settings.h"
#include "draft/terminal.h"
#include "draft/wording.h"

namespace afterword {
namespace {

constexpr Instant noon = 1'790'942'400 * one_second;  // 2026-10-02T12:00:00Z

/// The records of an invented outage of a web shop; each place is a line of its input.
struct Scene {
  Gathered gathered;
  std::vector<std::vector<std::string>> lines;

  Place add_line(std::uint32_t input, std::string line) {
    lines.resize(std::max<std::size_t>(lines.size(), input + 1));
    lines[input].push_back(std::move(line));
    return {input, static_cast<std::uint32_t>(lines[input].back().size()), lines[input].size(), 0};
  }

  [[nodiscard]] Cite cite() const {
    return [this](const Place& place) { return CitedRecord{lines[place.input][place.line - 1], "0011223344556677"}; };
  }
};

void say(Scene& scene, int second, std::string author, std::string text) {
  const std::string line = "[" + clock_of(noon + second * one_second) + "] " + author + ": " + text;
  const Place place = scene.add_line(2, line);
  scene.gathered.evidence.messages.push_back(
      {noon + second * one_second, std::move(author), "ops", std::move(text), place});
}

Scene make_scene() {
  Scene scene;
  Evidence& evidence = scene.gathered.evidence;
  for (const char* path : {"logs/web.log", "alerts.json", "chat.txt", "deploys.json"})
    evidence.inputs.emplace_back().path = path;
  const Place failing = scene.add_line(0, "2026-10-02T12:00:05Z ERROR could not connect to db-2:5432");
  const Place working = scene.add_line(0, "2026-10-02T12:14:30Z INFO order 118 stored");
  const Place deploy = scene.add_line(3, R"({"at":"2026-10-02T11:59:58Z","id":"4f2a77c0de","service":"shop"})");
  const Place repair = scene.add_line(3, R"({"at":"2026-10-02T12:14:00Z","id":"5bc1920aaf","service":"shop"})");
  const Place fired = scene.add_line(1, R"({"startsAt":"2026-10-02T12:01:10Z","alertname":"OrdersFail"})");
  evidence.changes.push_back({.kind = ChangeKind::deploy,
                              .at = noon - 2 * one_second,
                              .id = "4f2a77c0de",
                              .commit = {},
                              .service = "shop",
                              .author = "ana",
                              .message = "Move orders to the new database",
                              .files = {},
                              .diff = {},
                              .from = {},
                              .to = {},
                              .place = deploy});
  evidence.changes.push_back({.kind = ChangeKind::deploy,
                              .at = noon + 840 * one_second,
                              .id = "5bc1920aaf",
                              .commit = {},
                              .service = "shop",
                              .author = "ben",
                              .message = "Back to the old database",
                              .files = {},
                              .diff = {},
                              .from = {},
                              .to = {},
                              .place = repair});
  Alert alert;
  alert.fired = noon + 70 * one_second;
  alert.name = "OrdersFail";
  alert.service = "shop";
  alert.summary = "more than 5 % of orders fail";
  alert.place = fired;
  evidence.alerts.push_back(alert);
  say(scene, 130, "ana", "looks like the network, checking the switch");
  say(scene, 400, "ben", "no, the network is fine");
  say(scene, 430, "ana", "escalating to the database team");
  say(scene, 800, "ben", "rolling back the deploy of shop");
  scene.gathered.outage.onset =
      FoundInstant{noon + 5 * one_second, "errors of shop rose from 0 to 12 a second", {failing}};
  scene.gathered.outage.detected = FoundInstant{alert.fired, "the alert `OrdersFail` fired", {fired}};
  scene.gathered.outage.end = FoundInstant{noon + 870 * one_second, "orders of shop are stored again", {working}};
  Series errors{.name = "errors",
                .service = "shop",
                .host = {},
                .labels = {},
                .kind = SeriesKind::errors,
                .counter = false,
                .times = {},
                .values = {},
                .place = failing};
  Series requests = errors;
  requests.name = "requests";
  requests.kind = SeriesKind::requests;
  for (int second = -300; second < 1200; second += 10) {
    const bool failing_now = second >= 5 && second < 870;
    for (Series* series : {&errors, &requests}) series->times.push_back(noon + second * one_second);
    errors.values.push_back(failing_now ? 12 : 0);
    requests.values.push_back(40);
  }
  evidence.series = {errors, requests};
  evidence.inputs[0].first = errors.times.front();
  evidence.inputs[0].last = errors.times.back();
  Cause& cause = scene.gathered.diagnosis.cause;
  cause = {
      CauseKind::change, 0, "shop", 0.8, "the deploy `4f2a77c0de` points shop at a database that refuses connections",
      {deploy}};
  scene.gathered.diagnosis.suspects.push_back({SuspectKind::change,
                                               0,
                                               "4f2a77c0de",
                                               "shop",
                                               5,
                                               "it names the database that the failing messages name",
                                               {deploy, failing}});
  scene.gathered.diagnosis.services.push_back({"shop", 1});
  scene.gathered.timeline = choose_timeline(evidence, scene.gathered.outage, scene.gathered.diagnosis, scene.cite());
  return scene;
}

bool has_kind(const DraftEntry& entry, std::string_view kind) {
  return std::find(entry.kinds.begin(), entry.kinds.end(), kind) != entry.kinds.end();
}

TEST(Timeline, tells_what_changed_was_noticed_said_done_and_restored_in_order) {
  const Scene scene = make_scene();
  const auto& timeline = scene.gathered.timeline;
  ASSERT_EQ(timeline.size(), 9u);
  EXPECT_TRUE(std::is_sorted(timeline.begin(), timeline.end(),
                             [](const DraftEntry& a, const DraftEntry& b) { return a.at < b.at; }));
  EXPECT_TRUE(has_kind(timeline[0], "cause")) << timeline[0].text;
  EXPECT_TRUE(has_kind(timeline[2], "detection")) << timeline[2].text;
  EXPECT_TRUE(has_kind(timeline[4], "misleading")) << timeline[4].text;
  EXPECT_TRUE(has_kind(timeline[5], "escalation")) << timeline[5].text;
  EXPECT_TRUE(has_kind(timeline[7], "mitigation")) << timeline[7].text;
  EXPECT_TRUE(has_kind(timeline[8], "recovery")) << timeline[8].text;
}

TEST(Timeline, keeps_the_time_as_the_source_wrote_it) {
  const Scene scene = make_scene();
  EXPECT_EQ(scene.gathered.timeline[2].as_written, "2026-10-02T12:01:10Z");
  EXPECT_EQ(scene.gathered.timeline[3].as_written, "12:02:10");
}

/// Sentences of the draft's sections without headings, front matter and footnotes' definitions: one line is one or more
/// of them, and each line must have a citation or a prompt.
TEST(Draft, says_nothing_that_is_neither_cited_nor_a_prompt) {
  const Scene scene = make_scene();
  const std::string draft = draft_postmortem(scene.gathered, scene.cite());
  std::string_view rest = std::string_view(draft).substr(draft.find("\n# "));
  int lines = 0;
  bool in_code = false;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with("```")) in_code = !in_code;
    if (in_code || line.starts_with("```") || line.empty() || line.starts_with("#") || line.starts_with("[^") ||
        line == "All times are UTC.")
      continue;
    ++lines;
    EXPECT_TRUE(line.find("[^") != std::string_view::npos || line.find('[') != std::string_view::npos) << line;
  }
  EXPECT_GT(lines, 15);
}

TEST(Timeline, tells_which_deploy_brought_the_cause_and_who_was_called_by_name) {
  Scene scene = make_scene();
  Evidence& evidence = scene.gathered.evidence;
  const std::string hash = "77ae6c2aae9eb8af88f7a575d449888fa95b5bc8";
  evidence.changes[0].kind = ChangeKind::commit;
  evidence.changes[0].id = hash;
  Change deploy = evidence.changes[0];
  deploy.kind = ChangeKind::deploy;
  deploy.at = noon - 7200 * one_second;  // long before the outage
  deploy.commit = hash;
  deploy.message.clear();
  deploy.place = scene.add_line(3, "deployed");
  evidence.changes.insert(evidence.changes.begin() + 1, deploy);
  say(scene, 440, "ana", "@here escalating, @yusuf can you look?");
  const auto timeline = choose_timeline(evidence, scene.gathered.outage, scene.gathered.diagnosis, scene.cite());
  const auto tells = [&](std::string_view text) {
    return std::any_of(timeline.begin(), timeline.end(), [&](const DraftEntry& entry) { return entry.text == text; });
  };
  EXPECT_TRUE(tells("The deploy `77ae6c2aae` of shop goes live: “Move orders to the new database”."));
  EXPECT_TRUE(tells("ana escalates to yusuf: “@here escalating, @yusuf can you look?”"));
}

TEST(Timeline, says_of_what_an_orchestrator_notes_each_kind_once) {
  Scene scene = make_scene();
  Evidence& evidence = scene.gathered.evidence;
  evidence.inputs.emplace_back().path = "events.json";
  evidence.inputs.back().kind = InputKind::changes;
  for (int i = 0; i < 3; ++i)
    evidence.messages.push_back({noon + (20 + i) * one_second, "kubernetes warning", "events",
                                 "Unhealthy Pod/shop-" + std::to_string(i) + ": Readiness probe failed, status 503",
                                 scene.add_line(4, "an event")});
  std::sort(evidence.messages.begin(), evidence.messages.end(),
            [](const Message& a, const Message& b) { return a.at < b.at; });
  const auto timeline = choose_timeline(evidence, scene.gathered.outage, scene.gathered.diagnosis, scene.cite());
  EXPECT_EQ(std::count_if(timeline.begin(), timeline.end(),
                          [](const DraftEntry& entry) { return entry.text.starts_with("kubernetes warning"); }),
            1);
  EXPECT_EQ(find_outage(evidence).detected->at, scene.gathered.outage.detected->at);
}

TEST(Footnotes, show_of_a_record_over_several_lines_what_it_holds) {
  EXPECT_EQ(shown_record("{\n  \"id\": \"4.11.3\",\n  \"service\": \"shop\"\n}"),
            R"({ "id": "4.11.3", "service": "shop" })");
  EXPECT_EQ(shown_record("12:00:05 cannot save\r\n\tat shop.Pool"), "12:00:05 cannot save");
}

TEST(Draft, says_how_many_requests_failed_and_that_they_are_no_users) {
  const Scene scene = make_scene();
  const std::string draft = draft_postmortem(scene.gathered, scene.cite());
  EXPECT_NE(draft.find("30 % of the requests to `shop` failed (1,032 of 3,480; requests, not users)"),
            std::string::npos)
      << draft;
}

TEST(Draft, holds_no_failures_of_one_service_against_the_requests_of_another) {
  Scene scene = make_scene();
  for (Series& series : scene.gathered.evidence.series) series.service.clear();
  scene.gathered.evidence.series[0].name = "media.5xx";
  scene.gathered.evidence.series[1].name = "web.requests";
  const std::string draft = draft_postmortem(scene.gathered, scene.cite());
  EXPECT_EQ(draft.find("of the requests"), std::string::npos);
}

TEST(Draft, passes_check_but_for_its_prompts) {
  const Scene scene = make_scene();
  const std::string draft = draft_postmortem(scene.gathered, scene.cite());
  const auto document = std::make_shared<const Document>(Document::read(draft, "postmortem.md"));
  const Postmortem postmortem = read_postmortem(document);
  EXPECT_TRUE(postmortem.is_postmortem);
  ASSERT_TRUE(postmortem.start && postmortem.end);
  EXPECT_EQ(postmortem.start->instant, "2026-10-02T12:00:05Z");
  EXPECT_EQ(postmortem.end->instant, "2026-10-02T12:14:30Z");
  EXPECT_EQ(postmortem.timeline.size(), scene.gathered.timeline.size());
  // Too short it is until the prompts are answered.
  for (const Finding& finding : check(postmortem, Settings{}).findings)
    EXPECT_TRUE(finding.rule == "placeholder-left" || finding.rule == "report-too-short")
        << finding.rule << finding.line << ": " << finding.message << "\n"
        << draft;
}

TEST(TerminalReport, says_each_doubt_of_reading_once_with_its_place_and_count) {
  Scene scene = make_scene();
  const auto note = [&](std::uint32_t input, std::uint64_t line, const char* message) {
    scene.gathered.evidence.notes.push_back({Place{input, 0, line, 0}, "no-time", message, {}});
  };
  note(0, 7, "3 of 90 lines have no time");
  note(2, 1, "1 of 12 lines has no time");
  const std::string report = write_gather_report(scene.gathered, scene.cite(), 100, false);
  EXPECT_NE(report.find("What is doubtful in reading\n  web.log:7 and 1 other\n     3 of 90 lines have no time\n"),
            std::string::npos)
      << report;
}

TEST(TerminalReport, says_of_one_kind_of_doubt_three_things_and_how_many_there_are) {
  Scene scene = make_scene();
  for (const char* zone : {"+01:00", "+02:00", "+01:00", "+03:00", "+05:30", "+09:00"})
    scene.gathered.evidence.notes.push_back({Place{0, 0, 0, 0}, "zone-inferred", std::string("taken as ") + zone, {}});
  const std::string report = write_gather_report(scene.gathered, scene.cite(), 100, false);
  EXPECT_NE(report.find("web.log and 1 other\n     taken as +01:00\n"), std::string::npos) << report;
  EXPECT_NE(report.find("taken as +03:00\n  … and 2 more of this kind"), std::string::npos) << report;
  EXPECT_EQ(report.find("+05:30"), std::string::npos) << report;
}

}  // namespace
}  // namespace afterword
