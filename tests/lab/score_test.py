"""The scorer of the lab is itself measured: by an answer that says the truth, one that is wrong, and none at all."""
import os
import stat
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "lab"))
sys.dont_write_bytecode = True
import score  # noqa: E402

RECORDING = os.path.join(ROOT, "tests", "fixtures", "lab", "%s.tar.zst")
ORACLE = """#!/usr/bin/env python3
import json, datetime
truth = json.load(open("truth.json"))
late = datetime.timedelta(seconds=%s)
def move(text):
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) + late).isoformat().replace("+00:00", "Z")
change, service = truth["cause"]["change"], truth["cause"]["service"]
true = {"kind": "change", "id": change["id"]} if change else {"kind": "service", "id": service, "service": service}
print(json.dumps({**{key: {"instant": move(truth[key])} for key in ("onset", "detected", "end")},
                  "cause": {"kind": truth["cause"]["kind"]},
                  "suspects": [{"kind": "change", "id": "0" * 40}] * %d + [true],
                  "timeline": [{**event, "instant": move(event["instant"])} for event in truth["timeline"]]}))
"""


def row_of(name, late_s=0, wrong_before=0, program=None):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "gather")
        with open(path, "w") as file:
            file.write(program or ORACLE % (late_s, wrong_before))
        os.chmod(path, stat.S_IRWXU)
        return score.score_one(path, RECORDING % name)


class Scorer(unittest.TestCase):
    def test_the_truth_gets_everything(self):
        for name in ("blocked-port", "expired-certificate"):
            row = row_of(name)
            self.assertEqual((row["onset"], row["detected"], row["end"], row["rank"]), (0, 0, 0, 1))
            self.assertEqual((row["told"], row["missed"]), (row["events"], []))
            self.assertEqual(score.sum_up([row]), 0)

    def test_a_late_answer_misses_times_and_events(self):
        row = row_of("blocked-port", late_s=300)
        self.assertEqual((row["onset"], row["told"], row["rank"]), (300, 0, 1))
        self.assertEqual(score.sum_up([row]), 1)

    def test_wrong_suspects_before_the_true_one_cost_ranks(self):
        self.assertEqual(row_of("blocked-port", wrong_before=3)["rank"], 4)
        self.assertEqual(row_of("dns-failure", wrong_before=3)["rank"], 4)

    def test_no_answer_scores_nothing_and_says_why(self):
        row = row_of("blocked-port", program="#!/bin/sh\necho no such command >&2\nexit 2\n")
        self.assertEqual((row["onset"], row["rank"], row["told"], row["problem"]), (None, None, 0, "no such command"))

    def test_a_change_is_not_named_by_a_word_that_every_change_has(self):
        cause = {"kind": "change", "change": {"kind": "commit", "id": "a" * 40, "service": "shop"}, "service": "shop",
                 "accept": ["deploy-414"]}
        self.assertTrue(score.names_cause({"kind": "change", "id": "a" * 12}, cause))
        self.assertTrue(score.names_cause({"kind": "change", "id": "deploy-414"}, cause))
        self.assertFalse(score.names_cause({"kind": "change", "id": "deploy-413", "service": "shop"}, cause))
        self.assertFalse(score.names_cause({"kind": "service", "id": "shop", "service": "shop"}, cause))


if __name__ == "__main__":
    unittest.main()
