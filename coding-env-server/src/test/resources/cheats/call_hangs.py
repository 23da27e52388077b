# seconds: 1
import time
def solve(values):
    while True:
        time.sleep(1)
