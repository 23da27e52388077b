try:
    import no_such_module_here
except ModuleNotFoundError as e:
    print(e, e.name)
from math import no_such_name
