print(hash(1), callable(len))
print(dir([])[:1])
