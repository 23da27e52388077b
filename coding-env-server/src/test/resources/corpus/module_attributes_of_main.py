import sys, threading
print(__name__, __doc__, __package__, __spec__, type(__loader__).__name__, __loader__.name, sorted(k for k in globals() if k[:2] == '__'))
print(len(sys.argv), sys.path[0] == __file__.rpartition('/')[0], sys.modules['__main__'].__dict__ is globals())
print(sys.excepthook is sys.__excepthook__, sys.displayhook is sys.__displayhook__, sys.breakpointhook is sys.__breakpointhook__)
print(sys.unraisablehook is sys.__unraisablehook__, threading.excepthook is threading.__excepthook__)
def f(): pass
import inspect
print(inspect.getsource(f), inspect.getmodule(f).__name__)
# --- next step ---
print(type(__loader__).__name__, inspect.getsource(f))
import warnings
warnings.warn('shown with its line')
