naïve = 3
print(naïve)
