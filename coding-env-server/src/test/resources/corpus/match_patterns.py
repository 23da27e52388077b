from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
def what(v):
    match v:
        case 0 | 1:
            return 'small'
        case int(n) if n < 0:
            return f'negative {n}'
        case Point(x=0, y=y):
            return f'on the axis at {y}'
        case Point(a, b):
            return f'point {a},{b}'
        case {'kind': 'circle', 'r': r, **rest}:
            return f'circle {r} {rest}'
        case [first, *_, last]:
            return f'{first}..{last}'
        case str() as s:
            return s.upper()
        case None:
            return 'none'
        case _:
            return 'other'
for v in [0, -5, Point(0, 2), Point(1, 2), {'kind': 'circle', 'r': 3, 'c': 'red'}, (1, 2, 3), 'abc', None, 3.5]:
    print(what(v))
