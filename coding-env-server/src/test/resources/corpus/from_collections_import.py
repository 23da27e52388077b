from collections import Counter, defaultdict
print(Counter('hello').most_common(1))
