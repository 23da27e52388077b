"""A zygote under test: enters the sandbox and runs programs in confined children, as told line by line on standard input.

Run as ``python3 -I subject.py WORKER_DIRECTORY``; the first line is the configuration, later ones are commands. Each is
answered by one line. Programs write to a pipe, which reaches its end when all of an episode's processes have gone.
"""

import itertools
import json
import os
import select
import signal
import struct
import sys
import time
import traceback

sys.path.insert(0, sys.argv[1])

import evidence  # noqa: E402
import kernel  # noqa: E402
import proof  # noqa: E402
import sandbox  # noqa: E402


def refuse(calls):
    """Has the kernel refuse system calls to this process and all its descendants, as containers do: {number: bits}."""
    program = [(0x20, 0, 0, 0)]
    for number, bits in calls:
        program += [(0x15, 0, 4, number), (0x20, 0, 0, 16), (0x45, 0, 1, bits), (0x06, 0, 0, 0x00050001), (0x20, 0, 0, 0)]
    program.append((0x06, 0, 0, 0x7FFF0000))
    code = kernel.ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    header = kernel.ctypes.create_string_buffer(struct.pack("@HP", len(program), kernel.ctypes.addressof(code)))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, kernel.ctypes.addressof(header))


class Subject:
    def __init__(self, box, config):
        self.box = box
        self.config = config
        self.children = {}
        self.names = itertools.count()
        self.evidence = evidence.Evidence(box.trees)

    def start(self, slot, code, limits):
        output, inlet = os.pipe()
        name = f"{slot}-{next(self.names)}"
        forked = self.box.fork(slot, name)
        if forked.pid == 0:
            self.child(slot, code, limits, inlet)
        os.close(inlet)
        self.children[slot] = [forked.pid, output, forked.first, name]
        return {"pid": forked.pid}

    def child(self, slot, code, limits, inlet):
        status = 99
        try:
            os.dup2(inlet, 1)
            os.dup2(inlet, 2)
            self.box.confine(slot, [], {**self.config["limits"], **limits})
            status = 1
            del sys.modules["__main__"].__file__  # as the zygote has none: processes that are spawned look for it
            sys.stdout = open(1, "w", buffering=1, closefd=False)
            exec(compile(code, "<program>", "exec"), {"__name__": "__main__", "box": self.box})
            status = 0
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            os.write(2, traceback.format_exc().encode())
        finally:
            sys.stdout.flush()
            os._exit(status)

    def read(self, slot, until, seconds):
        deadline, said = time.monotonic() + seconds, b""
        while until.encode() not in said:
            if not select.select([self.children[slot][1]], [], [], max(0, deadline - time.monotonic()))[0]:
                break
            part = os.read(self.children[slot][1], 65536)
            if not part:
                break
            said += part
        return {"out": said.decode(errors="replace")}

    def finish(self, slot, seconds):
        """Waits for a child, or kills it when its time is up; then reads to the end, which comes when all have gone."""
        pid, output, first, name = self.children.pop(slot)
        deadline, said, status = time.monotonic() + seconds, b"", None
        while status is None:
            if time.monotonic() > deadline:
                self.box.kill(pid, first, signal.SIGKILL)
            done, code = os.waitpid(pid, os.WNOHANG)
            status = code if done else None
            if select.select([output], [], [], 0.005)[0]:
                said += os.read(output, 65536)
        counted = self.freed(slot, pid, first, name)
        while select.select([output], [], [], 10)[0]:
            part = os.read(output, 65536)
            if not part:
                break
            said += part
        else:
            raise TimeoutError("somebody who has outlived the episode still holds its output")
        os.close(output)
        return {"out": said.decode(errors="replace"), "status": os.waitstatus_to_exitcode(status), "evidence": counted}

    def freed(self, slot, pid, first, name):
        self.box.end(pid, first)
        if first:
            os.waitpid(first, 0)
        if not self.box.namespaces:
            os.write(self.box.removals, name.encode() + b"\n")
        counted = self.evidence.take(slot)
        self.evidence.limit(slot, self.config["limits"])
        return counted

    def kill(self, slot, number):
        self.box.kill(self.children[slot][0], self.children[slot][2], number)
        return {}

    def limit(self, slot, limits):
        self.evidence.limit(slot, {**self.config["limits"], **limits})
        return {}

    def alive(self):
        """Proves that the zygote still works."""
        return {"slots": sorted(self.children)}


def main():
    lines = iter(sys.stdin.readline, "")
    config = json.loads(next(lines))
    refuse(config.pop("refuse"))
    if not config.pop("proof"):  # that Python works in the sandbox, which costs as much as all the rest of a start
        proof.outside = list
    try:
        box = sandbox.enter(config)
    except sandbox.SandboxError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 3
    import tempfile  # noqa: F401  (as a warm zygote would)

    box.prepare()
    subject = Subject(box, config)
    print(json.dumps(box.report), flush=True)
    for line in lines:
        command, *arguments = json.loads(line)
        try:
            answer = getattr(subject, command)(*arguments)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    return 0


sys.exit(main())
