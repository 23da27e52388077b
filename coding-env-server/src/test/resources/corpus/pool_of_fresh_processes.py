# needs: processes
from concurrent.futures import ProcessPoolExecutor


def double(x):
    return 2 * x


if __name__ == "__main__":
    with ProcessPoolExecutor(1, max_tasks_per_child=1) as pool:
        print(list(pool.map(double, [1, 2])))
