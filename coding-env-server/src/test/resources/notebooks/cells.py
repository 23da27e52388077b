#### arithmetic
a, b = 3, 4
(a**2 + b**2) ** 0.5
#---
_ + 1
#---
print(Out[1], __); None
#### strings
text = "the quick brown fox"
text.split()
#---
{word: len(word) for word in text.split()};
#---
len(_)
#### functions
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

fib?
#---
%time fib(15)
#---
%timeit -n 1 -r 1 fib(5)
#---
[fib(i) for i in range(8)]
#### awaiting
import asyncio

async def double(x):
    await asyncio.sleep(0)
    return x * 2

await double(21)
#---
results = await asyncio.gather(*(double(i) for i in range(4)))
results
#---
async with asyncio.timeout(5) if hasattr(asyncio, "timeout") else asyncio.Lock():
    print("in")
#### commands
!echo hello
#---
name = "world"
lines = !echo {name}; echo $name
lines
#---
if lines:
    !echo indented \
        and continued
#### bash
%%bash
echo $((1 + 2))
#---
%cd -q /tmp
#---
%pwd
#### html
from IPython.display import HTML, Markdown, display
HTML("<b>bold</b>")
#---
display(Markdown("**md**"), {"a": 1})
#---
%%html
<i>cell</i>
#### latex
from IPython.display import Latex, Math
Latex("$x^2$")
#---
display(Math("x^2"))
#### json
from IPython.display import JSON, SVG
SVG("<svg xmlns='http://www.w3.org/2000/svg'/>")
#### own reprs
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __repr__(self):
        return f"Point({self.x}, {self.y})"
    def _repr_html_(self):
        return f"<p>{self.x}, {self.y}</p>"
    def _repr_latex_(self):
        return f"$({self.x}, {self.y})$"
Point(1, 2)
#---
points = [Point(1, 2), Point(3, 4)]
points
#---
display(*points)
#### failing
1 / 0
#---
"goes on"
#---
%nothing here
#---
"still"
#### numpy
import numpy as np
np.arange(12).reshape(3, 4)
#---
x = np.linspace(0, 1, 5)
x.mean(), x.std()
#### pandas frame
import pandas as pd
df = pd.DataFrame({"city": ["Oslo", "Rome"], "temp": [3.5, 17.25]})
df
#---
df.describe()
#---
df["temp"].max()
#### pandas series
import pandas as pd
s = pd.Series([1, 2, 3], name="n")
s.to_frame()
#---
s.sum()
#---
pd.DataFrame({"a": range(500)})
#### one plot
%matplotlib inline
import matplotlib.pyplot as plt
plt.plot([1, 4, 9])
plt.title("squares");
#---
plt.plot([1, 2])
#---
plt.bar(["a", "b"], [1, 2])
plt.show()
#### several plots
import matplotlib.pyplot as plt
for i in range(3):
    plt.figure(figsize=(2, 1))
    plt.plot([i, i + 1])
#---
fig, axes = plt.subplots(1, 2, figsize=(4, 2))
axes[0].plot([1, 2]); axes[1].scatter([1, 2], [2, 1])
plt.tight_layout()
#### pandas plots
import pandas as pd
import matplotlib.pyplot as plt
ax = pd.Series([1, 3, 2]).plot()
#---
pd.DataFrame({"a": [1, 2], "b": [2, 1]}).plot.bar();
#### numbers and figures
import numpy as np, matplotlib.pyplot as plt
rng = np.random.default_rng(0)
data = rng.normal(size=100)
data.shape
#---
plt.hist(data, bins=5);
plt.show()
print("after")
#### pillow
from PIL import Image as Pillow
Pillow.new("RGB", (8, 8), "navy")
#---
from IPython.display import Image
import io
buffer = io.BytesIO()
Pillow.new("L", (2, 2)).save(buffer, "PNG")
Image(buffer.getvalue())
#### timed
%%time
total = sum(range(1000))
total
#---
total
#---
%%timeit -n 2 -r 1
sum(range(10))
#### files
%%writefile notes.txt
one
two
#---
with open("notes.txt") as f:
    lines = f.readlines()
lines
#---
!cat notes.txt
#### environment
%env COLOR=blue
#---
import os
os.environ["COLOR"]
#---
%env COLOR
