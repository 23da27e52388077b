# seconds: 1
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)


def solve(values):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
