# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
buffer = ctypes.create_string_buffer(4096)
for name, number in (('statmount', 457), ('listmount', 458), ('listns', 470), ('open_tree', 428), ('open_tree_attr', 467),
                     ('fspick', 433), ('quotactl_fd', 443), ('lsm_list_modules', 461), ('lsm_get_self_attr', 459), ('sysfs', 139),
                     ('ustat', 136), ('lookup_dcookie', 212)):
    attempt(name, syscall, number, -100, b'/', 0, buffer, 4096)
