# expect: any
# cause: any
class Big:
    def __repr__(self):
        return 'x' * 50_000_000
Big()
