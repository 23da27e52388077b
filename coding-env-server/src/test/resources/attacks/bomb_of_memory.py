# expect: any
# cause: exception|memory-limit
# cpu-seconds: 5
hold = []
while True:
    hold.append(bytearray(10_000_000))
    assert len(hold) < 200, 'BREACH'
