"""The files of an episode, for its client: listed, read and written by the worker between programs.

Each request is done with at once, and holds nothing that the next one needs: a file is read and written in parts, and a program
may run between two of them. What is called here was looked up before the first program. The server trusts none of the answers.
"""
import errno
import struct
from _json import encode_basestring_ascii as quote
from os import O_CLOEXEC, O_CREAT, O_EXCL, O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY
from posix import close, fstat, lstat, mkdir, pread, pwrite, rename, rmdir, scandir, statvfs, unlink
from posix import open as open_descriptor
from resource import RLIM_INFINITY, RLIMIT_FSIZE, getrlimit

import places

LIST, STAT, READ, BEGIN, WRITE, COMMIT, DELETE, FOLDER = range(1, 9)
OK, NOT_FOUND, OUTSIDE, NOT_A_FILE, NOT_A_FOLDER, TOO_LARGE, DISK_FULL, CHANGED, REFUSED, NOT_EMPTY, FAILED = range(11)
PARTIAL = b".openenv-upload-"  # how a file is called that is not whole yet

_STATUS = {
    errno.ENOENT: NOT_FOUND, errno.ELOOP: OUTSIDE, errno.EISDIR: NOT_A_FILE, errno.ENOTDIR: NOT_A_FOLDER, errno.EFBIG: TOO_LARGE,
    errno.ENOSPC: DISK_FULL, errno.EDQUOT: DISK_FULL, errno.EACCES: REFUSED, errno.EPERM: REFUSED, errno.EROFS: REFUSED,
    errno.ENOTEMPTY: NOT_EMPTY, errno.EEXIST: NOT_EMPTY, errno.EBUSY: REFUSED, errno.ENAMETOOLONG: NOT_FOUND, errno.EINVAL: NOT_FOUND}
_MOST_TEXT = 1 << 20  # of a list
_PLAIN = O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK
_LENGTH, _LIST, _READ, _SIZE = struct.Struct(">I"), struct.Struct(">BI"), struct.Struct(">QIQQQ"), struct.Struct(">Q")
_FAILURE = struct.Struct(">Bqqi")


class Failure(Exception):
    """A request that is refused; ``status`` says why."""

    def __init__(self, status):
        self.status = status


