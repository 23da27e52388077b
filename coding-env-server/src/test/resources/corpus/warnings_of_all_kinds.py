import warnings
def old():
    warnings.warn('use new', DeprecationWarning, stacklevel=2)
warnings.warn('careful')
old()
old()
warnings.warn('quiet', PendingDeprecationWarning)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    warnings.warn('seen')
print(len(seen), seen[0].message)
warnings.simplefilter('error')
warnings.warn('now an error')
