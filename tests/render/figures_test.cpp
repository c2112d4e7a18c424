#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "render/cause_graph.h"
#include "render/clauses.h"
#include "render/effect.h"
#include "render/lead_in.h"
#include "render/render.h"
#include "render/sample.h"
#include "render/time_scale.h"
#include "render/timeline_figure.h"

namespace afterword {
namespace {

void expect_labels_apart(const Figure& figure) {
  for (std::size_t i = 0; i < figure.labels.size(); ++i) {
    const Box& a = figure.labels[i];
    EXPECT_TRUE(a.x0 >= 0 && a.y0 >= 0 && a.x1 <= figure.width && a.y1 <= figure.height + 1);
    for (std::size_t j = i + 1; j < figure.labels.size(); ++j) EXPECT_FALSE(a.meets(figure.labels[j]));
  }
}

TEST(Timeline, tells_phases_durations_and_dead_ends) {
  const Postmortem pm = sample::rich();
  const Chronology c = read_chronology(pm);
  EXPECT_EQ(c.detected, 12 * 60);
  EXPECT_EQ(c.eased, 61 * 60);
  EXPECT_EQ(c.ended, 95 * 60);
  ASSERT_EQ(c.dead_ends.size(), 1u);
  EXPECT_EQ(c.dead_end_seconds, 22 * 60);
  const Figure wide = draw_wide_timeline(pm, c);
  for (const std::string_view words : {"until noticed", "until it stopped hurting", "until resolved",
                                       "dead end, 22 min", "34 % affected", "recovering"}) {
    EXPECT_NE(wide.body.find(words), std::string::npos) << words;
  }
  expect_labels_apart(wide);
  expect_labels_apart(draw_tall_timeline(pm, c));
}

TEST(Timeline, an_entry_in_the_minute_of_the_start_is_not_before_it) {
  sample::Builder builder(sample::at(2026, 3, 14, 10, 4), sample::at(2026, 3, 14, 10, 40), "UTC");
  builder.entry(0, "The shop answers with errors.", EntryKind::cause);
  builder.entry(-1, "A deploy ends.", EntryKind::other);
  builder.pm.start->civil.clock->second = 21;
  *builder.pm.start->seconds += 21;
  for (TimelineEntry& entry : builder.pm.timeline) entry.since_start_s.reset();
  const Chronology c = read_chronology(builder.pm);
  EXPECT_EQ(c.at[0], 0);
  EXPECT_EQ(c.at[1], -81);
}

TEST(Timeline, breaks_its_axis_in_a_long_silence) {
  const Postmortem pm = sample::overnight();
  const Chronology c = read_chronology(pm);
  const TimeScale scale(moments_of(c), 0, 700);
  ASSERT_GE(scale.breaks().size(), 1u);
  EXPECT_EQ(scale.breaks()[0].from, 44 * 60);
  EXPECT_EQ(scale.breaks()[0].until, 722 * 60);
  EXPECT_NE(draw_wide_timeline(pm, c).body.find("class=\"zz\""), std::string::npos);
}

TEST(Timeline, is_not_drawn_from_nothing) {
  const Postmortem pm = sample::thin();
  EXPECT_TRUE(draw_wide_timeline(pm, read_chronology(pm)).empty());
  EXPECT_EQ(render_timeline_svg(pm, {}), "");
}

/// Whatever stands in a timeline, labels stay apart and inside, and time never runs backwards on the paper.
RC_GTEST_PROP(Timeline, never_overlaps_its_labels, ()) {
  const auto minutes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-600, 4000));
  const auto kinds = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2048));
  const int length = *rc::gen::inRange(1, 3000);
  const int start = *rc::gen::inRange(0, 1440);
  const Civil begin = sample::at(2024, 2, 28, start / 60, start % 60);
  const int end = start + length;
  const Date last = next_day({2024, 2, 28}, end / 1440);
  sample::Builder builder(begin, sample::at(last.year, last.month, last.day, end / 60 % 24, end % 60), "EST");
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    const auto kind = static_cast<EntryKind>(i < kinds.size() ? kinds[i] : 0);
    builder.entry(minutes[i], "Something with a rather long description happens to the service and to everyone", kind);
  }
  if (*rc::gen::arbitrary<bool>())
    builder.pm.percent = StatedNumber{*rc::gen::inRange(0, 101) * 1.0, false, false, false, 1, {}};
  const Chronology c = read_chronology(builder.pm);
  for (const Figure& figure : {draw_wide_timeline(builder.pm, c), draw_tall_timeline(builder.pm, c)}) {
    for (std::size_t i = 0; i < figure.labels.size(); ++i) {
      const Box& a = figure.labels[i];
      RC_ASSERT((a.x0 >= 0 && a.x1 <= figure.width && a.y0 >= 0 && a.y1 <= figure.height + 1));
      for (std::size_t j = i + 1; j < figure.labels.size(); ++j) RC_ASSERT(!a.meets(figure.labels[j]));
    }
  }
  const TimeScale scale(moments_of(c), 0, 700);
  const auto moments = moments_of(c);
  for (const auto a : moments) {
    for (const auto b : moments) RC_ASSERT((a >= b || scale.at(a) <= scale.at(b) + 1e-6));
  }
}

