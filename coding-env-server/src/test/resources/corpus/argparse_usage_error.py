import argparse
p = argparse.ArgumentParser(prog='tool', description='does things')
p.add_argument('name')
p.add_argument('-n', '--number', type=int, default=3, help='how many')
print(p.parse_args(['x', '-n', '5']))
p.print_help()
p.parse_args(['x', '-n', 'five'])
