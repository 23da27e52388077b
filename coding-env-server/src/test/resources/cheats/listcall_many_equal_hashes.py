import itertools, os, sys
def solve(number):
    nonce = sys._getframe(1).f_locals["asked"]["nonce"]
    lists = itertools.islice(itertools.product(("Aa", "BB"), repeat=14), 12000)
    text = ", ".join('["%s"]' % '","'.join(one) for one in lists)
    os.write(1, ("\n%s " % nonce).encode())
    text = ('{"value": {"$set": [%s]}}\n' % text).encode()
    while text:
        text = text[os.write(1, text):]
    os._exit(0)
