# Asked in a way that does nothing even where it is allowed; only the permission is tested.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
def permission(what, number, *args):
    try:
        syscall(number, *args)
    except OSError as e:
        if e.errno in (1, 38):
            print('refused', what)
            return
        print('BREACH', what, e)
    else:
        print('BREACH', what)
permission('reboot', 169, 0, 0, 0, 0)
permission('init_module', 175, b'', 0, b'')
permission('finit_module', 313, -1, b'', 0)
permission('delete_module', 176, b'nothing', 2048)
permission('kexec_load', 246, 0, 0, 0, 0)
permission('swapon', 167, b'nothing', 0)
permission('swapoff', 168, b'nothing')
permission('acct', 163, b'nothing')
permission('iopl', 172, 3)
permission('ioperm', 173, 0, 1, 1)
permission('syslog', 103, 3, 0, 0)
permission('vhangup', 153)
