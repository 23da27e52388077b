# expect: alive
# cause: exited
# stdout-contains: refused
import fcntl, struct
for path in ('/usr/bin/env', os.__file__, '/usr', '.'):
    for name, command in (('SETFLAGS', 0x40086602), ('FSSETXATTR', 0x401C5820), ('SETVERSION', 0x40087602), ('FIFREEZE', 0xC0045877),
                          ('FITHAW', 0xC0045878), ('FITRIM', 0xC0185879), ('FIDEDUPERANGE', 0xC0189436), ('FS_ENCRYPT', 0x800C6613),
                          ('ADD_KEY', 0xC0506617), ('ENABLE_VERITY', 0x40806685), ('SETFSLABEL', 0x41009432), ('FIBMAP', 1)):
        attempt(f'{name} {path}', lambda: fcntl.ioctl(os.open(path, os.O_RDONLY), command, bytearray(256)))
