s = 'héllo 世界 😀'
print(s, len(s), s.upper())
