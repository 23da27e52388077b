"""An episode's files, given to copies of it. The original is stopped and alone, so nobody changes them meanwhile; all the same no name
is followed, only folders that are open are read, and only files, folders and links are copied.
"""
import os
import stat

from tracee import Refused

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_OURS = "passwd"  # which says another user id in each episode
_CHUNK = 1 << 24
_DEEPEST = 200


class DiskCopy:
    """From the disk of one process to those of others; each one's files belong to its own user."""

    def __init__(self, pid, disk, ours):
        """``ours``: path of the file that is open on our behalf, and stays the same file."""
        self.root = os.open("/proc/%d/root%s" % (pid, disk), _FOLDER)
        self.device = os.fstat(self.root).st_dev
        self.ours = ours

    def to(self, pid, disk):
        target = os.open("/proc/%d/root%s" % (pid, disk), _FOLDER)
        try:
            self.owner = os.stat("home", dir_fd=target, follow_symlinks=False).st_uid
            self.links = {}
            self._folder(self.root, target, "", 0)
        finally:
            os.close(target)

    def _folder(self, source, target, place, depth):
        if depth > _DEEPEST:
            raise Refused("its folders are nested too deeply")
        there = set(os.listdir(target))
        wanted = [name for name in os.listdir(source) if place or name != _OURS]
        for name in there.difference(wanted):
            if place:  # what a fresh episode has and the original has removed
                self._remove(name, target)
        for name in wanted:
            self._entry(name, source, target, place + "/" + name, name in there, depth)

    @staticmethod
    def _remove(name, folder):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            os.rmdir(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)

    def _entry(self, name, source, target, place, there, depth):
        info = os.stat(name, dir_fd=source, follow_symlinks=False)
        if info.st_dev != self.device:
            raise Refused("something is mounted on its disk")
        if there and place != self.ours and not stat.S_ISDIR(info.st_mode):
            self._remove(name, target)
        if stat.S_ISDIR(info.st_mode):
            self._subfolder(name, source, target, place, there, depth)
        elif stat.S_ISLNK(info.st_mode):
            os.symlink(os.readlink(name, dir_fd=source), name, dir_fd=target)
            os.chown(name, self.owner, -1, dir_fd=target, follow_symlinks=False)
            os.utime(name, ns=(info.st_atime_ns, info.st_mtime_ns), dir_fd=target, follow_symlinks=False)
        elif stat.S_ISREG(info.st_mode):
            if not self._linked(info, name, target):
                self._file(name, source, target, info, place == self.ours)
        else:
            raise Refused("it has a pipe, a socket or the like on its disk")

    def _linked(self, info, name, target):
        """A file with several names has them in the copy, too."""
        if info.st_nlink < 2:
            return False
        known = self.links.get(info.st_ino)
        if known is None:
            self.links[info.st_ino] = os.dup(target), name
            return False
        os.link(known[1], name, src_dir_fd=known[0], dst_dir_fd=target, follow_symlinks=False)
        return True

    def _subfolder(self, name, source, target, place, there, depth):
        if not there:
            os.mkdir(name, 0o700, dir_fd=target)
        below, into = os.open(name, _FOLDER, dir_fd=source), os.open(name, _FOLDER, dir_fd=target)
        try:
            self._folder(below, into, place, depth + 1)
            self._settle(into, os.fstat(below))
        finally:
            os.close(below)
            os.close(into)

    def _file(self, name, source, target, info, same):
        how = os.O_WRONLY | (os.O_TRUNC if same else os.O_CREAT | os.O_EXCL)
        given = os.open(name, os.O_RDONLY | _FILE, dir_fd=source)
        try:
            taken = os.open(name, how | _FILE, 0o600, dir_fd=target)
            try:
                self._content(given, taken, info.st_size)
                self._settle(taken, info)
            finally:
                os.close(taken)
        finally:
            os.close(given)

    @staticmethod
    def _content(given, taken, size):
        """Copies what is there, and leaves holes where the original has them."""
        os.ftruncate(taken, size)
        at = 0
        while at < size:
            try:
                at = os.lseek(given, at, os.SEEK_DATA)
            except OSError:  # nothing but a hole up to the end
                return
            end = os.lseek(given, at, os.SEEK_HOLE)
            os.lseek(taken, at, os.SEEK_SET)
            while at < end:
                moved = os.sendfile(taken, given, at, min(end - at, _CHUNK))
                if not moved:
                    return
                at += moved

    def _settle(self, fd, info):
        os.fchown(fd, self.owner, -1)
        os.fchmod(fd, stat.S_IMODE(info.st_mode))
        os.utime(fd, ns=(info.st_atime_ns, info.st_mtime_ns))
