import faulthandler, tracemalloc
tracemalloc.start()
x = [bytes(1000) for _ in range(100)]
print(tracemalloc.get_traced_memory()[0] > 100000)
tracemalloc.stop()
print(faulthandler.is_enabled())
