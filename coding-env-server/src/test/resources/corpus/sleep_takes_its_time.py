import time
t = time.time()
time.sleep(0.1)
print(0.1 <= time.time() - t < 10)
