import argparse
p = argparse.ArgumentParser(prog='tool')
sub = p.add_subparsers(dest='cmd')
sub.add_parser('run').add_argument('--fast', action='store_true')
print(p.parse_args(['run', '--fast']))
p.parse_args(['--help'])
