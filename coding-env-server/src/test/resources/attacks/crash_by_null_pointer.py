# expect: dead
# cause: signal|crashed
# exit: 139
print('before', flush=True)
ctypes.string_at(0)
