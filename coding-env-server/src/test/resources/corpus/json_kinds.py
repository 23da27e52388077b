import json
print(json.dumps({'b': [1, 2.5, None, True], 'a': 'ü😀'}, sort_keys=True, indent=2))
print(json.loads('{"x": 1e3, "y": [NaN, -Infinity]}'), json.dumps('ü', ensure_ascii=False))
class Enc(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({3, 1, 2}, cls=Enc))
json.dumps(object)
