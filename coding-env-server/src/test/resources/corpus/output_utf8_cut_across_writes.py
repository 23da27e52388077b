import os
for byte in '😀é'.encode():
    os.write(1, bytes([byte]))
