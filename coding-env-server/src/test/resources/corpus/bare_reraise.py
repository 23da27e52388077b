try:
    try:
        1/0
    except ZeroDivisionError:
        raise
except Exception as e:
    print(type(e).__name__)
