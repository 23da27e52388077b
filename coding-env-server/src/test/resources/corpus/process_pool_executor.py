# needs: processes
from concurrent.futures import ProcessPoolExecutor
def cube(x):
    return x ** 3
with ProcessPoolExecutor(2) as pool:
    print(list(pool.map(cube, range(4))))
    try:
        pool.submit(int, 'no').result()
    except ValueError as e:
        print(e)
