# needs: processes
import multiprocessing as mp, os
def square(x): return x * x
def fail(x): raise ValueError("no %d" % x)
if __name__ == "__main__":
    for way in "fork", "spawn", "forkserver":
        with mp.get_context(way).Pool(2) as pool:
            print(way, pool.map(square, range(5)))
            try:
                pool.map(fail, [1])
            except ValueError as e:
                print(repr(e), type(e.__cause__).__name__)
