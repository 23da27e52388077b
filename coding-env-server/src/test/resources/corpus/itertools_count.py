import itertools
print(list(itertools.islice(itertools.count(), 3)))
