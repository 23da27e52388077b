"""Pages that a child writes to are looked up once, and copied for later children before they write to them."""
import mmap
import os
import socket
import struct
import sys
import unittest

sys.path.insert(0, os.environ["OPENENV_WORKER"])

import kernel
import prefault

PAGE = os.sysconf("SC_PAGE_SIZE")
WRITTEN = 3, 4, 10, 63
EXCLUSIVE = 1 << 56


class PrefaultTest(unittest.TestCase):
    def setUp(self):
        self.proc = os.open("/proc", os.O_RDONLY)
        self.addCleanup(os.close, self.proc)
        self.memory = mmap.mmap(-1, 64 * PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.memory[:] = b"a" * len(self.memory)
        view = kernel.ctypes.c_char.from_buffer(self.memory)
        self.address = kernel.ctypes.addressof(view)
        del view
        self.addCleanup(setattr, prefault, "_ranges", ())

    def child(self, act):
        """Runs something in a child; returns what it returns, and its page table as it was then."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            try:
                ours.close()
                table = prefault.page_table(self.proc)
                said = act()
                socket.send_fds(theirs, (said or b"-",), (table,))
                theirs.recv(1)
            finally:
                os._exit(0)
        theirs.close()
        said, tables, *_ = socket.recv_fds(ours, 4096, 1)
        self.addCleanup(os.waitpid, pid, 0)
        self.addCleanup(ours.close)
        self.addCleanup(os.close, tables[0])
        return said, tables[0]

    def exclusive(self, table):
        entries = struct.unpack("64Q", os.pread(table, 64 * 8, self.address // PAGE * 8))
        return [at for at, entry in enumerate(entries) if entry & EXCLUSIVE]

    def write(self):
        for at in WRITTEN:
            self.memory[at * PAGE] = 1

    def test_a_later_child_has_the_pages_before_it_writes(self):
        places = [place for place in prefault.places(self.proc) if place[0] <= self.address < place[1]]
        self.assertEqual(len(places), 1)
        _, table = self.child(self.write)
        prefault.learn(table, places)
        if not self.populates():
            self.skipTest("this kernel copies no pages ahead")
        said, table = self.child(lambda: prefault.populate() or bytes(self.memory[at * PAGE] for at in WRITTEN))
        self.assertEqual(self.exclusive(table), list(WRITTEN))
        self.assertEqual(said, b"aaaa")

    def test_what_is_no_longer_there_is_passed_over(self):
        prefault._ranges = ((0, PAGE), (self.address, PAGE))
        said, _ = self.child(lambda: prefault.populate() or b"goes on")
        self.assertEqual(said, b"goes on")

    def populates(self):
        release = os.uname().release.split(".")
        return (int(release[0]), int(release[1])) >= (5, 14)


if __name__ == "__main__":
    unittest.main()
