from itertools import accumulate, chain, combinations, groupby, pairwise, permutations, product, starmap, takewhile, tee, zip_longest
print(list(accumulate([1, 2, 3])), list(chain('ab', [1])), list(combinations('abc', 2)))
print([(k, list(g)) for k, g in groupby('aabbc')], list(pairwise([1, 2, 3])), len(list(permutations(range(5)))))
print(list(product([0, 1], repeat=2)), list(starmap(pow, [(2, 3)])), list(takewhile(lambda x: x < 3, range(9))))
a, b = tee(iter('xy'))
print(list(a), list(b), list(zip_longest('ab', 'c', fillvalue='-')))
