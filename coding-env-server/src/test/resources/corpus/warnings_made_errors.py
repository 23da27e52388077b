import warnings
warnings.warn("one")
warnings.warn("one")
for i in range(2): warnings.warn("loop", DeprecationWarning)
def old():
    warnings.warn("old is old", FutureWarning, stacklevel=2)
old()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    old(); old()
print(len(w), w[0].category, w[0].lineno)
warnings.simplefilter("error")
eval("1 is 1")
