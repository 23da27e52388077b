# expect: any
# cause: any
import codecs
def handler(error):
    while True:
        pass
for name in ('replace', 'surrogateescape', 'backslashreplace', 'strict', 'ignore'):
    try:
        codecs.register_error(name, handler)
    except ValueError:
        pass
codecs.register(lambda name: 1/0)
os.write(1, b'\xff\xfe')
raise ValueError('\udc80 \ud800')
