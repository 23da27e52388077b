# expect: alive
# cause: exited|exception
class Odd:
    def __repr__(self):
        return 5
Odd()
# --- next step ---
class Worse:
    def __repr__(self):
        raise SystemExit(3)
Worse()
# --- next step ---
class Surrogate:
    def __repr__(self):
        return '\ud800\0\udfff'
Surrogate()
