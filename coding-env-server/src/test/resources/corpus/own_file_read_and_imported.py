import sys

if __name__ == "__main__":
    print(open(__file__).read() == open(sys.argv[0]).read())
    print("def marker" in open(__file__).read())


def marker():
    pass
