import sys


def watch(frame, event, argument):
    print(event, frame.f_code.co_name)


def f():
    pass


sys.setprofile(watch)
f()
x = 1
sys.setprofile(None)
sys.settrace(lambda frame, event, argument: print(event, frame.f_code.co_name))
f()
sys.settrace(None)
