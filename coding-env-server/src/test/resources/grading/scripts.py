"""Each way of reading and of ending; the first line of the input says which."""
import atexit, os, subprocess, sys, threading, time
how = b""
while not how.endswith(b"\n"):
    how += os.read(0, 1)
how = how.decode().strip()
if how == "input":
    total = 0
    while True:
        try:
            total += int(input())
        except EOFError:
            break
    print(total)
elif how == "lines":
    print(sum(int(line) for line in sys.stdin))
elif how == "bytes":
    sys.stdout.buffer.write(b"%d" % sum(map(int, sys.stdin.buffer.read().split())))
elif how == "open":
    print(sum(map(int, open(0).read().split())), end="\r\n\r\n")
elif how == "fileinput":
    import fileinput
    print(sum(map(int, fileinput.input(files="-"))))
elif how == "child":
    subprocess.run([sys.executable, "-c", "import sys; print(sum(map(int, sys.stdin)))"])
elif how == "descriptor":
    os.write(1, b"%d" % sum(map(int, os.read(0, 100).split())))
    os._exit(0)
elif how == "prompt":
    print(int(input("number: ")) + int(input()))
elif how == "late":
    threading.Thread(target=lambda: (time.sleep(0.2), print(30))).start()
elif how == "end":
    atexit.register(print, 30)
elif how == "noise":
    sys.stderr.write("noise\n" * 100_000)
    print(30)
elif how == "daemon":
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    if os.fork() == 0:
        time.sleep(600)
    print(30)
elif how == "code":
    print(30)
    sys.exit(3)
elif how == "message":
    print(30)
    sys.exit("that was it")
elif how == "success":
    print(30)
    sys.exit(0)
elif how == "failing thread":
    def fail():
        raise ValueError
    threading.Thread(target=fail).start()
    print(30)
elif how == "failing end":
    atexit.register(lambda: 1 / 0)
    print(30)
elif how == "memory":
    held = bytearray(4 << 30)
    print(30)
elif how == "abort":
    print(30, flush=True)
    os.abort()
elif how == "characters":
    print("30\udcff")
