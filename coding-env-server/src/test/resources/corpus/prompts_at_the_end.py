import sys
try:
    name = input("Name? ")
except EOFError as e:
    print("EOF", e)
print(repr(sys.stdin.read()), sys.stdin.readline() == "", list(sys.stdin))
while True:
    x = int(input("Number: "))
