int(input()) ** 2
