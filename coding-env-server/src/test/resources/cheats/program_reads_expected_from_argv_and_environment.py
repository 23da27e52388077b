import os, sys
print(sys.argv[1:], [value for name, value in os.environ.items() if "EXPECT" in name.upper()])
