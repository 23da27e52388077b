print(str(int(input()) ** 2) + "d")
