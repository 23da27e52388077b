# expect: any
# cause: any
import builtins
def refuse(*a, **k):
    raise RuntimeError('poisoned')
for name in list(vars(builtins)):
    if not name.startswith('__') and not isinstance(getattr(builtins, name), type):
        setattr(builtins, name, refuse)
# --- next step ---
1 + 1
