import os
for name in ("queue", "random", "statistics", "calendar", "string", "heapq", "textwrap"):
    with open(name + ".py", "w") as file:
        file.write("MINE = True\n")
import queue, random, statistics, calendar, string, heapq, textwrap
print(queue.MINE, random.MINE, statistics.MINE, calendar.MINE, string.MINE, heapq.MINE, textwrap.MINE)
import csv, math
print(hasattr(csv, "reader"), math.floor(1.5))