TEST(Causes, are_read_from_the_author_s_connectives) {
  const CauseGraph graph = read_causes(sample::rich());
  const auto find = [&](std::string_view words) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (graph.nodes[i].text.find(words) != std::string::npos) return i;
    }
    ADD_FAILURE() << words;
    return std::size_t{0};
  };
  const auto leads = [&](std::size_t from, std::size_t to) {
    return std::any_of(graph.edges.begin(), graph.edges.end(),
                       [&](const CauseEdge& e) { return e.from == from && e.to == to; });
  };
  EXPECT_TRUE(leads(find("Five connections saturate"), find("Timeouts in the order desk")));
  EXPECT_TRUE(leads(find("The real file had no owner"), find("The pool was read")));
  EXPECT_EQ(graph.nodes[find("load test above half")].role, CauseRole::safeguard);
  EXPECT_EQ(graph.nodes[find("alert on waiting orders")].role, CauseRole::safeguard);
  EXPECT_EQ(graph.nodes[find("alert on waiting orders")].measures, (std::vector<std::size_t>{1}));
  EXPECT_EQ(graph.nodes.back().role, CauseRole::impact);
  const Figure wide = draw_wide_causes(graph);
  EXPECT_NE(wide.body.find("no task"), std::string::npos);
  EXPECT_NE(wide.body.find("class=\"bx ms\""), std::string::npos) << "a missing safeguard is dashed";
  expect_labels_apart(wide);
  expect_labels_apart(draw_tall_causes(graph));
}

TEST(Causes, are_few_where_little_is_known) {
  const CauseGraph graph = read_causes(sample::thin());
  ASSERT_EQ(graph.nodes.size(), 2u);
  EXPECT_EQ(graph.nodes[0].text, "The paper was out");
  Postmortem nothing = sample::thin();
  nothing.root_cause_summary = {};
  EXPECT_TRUE(read_causes(nothing).empty());
  EXPECT_EQ(render_causes_svg(nothing, {}), "");
}

TEST(Causes, have_no_cycles_however_they_are_told) {
  Postmortem pm = sample::thin();
  pm.root_cause_detail = sample::passage(
      "The queue grew because the worker stopped. The worker stopped because the queue grew. The queue grew, which led "
      "to the "
      "worker stopped.");
  const CauseGraph graph = read_causes(pm);
  for (const CauseNode& node : graph.nodes) EXPECT_GE(node.layer, 0);
  for (const CauseEdge& e : graph.edges) EXPECT_LT(graph.nodes[e.from].layer, graph.nodes[e.to].layer);
}

