import os
print(os.path.isabs(os.getcwd()), os.path.isdir(os.getcwd()))
