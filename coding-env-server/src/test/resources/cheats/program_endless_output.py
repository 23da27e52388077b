# seconds: 1
while True:
    print(1369)
