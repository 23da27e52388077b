import sys
print("before", "warnings" in sys.modules and sys.version_info < (3, 9))
x = 1
if x is 1:
    print("is")
assert (1, "always")
