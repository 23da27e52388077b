# expect: any
# cause: any
import sys, threading
def tracer(frame, event, arg):
    raise RuntimeError('traced')
threading.settrace(tracer)
sys.settrace(tracer)
# --- next step ---
def f():
    return 1
f()
# --- next step ---
print('still there')
