"""Frames of ours that no program sees: below a program's own there is nothing, as below a script's.

The interpreter passes over frames that have not yet come to their RESUME instruction, for they are still being made: in
`sys._getframe`, in tracebacks, in warnings, in tracing. A function without that instruction is passed over for good.
Python 3.10 and older have a plain chain of frames instead, which is cut just above the program.

What such a function calls is watched all the same: where it must not be, tracing is halted for the thread, as the interpreter
halts it while it calls a program's trace function. And 3.11 tells profilers of the function's return though it has told them of
no call, at which `cProfile` would take the caller's end to have come: so it is told of one.
"""
import ctypes
import sys
from _lsprof import Profiler
from functools import partial
from opcode import opmap

_NEW_STYLE = sys.version_info >= (3, 11)
_FRAME_OF_THREAD = 24  # where 3.9 and 3.10 keep the topmost frame in their account of a thread


def frame(function):
    """A decorator: no program sees this function's frame. Not for generators, nor for what must be fast by itself."""
    if _NEW_STYLE:
        code = function.__code__
        instructions = bytearray(code.co_code)
        for at in range(0, len(instructions), 2):
            if instructions[at] == opmap["RESUME"]:
                instructions[at : at + 2] = opmap["NOP"], 0
        function.__code__ = code.replace(co_code=bytes(instructions))
    return function


_watched = sys.call_tracing


def balance():
    """A call that a profiler hears of, and no return."""
    state = thread()
    halt(state)
    return state


if _NEW_STYLE:
    _api = ctypes.pythonapi
    thread, halt, go_on = _api.PyThreadState_Get, _api.PyThreadState_EnterTracing, _api.PyThreadState_LeaveTracing
    thread.restype, thread.argtypes = ctypes.c_void_p, ()
    for _act in halt, go_on:
        _act.restype, _act.argtypes = None, (ctypes.c_void_p,)
else:
    thread = partial(type(None))
    halt = go_on = partial(type)


# What profiles a program, where the interpreter is to be helped: every hidden function that programs call begins with it.
profiler = partial(sys.getprofile if _NEW_STYLE and sys.version_info < (3, 12) else type(None))


@frame
def unwatched(act, *arguments):
    """Calls a function of ours in the middle of a program, unseen by what watches that."""
    if isinstance(profiler(), Profiler):
        go_on(balance())
    state = thread()
    halt(state)
    try:
        return act(*arguments)
    finally:
        go_on(state)


@frame
def _run_watched(code, variables):
    """While tracing is halted for us: not for the program."""
    return _watched(eval, (code, variables))


def runner():
    """Returns a function like `eval(code, variables)` for programs. Called once, in the thread that will use it."""
    if sys.version_info >= (3, 12):
        return _run_watched
    if _NEW_STYLE:
        return partial(eval)  # a profiler would be told of a call of the function itself
    state = ctypes.pythonapi.PyThreadState_Get
    state.restype = ctypes.c_void_p
    cut = partial(ctypes.memset, state() + _FRAME_OF_THREAD, 0, ctypes.sizeof(ctypes.c_void_p))

    def run(code, variables):
        cut()  # when this function returns, the interpreter puts its caller's frame there again
        return eval(code, variables)

    return run
