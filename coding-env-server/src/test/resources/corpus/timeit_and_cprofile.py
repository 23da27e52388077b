import cProfile, io, pstats, timeit
print(timeit.timeit('1 + 1', number=10) >= 0)
p = cProfile.Profile()
p.runcall(sorted, [3, 1, 2])
out = io.StringIO()
pstats.Stats(p, stream=out).print_stats()
print('sorted' in out.getvalue())
