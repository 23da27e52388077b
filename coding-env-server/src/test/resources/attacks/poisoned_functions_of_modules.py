# Every function of the modules a runner is made of does something else.
# expect: any
# cause: any
import gc, io, linecache, select, signal, socket, struct, sys, time, traceback, types
def evil(*a, **k):
    raise BaseException('poisoned')
for module in (os, io, gc, linecache, select, signal, socket, struct, time, traceback, types):
    for name in dir(module):
        if callable(getattr(module, name)) and not name.startswith('__') and not isinstance(getattr(module, name), type):
            try:
                setattr(module, name, evil)
            except (AttributeError, TypeError):
                pass
1/0
# --- next step ---
undefined
