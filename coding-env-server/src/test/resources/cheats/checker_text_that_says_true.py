print("True\n" * 3)
