class Outer:
    class Inner(Exception):
        pass
raise Outer.Inner(1, 2)
