import sys


def watch(frame, event, argument):
    return watch


def leave():
    sys.exit(3)


sys.setprofile(watch)
sys.settrace(watch)
leave()
