def count():
    n = 0
    while True:
        n += 1
        yield n
c = count()
print(next(c))
# --- next step ---
print(next(c), next(c))
# --- next step ---
import itertools
print(list(itertools.islice(c, 3)))