TEST(Clauses, are_split_at_connectives) {
  const auto texts = [](std::string_view sentence) {
    std::string out;
    for (const Clause& clause : split_clauses(sentence)) {
      out += clause.link == Link::leads_here ? " > " : clause.link == Link::from_here ? " < " : "";
      out += clause.stand == Stand::outage ? "(outage)" : clause.stand == Stand::previous ? "(before)" : clause.text;
    }
    return out;
  };
  EXPECT_EQ(texts("The root cause of the outage was a loose cable."), "(outage) < A loose cable");
  EXPECT_EQ(texts("The disk filled up, which led to lost writes."), "The disk filled up > Lost writes");
  EXPECT_EQ(texts("This caused the queue to stop."), "(before) > The queue stopping");
  EXPECT_EQ(texts("Since the cable was loose, the lights went out."), "The lights went out < The cable was loose");
  EXPECT_EQ(texts("The issue was resolved by the team."), "The issue was resolved by the team");
  EXPECT_EQ(texts("The outage started when the mast fell."), "(outage) < The mast fell");
  EXPECT_EQ(texts("The leak eventually caused it to restart every hour."), "The leak > Restarting every hour");
  EXPECT_EQ(texts("The queue was badly sized, causing losses."), "The queue was badly sized > Losses");
}

TEST(Clauses, are_told_without_what_leads_up_to_them) {
  const auto told = [](std::string_view sentence) { return std::string(without_lead_in(sentence)); };
  EXPECT_EQ(told("At 09:03 UTC, the pump ran dry."), "the pump ran dry.");
  EXPECT_EQ(told("On March 3, 2031, the pump ran dry."), "the pump ran dry.");
  EXPECT_EQ(told("On 2031-03-03, between 09:03 and 10:00 UTC, the pump ran dry."), "the pump ran dry.");
  EXPECT_EQ(told("At 100 % of its size, the pump ran dry."), "At 100 % of its size, the pump ran dry.");
  EXPECT_EQ(told("A look at the gauges revealed that the pump ran dry."), "the pump ran dry.");
  EXPECT_EQ(told("We named the root cause as a dry pump."), "a dry pump.");
  EXPECT_EQ(told("Nobody had not noticed that the pump ran dry."), "Nobody had not noticed that the pump ran dry.");
}

TEST(Effects, are_told_so_that_they_stand_alone) {
  EXPECT_EQ(told_by_itself("the mill to stop turning"), "the mill stopping turning");
  EXPECT_EQ(told_by_itself("it to be slow"), "being slow");
  EXPECT_EQ(told_by_itself("letters to not slowly pile up"), "letters not slowly piling up");
  EXPECT_EQ(told_by_itself("damage to the mill"), "damage to the mill");
  EXPECT_EQ(told_by_itself("a mill that failed to start"), "a mill that failed to start");
  EXPECT_EQ(told_by_itself("to"), "to");
  for (const auto& [verb, participle] : {std::pair{"run", "running"},
                                         {"die", "dying"},
                                         {"fail", "failing"},
                                         {"freeze", "freezing"},
                                         {"see", "seeing"},
                                         {"grow", "growing"}})
    EXPECT_EQ(present_participle(verb), participle);
}

TEST(Causes, that_are_named_again_are_the_same_and_remedies_are_none) {
  Postmortem pm = sample::thin();
  pm.root_cause_detail = sample::passage(
      "A crack in the mill's wheel let water in. The crack led to rust on its axle. This essentially caused the mill "
      "to stop. "
      "To prevent this from happening again, we bought a wheel of steel.");
  std::string told;
  for (const CauseNode& node : read_causes(pm).nodes) told += node.text + "; ";
  EXPECT_EQ(
      told,
      "A crack in the mill's wheel let water in; Rust on its axle; The mill stopping; Ticket printer disrupted; ");
}

TEST(StandAlone, figures_are_documents_with_their_own_style) {
  for (const std::string& svg : {render_timeline_svg(sample::rich(), {}), render_causes_svg(sample::rich(), {})}) {
    EXPECT_EQ(svg.find("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""), 0u);
    EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
    EXPECT_NE(svg.find("prefers-color-scheme:dark"), std::string::npos);
    EXPECT_NE(svg.find("<desc id="), std::string::npos);
  }
}

}  // namespace
}  // namespace afterword
