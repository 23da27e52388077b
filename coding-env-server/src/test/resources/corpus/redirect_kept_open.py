import contextlib, io, sys
buffer = io.StringIO()
redirect = contextlib.redirect_stdout(buffer)
redirect.__enter__()
print("hidden")
redirect.__exit__(None, None, None)
print(repr(buffer.getvalue()))
with contextlib.redirect_stderr(io.StringIO()) as e, contextlib.redirect_stdout(io.StringIO()) as o:
    print("x"); print("y", file=sys.stderr)
print(o.getvalue(), e.getvalue())
with contextlib.suppress(ZeroDivisionError), contextlib.redirect_stdout(io.StringIO()):
    print("gone")
    1 / 0
print("after")
