"""A machine that has no process or no memory left for another: the fork fails, and nothing stays of it."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.environ["OPENENV_WORKER"])

import child
import confinement
import kernel
import newroot
import preload
import rungs

SCARCE = errno.EAGAIN, errno.ENOMEM


def scarce(number):
    return mock.Mock(side_effect=OSError(number, os.strerror(number)))


class FailedForkTest(unittest.TestCase):

    def test_without_namespaces_no_directory_is_left(self):
        for number in SCARCE:
            with tempfile.TemporaryDirectory() as work, mock.patch.object(os, "fork", scarce(number)):
                box = confinement.Sandbox.__new__(confinement.Sandbox)
                box._plan, box._limits, box._work_dir = rungs.Plan("container-user"), {}, work
                with self.assertRaises(OSError) as refused:
                    box.fork(0, "1")
                self.assertEqual((refused.exception.errno, os.listdir(work)), (number, []))

    def test_with_namespaces_the_first_process_ends_and_the_next_is_made_beside_it(self):
        for name in "posix_spawn", "fork":
            for number in SCARCE:
                with mock.patch.object(os, name, scarce(number)), mock.patch.object(kernel, "unshare"), \
                        mock.patch.object(kernel, "setns") as back, mock.patch.object(newroot, "INIT", sys.executable):
                    with self.assertRaises(OSError) as refused:
                        child.fork(rungs.Plan("user", namespaces=True))
                self.assertEqual(refused.exception.errno, number)
                self.assertEqual(back.call_count, 1)
                with self.assertRaises(ChildProcessError):
                    os.waitpid(-1, os.WNOHANG)


class PreloadTest(unittest.TestCase):

    def test_a_module_that_starts_a_thread_is_refused_and_named(self):
        programs = {"starts_none": "x = 1", "ends_in_an_error": "1/0",
                    "starts_one": "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"}
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(sys, "path", [folder, *sys.path]):
            for name, program in programs.items():
                with open(f"{folder}/{name}.py", "w", encoding="utf-8") as file:
                    file.write(program)
            refused = {name: preload.refusal(name) for name in programs}
        self.assertEqual({name for name, reason in refused.items() if reason}, {"starts_one"})
        self.assertIn("starts_one is not preloaded: its import starts threads", refused["starts_one"])


if __name__ == "__main__":
    unittest.main()
