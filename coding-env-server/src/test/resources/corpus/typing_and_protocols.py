from typing import Any, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_args, runtime_checkable
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...
class TD(TypedDict, total=False):
    a: int
class NT(NamedTuple):
    x: int
    y: str = 'd'
class Impl:
    def size(self): return 1
print(Box[int], isinstance(Impl(), Sized), isinstance(1, Sized), TD(a=1), NT(1), Optional[int], Union[int, str], get_args(Literal['a', 'b']), list[int] | None)
NT()
