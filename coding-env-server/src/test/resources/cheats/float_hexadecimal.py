print((float(input()) ** 2).hex())
