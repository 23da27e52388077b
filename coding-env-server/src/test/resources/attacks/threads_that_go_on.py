# They print and spin when their step is over; nobody else hears it.
# expect: alive
# cause: exited
import threading
def chatter():
    while True:
        print('chatter')
        time.sleep(0.001)
def spin():
    while True:
        pass
threading.Thread(target=chatter, daemon=True).start()
threading.Thread(target=spin, daemon=True).start()
# --- next step ---
print('next')
