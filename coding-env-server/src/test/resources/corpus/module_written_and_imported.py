with open('mymodule.py', 'w') as f:
    f.write('VALUE = 41\ndef get():\n    return VALUE + 1\ndef fail():\n    return 1/0\n')
# --- next step ---
import importlib, mymodule
print(mymodule.get(), mymodule.__name__)
importlib.reload(mymodule)
mymodule.fail()
