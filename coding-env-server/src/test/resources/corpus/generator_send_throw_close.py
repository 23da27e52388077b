def averager():
    total, count, average = 0, 0, None
    try:
        while True:
            try:
                value = yield average
            except ValueError as e:
                print('thrown', e)
                continue
            total += value
            count += 1
            average = total / count
    finally:
        print('closed after', count)

a = averager()
next(a)
print(a.send(10), a.send(20))
print(a.throw(ValueError('skip')))
a.close()
try:
    next(a)
except StopIteration as e:
    print('stopped', e.value)
