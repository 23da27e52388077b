"""What the report tells an operator to do is what helps where he is."""

from __future__ import annotations

import os
import sys
import unittest

sys.path.insert(0, os.environ["OPENENV_WORKER"])

import guards
import rungs
from guardnames import OWN_PROC


def remedy(plan: rungs.Plan, name: str) -> str:
    """Returns the remedy for a guard that is off."""
    return next(guard["remedy"] for guard in guards.report(plan, {})["guards"] if guard["name"] == name)


class Remedies(unittest.TestCase):

    def test_a_container_whose_proc_is_masked_is_to_be_started_without_the_masks(self):
        plan = rungs.Plan("user", namespaces=True)
        plan.on[OWN_PROC] = False
        self.assertIn("systempaths=unconfined", remedy(plan, OWN_PROC))

    def test_where_there_are_no_namespaces_these_come_first(self):
        self.assertIn("namespaces", remedy(rungs.Plan("container-user"), OWN_PROC))


if __name__ == "__main__":
    unittest.main()
