def typed_earlier(x):
    # a comment inside
    return [x,
            x]

class Typed:
    """docs"""
    def method(self):
        return 1
# --- next step ---
import inspect
print(inspect.getsource(typed_earlier))
print(inspect.getsource(Typed.method))
print(inspect.getsource(Typed))
print(inspect.signature(typed_earlier), inspect.getdoc(Typed), inspect.getsourcelines(Typed.method)[0])
