import sys
sys.stdout.buffer.write(bytes(range(256)))
sys.stdout.flush()
sys.stderr.buffer.write(b'\xc3\x28 \xed\xa0\x80 \xf0\x9f\n')
