import time
a = time.perf_counter()
b = time.monotonic_ns()
print(time.gmtime(86400).tm_mday, time.strftime('%Y', time.gmtime(0)), time.perf_counter() >= a, time.monotonic_ns() >= b)
print(time.time() > 1.6e9, time.process_time() < 60, time.get_clock_info('monotonic').monotonic)
