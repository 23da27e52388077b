print(repr('a'), hex(255), bin(5), bytes(2), frozenset([1]))
