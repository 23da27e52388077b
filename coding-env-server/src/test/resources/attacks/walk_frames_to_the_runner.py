# Climbs out of its own frame and breaks what it finds.
# expect: any
# cause: any
# timeout: 2
import sys
frame = sys._getframe()
while frame:
    for name, value in list(frame.f_locals.items()):
        for method in ('close', 'shutdown', 'kill', 'detach', 'clear'):
            try:
                getattr(value, method)()
            except BaseException:
                pass
    for name in list(frame.f_globals):
        if frame.f_globals is not globals() and not name.startswith('__'):
            frame.f_globals[name] = None
    frame = frame.f_back
# --- next step ---
print('next')