class Workspace:
    """What clients do to the files of one episode."""

    def __init__(self, home, own):
        self.places = places.Places(home)
        self.own = own  # tells the number of a file of ours that lies there, which is not to be seen
        self.hidden = -1
        self.acts = {LIST: self.list, STAT: self.stat, READ: self.read, BEGIN: self.begin, WRITE: self.write,
                     COMMIT: self.commit, DELETE: self.delete, FOLDER: self.folder}

    def answer(self, payload):
        """Does what is asked; returns the parts of the answer."""
        try:
            length, = _LENGTH.unpack_from(payload, 1)
            path = bytes(payload[5 : 5 + length])
            if b"\0" in path:
                raise Failure(NOT_FOUND)
            return b"\0", self.acts[payload[0]](path, payload[5 + length :])
        except Failure as failure:
            return self.refused(failure.status, 0)
        except places.Outside:
            return self.refused(OUTSIDE, 0)
        except OSError as error:
            number = error.errno or 0
            return self.refused(_STATUS.get(number, FAILED), number)
        except BaseException:  # no memory, or an audit hook of the program's
            return self.refused(FAILED, 0)

    def refused(self, status, number):
        try:
            space = statvfs(self.places.home)
            left = space.f_bavail * space.f_frsize if space.f_favail or not space.f_files else 0
            limit = getrlimit(RLIMIT_FSIZE)[0]
        except BaseException:
            left = limit = -1
        return _FAILURE.pack(status, left, -1 if limit == RLIM_INFINITY else limit, number), b""

    # -- looking

    def told(self, real, state):
        text = '{"path":%s,"type":"%s","size":%d,"mtime":%d,"ino":%d}' % (
            quote(str(self.places.shown(real), "utf-8", "surrogateescape")), places.kind(state.st_mode), state.st_size,
            max(0, state.st_mtime_ns), state.st_ino)
        return text.encode("ascii")

    def stat(self, path, _):
        real = self.places.find(path)
        return self.told(real, lstat(real))

    def list(self, path, rest):
        recursive, most = _LIST.unpack_from(rest)
        self.hidden = self.own()
        real = self.places.find(path)
        found, size, waiting, whole = [], 0, self.entries(real, most + 1, True), True
        while waiting:
            real, text, is_folder = waiting.pop()
            if len(found) >= most or size + len(text) > _MOST_TEXT:
                whole = False
                break
            found.append(text)
            size += len(text) + 1
            if recursive and is_folder:
                room = most - len(found) + 1
                waiting += self.entries(real, room, False)
                del waiting[:-room]  # what comes last is not told anyway
        return b'{"files":[%s],"truncated":%s}' % (b",".join(found), b"false" if whole else b"true")

    def entries(self, folder, most, asked):
        """Returns so many of a folder's entries, the first last; a folder that can't be read has none, unless it was asked for."""
        entries = []
        try:
            with scandir(folder) as names:
                for entry in names:
                    if entry.name.startswith(PARTIAL):
                        continue
                    try:
                        state = entry.stat(follow_symlinks=False)
                    except OSError:  # gone meanwhile
                        continue
                    if state.st_ino != self.hidden:
                        entries.append((entry.path, self.told(entry.path, state), places.kind(state.st_mode) == "folder"))
                    if len(entries) >= most:
                        break
        except OSError:
            if asked:
                raise
        entries.sort(reverse=True)
        return entries

    # -- reading

    def read(self, path, rest):
        """Returns a part of a file; of the one that a client has seen before, if it says which that was."""
        offset, length, *seen = _READ.unpack_from(rest)
        real = self.places.find(path)
        if places.kind(lstat(real).st_mode) != "file":
            raise Failure(NOT_A_FILE)
        fd = open_descriptor(real, O_RDONLY | _PLAIN)
        try:
            state = fstat(fd)
            if places.kind(state.st_mode) != "file":
                raise Failure(NOT_A_FILE)
            if any(seen) and seen != [state.st_ino, state.st_size, max(0, state.st_mtime_ns)]:
                raise Failure(CHANGED)
            return pread(fd, length, offset)
        finally:
            close(fd)

    # -- writing: into a file beside, which takes the other's place when it is whole

    def begin(self, path, rest):
        """Makes sure that a file of a size could be written; makes the folders above it. Returns its path without links."""
        size, = _SIZE.unpack_from(rest)
        real = self.places.find(path)
        if self.places.is_root(real) or path.endswith(b"/") or self.kind_of(real) == "folder":
            raise Failure(NOT_A_FILE)
        limit = getrlimit(RLIMIT_FSIZE)[0]
        if limit != RLIM_INFINITY and size > limit:
            raise Failure(TOO_LARGE)
        self.make(real[: real.rfind(b"/")])
        space = statvfs(real[: real.rfind(b"/")])
        if size > space.f_bavail * space.f_frsize:
            raise Failure(DISK_FULL)
        return self.places.shown(real)

    def write(self, path, rest):
        offset, = _SIZE.unpack_from(rest)
        real, data = self.places.find(path, False), rest[_SIZE.size :]
        fd = open_descriptor(real, O_WRONLY | _PLAIN | (0 if offset else O_CREAT | O_EXCL), 0o644)
        try:
            if places.kind(fstat(fd).st_mode) != "file":
                raise Failure(NOT_A_FILE)
            while data:
                written = pwrite(fd, data, offset)
                data, offset = data[written:], offset + written
        finally:
            close(fd)
        return b""

    def commit(self, path, rest):
        """Gives a file that is whole its name."""
        partial = self.places.find(path, False)
        real = self.places.find(bytes(rest), False)
        if self.kind_of(real) == "folder":
            raise Failure(NOT_A_FILE)
        rename(partial, real)
        return self.told(real, lstat(real))

    def folder(self, path, _):
        real = self.places.find(path)
        self.make(real)
        return self.told(real, lstat(real))

    def make(self, real):
        """Makes a folder and those above it, unless it is there."""
        missing = []
        while self.kind_of(real) is None:
            missing.append(real)
            real = real[: real.rfind(b"/")]
        if self.kind_of(real) != "folder":
            raise Failure(NOT_A_FOLDER)
        while missing:
            mkdir(missing.pop(), 0o755)

    @staticmethod
    def kind_of(real):
        try:
            return places.kind(lstat(real).st_mode)
        except FileNotFoundError:
            return None

    # -- deleting

    def delete(self, path, rest):
        real = self.places.find(path, False)
        if self.places.is_root(real):
            raise Failure(REFUSED)
        if places.kind(lstat(real).st_mode) != "folder":
            unlink(real)
        elif rest[0]:
            self.clear(real)
        else:
            rmdir(real)
        return b""

    @staticmethod
    def clear(top):
        """Deletes a folder with all that is in it, a part at a time, however much that is."""
        waiting = [top]
        while waiting:
            folder, below = waiting[-1], None
            with scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        below = entry.path
                        break
                    unlink(entry.path)
            if below is None:
                rmdir(waiting.pop())
            else:
                waiting.append(below)
