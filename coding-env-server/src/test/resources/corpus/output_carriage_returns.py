for i in range(3):
    print(i, end='\r')
print('\r\nlast\r')
