# expect: any
# cause: any
# timeout: 2
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)
