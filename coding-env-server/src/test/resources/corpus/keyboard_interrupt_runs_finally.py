def work():
    try:
        raise KeyboardInterrupt
    finally:
        print('cleaned')
work()
