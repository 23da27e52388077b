for i in range(5):
    try:
        if i == 2:
            break
    except Exception:
        print('swallowed')
print(i)
