import sys, warnings
warnings.simplefilter("error")
sys.setswitchinterval(0.001)
print("set")
# --- next step ---
def square(x):
    return x * x
print(square(3))
square(4)
# --- next step ---
class Thing:
    pass
print(Thing.__name__, [n for n in range(3)])
[Thing]
# --- next step ---
warnings.resetwarnings()
warnings.simplefilter("always")
square(5)
# --- next step ---
import os
{"a": os.getcwd() is None}
# --- next step ---
open(os.devnull).read()
x = 1 / 0
