t = 0
for i in range(1000000):
    t += i
print(t)
