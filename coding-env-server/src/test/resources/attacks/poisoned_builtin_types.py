# expect: any
# cause: any
import builtins
for name in ('str', 'bytes', 'len', 'isinstance', 'BaseException', 'Exception', 'SystemExit', 'KeyboardInterrupt', 'open', 'print', 'compile', 'exec', 'repr', 'type', 'int', 'getattr', '__import__', '__build_class__'):
    setattr(builtins, name, None)
# --- next step ---
class A: pass
# --- next step ---
1/0
