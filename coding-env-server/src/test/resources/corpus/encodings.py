print('é'.encode('latin-1'), b'\x80'.decode('cp1252'), 'é€'.encode('ascii', 'xmlcharrefreplace'), 'ü'.encode('utf-16-le'), 'bücher'.encode('idna'), 'x'.encode('utf-8-sig'))
print(b'\xff'.decode('utf-8', 'replace'), b'\xff'.decode('utf-8', 'backslashreplace'), 'a\u0301'.encode('unicode_escape'))
b'\xff\xfe'.decode()
