from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Sq(Shape):
    name = 'square'
    def area(self): return 4
print(Sq().area(), isinstance([], Sequence), issubclass(dict, Mapping), isinstance(range(3), Iterable))
Shape()
