# compare: loosely
def f():
