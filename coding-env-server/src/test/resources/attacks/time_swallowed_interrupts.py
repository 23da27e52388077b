# expect: dead
# cause: timeout
# exit: 124
# timeout: 1
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
