from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
@dataclass(order=True, frozen=True, slots=True)
class Item:
    price: float
    name: str = field(compare=False, default='thing')
    tags: list = field(default_factory=list, repr=False, compare=False)
a, b = Item(2.0, 'b'), Item(1.0)
print(sorted([a, b]), asdict(b), astuple(a), replace(a, price=9.0), [f.name for f in fields(Item)])
try:
    a.price = 1
except FrozenInstanceError as e:
    print('frozen', e)
@dataclass
class Bad:
    x: list = []
