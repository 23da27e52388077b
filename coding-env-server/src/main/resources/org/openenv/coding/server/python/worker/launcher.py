"""Turns the fresh interpreter that the server started into a zygote.

The launcher is the only process that the server knows. It binds the socket that workers will accept on, lets the sandbox
choose and enter its rung (from there on it only waits, while its child becomes the zygote), and cleans up at the end.
"""
import os
import socket
import sys

import sandbox
import zygote
from descriptors import Descriptors


def main(config, bundled):
    """Returns only in a worker, with the function that serves it."""
    os.chdir("/")
    os.environ.clear()
    os.environ.update(config["env"])
    sys.path[:] = [entry for entry in sys.path if entry]
    sys.argv = ["main.py"]
    sys.orig_argv = [sys.executable, "main.py"]
    run_dir = os.path.join(config["temp_dir"], "openenv-" + os.urandom(8).hex())
    os.mkdir(run_dir, 0o700)
    address = os.path.join(run_dir, "s")
    descriptors = Descriptors(lambda: _listen(address))
    config["run_dir"] = run_dir
    config["keep_fds"] = descriptors.all()
    try:
        entered = sandbox.enter(config)
    except sandbox.SandboxError as e:
        os.unlink(address)
        os.rmdir(run_dir)
        sys.exit(str(e))
    # Only the zygote gets here; the launcher stays in enter() and removes run_dir when the zygote has gone.
    return zygote.Zygote(config, entered, bundled, address, descriptors).run()


def _listen(address):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen(4096)
    return listener.detach()
