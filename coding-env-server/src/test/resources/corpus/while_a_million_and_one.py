i = 0
while i < 1000001:
    i += 1
print(i)
