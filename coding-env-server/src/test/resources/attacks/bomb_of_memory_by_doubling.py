# expect: any
# cause: exception|memory-limit
# cpu-seconds: 5
x = [0]
while True:
    x = x * 2
    assert len(x) < 10**9, 'BREACH'
