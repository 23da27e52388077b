for guess in range(200000):
    print(guess)
