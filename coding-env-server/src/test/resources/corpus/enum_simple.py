from enum import Enum
class C(Enum):
    R = 1
print(C.R)
