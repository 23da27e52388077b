import sys, threading

seen = []


def watch(frame, event, argument):
    if event == "exception":
        seen.append(argument[0].__name__)
    return watch


def fail():
    raise ValueError("within")


def told(kind, error, traceback):
    print(kind, error, seen)
    sys.__excepthook__(kind, error, traceback)


sys.excepthook = told
threading.settrace(watch)
if hasattr(threading, "settrace_all_threads"):
    threading.settrace_all_threads(watch)
sys.settrace(watch)
try:
    fail()
except ValueError:
    pass
{}["missing"]
