import os, threading
def read():
    while True:
        text = os.read(0, 1 << 16)
        if text:
            os.write(1, text)
threading.Thread(target=read, daemon=True).start()
def solve(values):
    return sorted(values)
