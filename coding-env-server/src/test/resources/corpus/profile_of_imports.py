import cProfile, os, pstats, sys, threading


def leaf():
    return sum(range(10))


def inner():
    leaf()
    import statistics, wave
    thread = threading.Thread(target=leaf)
    thread.start()
    thread.join()
    os.closerange(300, 301)
    leaf()
    leaf()


def outer():
    inner()
    leaf()
    import nothing_of_that_name


profile = cProfile.Profile()
try:
    profile.runcall(outer)
except ImportError as error:
    print(error)
for (_, _, name), (_, calls, _, _, callers) in sorted(pstats.Stats(profile).stats.items()):
    if name in ("leaf", "inner", "outer"):
        print(name, calls, sorted((caller[2], times[0]) for caller, times in callers.items()))
# --- next step ---
def later():
    import heapq
    leaf()


profile = cProfile.Profile()
profile.runcall(later)
print(sorted((name, calls[1]) for (_, _, name), calls in pstats.Stats(profile).stats.items() if name in ("leaf", "later")))
