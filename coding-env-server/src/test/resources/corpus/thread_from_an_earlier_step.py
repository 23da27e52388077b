import threading
go, results = threading.Event(), []
t = threading.Thread(target=lambda: (go.wait(10), results.append('worked')))
t.start()
# --- next step ---
go.set()
t.join()
print(results)
