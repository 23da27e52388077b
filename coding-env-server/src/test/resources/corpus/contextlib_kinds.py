import contextlib, io
@contextlib.contextmanager
def tag(name):
    print('<' + name + '>')
    try:
        yield name
    except KeyError as e:
        print('swallowed', e)
    finally:
        print('</' + name + '>')
with tag('a'), tag('b') as b:
    raise KeyError(b)
with contextlib.ExitStack() as stack:
    for n in 'xy':
        stack.enter_context(tag(n))
    stack.callback(print, 'callback')
with contextlib.suppress(ZeroDivisionError):
    1/0
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('hidden')
print(out.getvalue().strip(), contextlib.nullcontext(3).__enter__())
