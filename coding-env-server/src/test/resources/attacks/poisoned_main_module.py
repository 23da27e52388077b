# expect: any
# cause: any
import sys, types
sys.modules['__main__'] = types.ModuleType('__main__')
del __builtins__, __name__
globals().clear()
# --- next step ---
print('goes on')
