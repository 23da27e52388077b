# Changes small integers and the type of None through ctypes.
# expect: any
# cause: any
# timeout: 2
ctypes.memset(id(5) + 24, 7, 1)
ctypes.memset(id(1) + 24, 2, 1)
ctypes.memset(id(None), 0, 16)
print(5, 1, None)
# --- next step ---
print('next')
