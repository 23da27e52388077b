v = 1
w = v / 0
# --- next step ---
print(v)
# --- reference ---
import sys
v = 1
sys.stderr.write('''Traceback (most recent call last):
  File "<step-1>", line 2, in <module>
    w = v / 0
        ~~^~~
ZeroDivisionError: division by zero
''')
print(v)
