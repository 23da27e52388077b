print(type(1).__name__)
