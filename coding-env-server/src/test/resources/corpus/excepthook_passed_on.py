import sys
print(sys.excepthook is sys.__excepthook__, sys.excepthook.__name__, sys.excepthook.__doc__)
def hook(t, v, tb):
    print("mine", file=sys.stderr)
    sys.__excepthook__(t, v, tb)
sys.excepthook = hook
try: 1/0
except ZeroDivisionError as e: sys.__excepthook__(type(e), e, e.__traceback__); sys.__excepthook__(type(e), e, None)
try: sys.__excepthook__(ValueError, "no exception", None)
except Exception as e: print(type(e))
try: sys.__excepthook__(1)
except TypeError as e: print(type(e))
import code
i = code.InteractiveInterpreter({}); i.runsource("1/0"); i.runsource("x = = 2")
def f():
    try: {}["a"]
    except KeyError: raise ValueError("b")
f()
