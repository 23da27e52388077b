import csv, io
out = io.StringIO()
w = csv.DictWriter(out, ['a', 'b'])
w.writeheader()
w.writerows([{'a': 1, 'b': 'x,y'}, {'a': 2, 'b': 'say "hi"'}])
print(out.getvalue())
print(list(csv.DictReader(io.StringIO(out.getvalue()))), list(csv.reader(['1;2'], delimiter=';')))
