import faulthandler
import sys

faulthandler.enable(file=sys.stdout)
faulthandler.dump_traceback_later(0.01, repeat=True, file=sys.stdout)


def solve(values):
    faulthandler.dump_traceback(file=sys.stdout)
    faulthandler._sigsegv()
