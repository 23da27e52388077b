# needs: processes
import math
FACTOR = 10


def scaled(x):
    return FACTOR * math.floor(x)


print("defined")
# --- next step ---
import multiprocessing

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(scaled, [1.5, 2.5]))
# --- reference ---
print("defined")
print([10, 20])
