import gc

x = [1, [2]]
print(any(found is globals() for found in gc.get_referrers(x)), any(found is globals() for found in gc.get_objects()))
