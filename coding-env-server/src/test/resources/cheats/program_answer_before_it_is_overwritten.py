print("1369", end="\r")
print("0000")
