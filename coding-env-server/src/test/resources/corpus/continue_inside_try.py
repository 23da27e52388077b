out = []
for i in range(5):
    try:
        if i % 2:
            continue
    except Exception:
        print('swallowed')
    finally:
        out.append(-i)
    out.append(i)
print(out)
