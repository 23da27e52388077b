print(isinstance(__import__('os').getpid(), int))
