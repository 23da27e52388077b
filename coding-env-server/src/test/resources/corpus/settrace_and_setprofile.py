import sys
calls = []
def tracer(frame, event, arg):
    if frame.f_code.co_name == 'f':
        calls.append(event)
        return tracer
def f(x):
    y = x + 1
    return y
sys.settrace(tracer)
f(1)
sys.settrace(None)
sys.setprofile(lambda fr, ev, arg: calls.append(ev) if fr.f_code.co_name == 'f' else None)
f(1)
sys.setprofile(None)
print(calls)
