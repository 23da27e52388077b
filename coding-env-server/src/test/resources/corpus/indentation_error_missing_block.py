# compare: loosely
if True:
print(1)
