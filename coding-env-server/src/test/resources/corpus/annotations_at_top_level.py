a: int = 1
b: 'list[str]'
# --- next step ---
c: float = 2.0
# --- next step ---
print(__annotations__)
import typing
def f(x: 'Later') -> 'int': ...
class Later: pass
print(typing.get_type_hints(f))
