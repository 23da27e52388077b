"""Frames of ours that no program sees: below a program's own there is nothing, as below a script's.

The interpreter passes over frames that have not yet come to their RESUME instruction, for they are still being made: in
`sys._getframe`, in tracebacks, in warnings, in tracing. A function without that instruction is passed over for good.
Python 3.10 and older have a plain chain of frames instead, which is cut just above the program.
"""
import sys
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


def runner():
    """Returns a function like `eval(code, variables)` for programs. Called once, in the thread that will use it."""
    if _NEW_STYLE:
        return partial(eval)  # a profiler would be told of a call of the function itself
    import ctypes
    thread = ctypes.pythonapi.PyThreadState_Get
    thread.restype = ctypes.c_void_p
    cut = partial(ctypes.memset, thread() + _FRAME_OF_THREAD, 0, ctypes.sizeof(ctypes.c_void_p))

    def run(code, variables):
        cut()  # when this function returns, the interpreter puts its caller's frame there again
        return eval(code, variables)

    return run
