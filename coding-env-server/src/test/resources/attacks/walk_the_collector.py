# Finds every object of the process and writes into all that can be written.
# expect: any
# cause: any
# timeout: 3
import gc, socket, types
for o in gc.get_objects():
    try:
        if isinstance(o, socket.socket):
            o.sendall(b'\xff' * 100)
        elif isinstance(o, dict) and o is not globals() and '__builtins__' in o and o.get('__name__') != 'builtins':
            for k in list(o):
                if isinstance(o[k], int) and not k.startswith('__'):
                    o[k] = -1
        elif isinstance(o, types.FunctionType):
            o.__defaults__ = None
    except BaseException:
        pass
# --- next step ---
print('next')
