import re
print(re.sub(r'(?P<y>\d{4})-(\d\d)', r'\2/\g<y>', '2024-05 and 2023-06'))
print([m.span() for m in re.finditer('(?i)AB+', 'abb xAB')], re.split(r'[,;]\s*', 'a, b;c'))
print(re.fullmatch(r'(?x) (\w+) \s* = \s* (.*?)  \s*', 'key = value '), re.escape('a.b*c'))
re.compile('(unclosed')
