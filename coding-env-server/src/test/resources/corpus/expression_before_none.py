1 + 1
None
