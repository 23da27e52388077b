# Whatever can be reached from here, the neighbour's and the host's secrets are not among it.
# expect: alive
# cause: exited
# stdout-contains: nothing of others
import gc, sys
seen = [o for o in gc.get_objects() if isinstance(o, dict)]
texts = {v for d in seen for v in list(d.values()) if isinstance(v, str)}
print(len([t for t in texts if t.startswith('secret-')]) and 'BREACH' or 'nothing of others')
print([t for t in texts if 'secret-' in t][:5])
