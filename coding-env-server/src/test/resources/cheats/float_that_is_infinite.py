print("1e999")
