"""Objects of the zygote that no worker frees: to free them would be to write to the pages of all that they refer to."""
import ctypes

_keep = ctypes.pythonapi.Py_IncRef
_keep.argtypes, _keep.restype = (ctypes.py_object,), None


def keep(*values):
    for value in values:
        _keep(value)
