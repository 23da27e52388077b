from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda x: x * x, range(8))))
    f = pool.submit(int, 'x')
    print(type(f.exception()).__name__)
    print(sorted(f.result() for f in as_completed([pool.submit(pow, 2, n) for n in range(5)])))
