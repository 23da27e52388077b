"""Turns the fresh interpreter that the server started into the processes that keep workers ready.

    manager   the one that the server knows: pool, signals, ends, last output (manager.py)
    launcher  its child, which lets the sandbox choose and enter a rung, and cleans up at the end (supervisor.py)
    zygote    forked by the launcher into the sandbox, where it begins anew as a fresh interpreter (zygote.py)

So the zygote, whose memory all workers inherit, has never held what the server says of its host or of other episodes.
"""
import json
import os
import sys

import capture
import link
import sandbox
from descriptors import Descriptors
from manager import Manager


def main(config, bundled):
    """Does not return."""
    os.chdir("/")
    run_dir = os.path.join(config["temp_dir"], "openenv-" + os.urandom(8).hex())
    os.mkdir(run_dir, 0o700)
    address = os.path.join(run_dir, "s")
    descriptors = Descriptors.open(address, config["limits"]["open_files"])
    config["run_dir"], config["keep_fds"] = run_dir, list(descriptors.of_the_zygote().values())
    launcher = os.fork()
    if launcher:
        Manager(config, descriptors, address, launcher).run()
    try:
        _launch(config, bundled.modules, descriptors, address)
    except BaseException as e:
        os.write(2, ("%s: %s\n" % (type(e).__name__, e)).encode("utf-8", "replace"))
    os._exit(1)


def _launch(config, modules, descriptors, address):
    """In the launcher: only the zygote comes back from the sandbox's door, the launcher stays there."""
    os.dup2(descriptors.watch, 0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    os.close(null)
    link.close([descriptors.watch, *descriptors.of_the_manager()])
    try:
        entered = sandbox.enter(config)
    except sandbox.SandboxError as e:
        os.unlink(address)
        os.rmdir(config["run_dir"])
        os.write(2, (str(e) + "\n").encode("utf-8", "replace"))
        os._exit(1)
    _tell(descriptors.link, config, entered)
    _begin_anew(config, modules, descriptors, entered)


def _tell(descriptor, config, entered):
    """What the manager has to know, and the zygote must not."""
    trees = entered.trees
    said = {"report": entered.report, "work_dir": config["work_dir"], "trees": trees.version if trees else 0,
            "namespaces": entered.namespaces}
    held = [entered.removals, *(trees.fds if trees else ())]
    channel = link.Link(descriptor)
    channel.send(link.ENTERED, text=json.dumps(said), descriptors=held)
    channel.let_go()
    os.close(entered.removals)


def _begin_anew(config, modules, descriptors, entered):
    """Becomes an interpreter that knows what workers may know. An exec keeps the namespaces and their privileges."""
    settings = {name: config[name] for name in ("limits", "number", "preload", "required", "program_env", "network")}
    settings.update(start="zygote", descriptors=descriptors.of_the_zygote(), sandbox=entered.state())
    data = json.dumps({"modules": modules, "config": settings}).encode()
    bundle = capture.memory_file("bundle")
    data = len(data).to_bytes(4, "big") + data
    while data:
        data = data[os.write(bundle, data):]
    os.lseek(bundle, 0, os.SEEK_SET)
    os.dup2(bundle, 0)
    os.close(bundle)
    for descriptor in (*descriptors.of_the_zygote().values(), *entered.descriptors()):
        os.set_inheritable(descriptor, True)
    home = {"HOME": "/nonexistent"}  # the modules that the server's user has at home are not for programs
    environment = {**home, **config["program_env"], **config["python_env"]}
    # a short text: what the interpreter made of it, it frees where the text ends, and that is in each worker
    text = "exec(compile(%r, '<string>', 'exec'))" % modules["boot"]
    os.execve(sys.executable, [sys.executable, "-c", text], environment)
