import urllib.request
print(1)
