from enum import Enum, IntEnum, Flag, auto, unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    CRIMSON = 1
    @property
    def pretty(self):
        return self.name.title()
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
class Level(IntEnum):
    LOW = 1
    HIGH = 2
print(list(Color), Color.CRIMSON, Color(2).pretty, repr(Color['RED']))
print(Perm.R | Perm.X, Perm.R in (Perm.R | Perm.W), ~Perm.R, Level.HIGH > Level.LOW, Level.HIGH + 1)
@unique
class Twice(Enum):
    A = 1
    B = 1
