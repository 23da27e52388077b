#: passed what is honest
import functools, math, types
from concurrent.futures import ThreadPoolExecutor
from collections import Counter, deque
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
import contextlib, io

row = [1, 2]
rows = [row, [3]]
assert first(rows) is row and same(rows)[1] is rows[1]
fill(rows, 0)
assert row == [0, 0] and rows == [[0, 0], [0]]
swap(rows)
assert rows[1] is row
assert append_both(row, row) == 3 and row == [0, 0, 2]
values = []
keyword(values=values)
assert values == [3]
knot(values)
assert values[1] is values
left = [1, 2]
assert list(takes_all(left)) == [2, 1] and left == []
assert same((left, left))[1] is left
queue, seen = deque([1]), {1}
assert same(queue) is queue and same(seen) is seen

assert counts("aab") == {"a": 2, "b": 1} and counts("aab")["z"] == 0 and counts("ab") + counts("b") == Counter("abb")
assert groups(["a", "b"])[1] == ["a", "b"] and groups([])[5] == []
assert point().x == 1 and point() == (1, [2]) and point()._asdict() == {"x": 1, "y": [2]}
assert exact() == [Decimal("1.1"), Fraction(1, 3), date(2020, 2, 29), timedelta(days=1, microseconds=5)]
assert only([1, "a", True], int) == [1]
nan, low, zero, three, huge, true, large, imaginary = numbers()
assert math.isnan(nan) and low == -math.inf and math.copysign(1, zero) == -1 and type(three) is float
assert huge == 1 << 4000 and true is True and large == 1e22 and type(large) is float and imaginary == 1j
assert codes("a\ud800") == [97, 0xD800] and half() == "\udcff\0\U0001f600"
deep = nested(190)
for _ in range(190):
    deep = deep[0]
assert deep == []
assert list(ordered()[0]) == ["b", "a"] and list(ordered()[1]) == [2, 1] and ordered()[2] == {"$set": [1]}

assert fibonacci(90) == 2880067194370816120
assert list(map(same, [1, 2])) == [1, 2] and max([1, 3], key=same) == 3 and functools.partial(append_both, [])([]) == 0
with ThreadPoolExecutor(4) as several:
    assert list(several.map(same, range(8))) == list(range(8))


@functools.wraps(counted)
def wrapped(value):
    return counted(value)


assert wrapped(4) == 4 and wrapped.__name__ == "counted" and wrapped.__doc__ == "Counts its calls."
assert counted.calls == 1 and not hasattr(counted, "cache_info") and LOG == [4] and 4 in LOG
assert SETTINGS["depth"] == 3 and len(SETTINGS) == 1
assert isinstance(generator(), types.GeneratorType) and next(generator()) == 1
assert callable(counted)


def told(what, kind):
    try:
        raises(what)
    except kind as error:
        return error
    assert False


assert told("worse", BadInput).args == ("no", 7) and told("worse", KeyError) and told("worse", ValueError)
assert str(told("key", KeyError)) == "'k'" and told("key", KeyError).args == ("k",)
assert told("file", FileNotFoundError).errno == 2 and told("file", OSError).filename == "/nonexistent/file"
assert told("bytes", UnicodeDecodeError).start == 0 and told("exit", SystemExit).code == 3
assert str(told("coded", Coded)) == "code 5"
try:
    list(generator())
    assert False
except BadInput as error:
    assert str(error) == "late"

shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    prints("seen")
prints("not seen")
assert shown.getvalue() == "seen\n"
assert shouts() == 1 and reads_itself().startswith("def same")
assert hides_output() == 1 and hides_output() == 1
assert low_limit() == [[[1]]]
#: passed it imports what it tests
import solution
from solution import counted as mine, point
from solution import *

assert solution.same(1) == 1 and mine(2) == 2 and point().x == 1 and same(3) == 3
#: passed a function that is named as one of Python's (entry sum)
assert sum(1, 2) == 12
#: passed a method, as data sets write it (entry Solution().twice)
def check(candidate):
    assert candidate(number=2) == 4 and same(candidate(1)) == 2
#: passed a class and a helper that the task has, too
class BadInput(Exception):
    pass


def first(rows):
    return "the task's"
# --- the test
try:
    drops_and_raises([])
    assert False
except BadInput:
    assert first([1]) == "the task's"
#: not-run objects of the submission in what is set up
box = Box(3)
# --- the test
assert same(box.number) == 3
#: wrong-answer a copy that is none
rows = [[1]]
copy = shallow(rows)
copy[0].append(2)
assert rows == [[1]]
#: wrong-answer rows that are one
made = grid(2)
made[0][0] = 1
assert made[1][0] == 0
#: wrong-answer a copy that is the same
values = [1]
assert same(values) is not values
#: wrong-answer a default that grows
assert collects(1) == [1]
assert collects(2) == [2]
#: wrong-answer what it did before it raised
values = [1]
try:
    drops_and_raises(values)
except ValueError:
    pass
assert values == [1]
#: wrong-answer another text than was printed
import contextlib, io
shown = io.StringIO()
with contextlib.redirect_stdout(shown):
    prints("other")
assert shown.getvalue() == "seen\n"
#: runtime-error an exception of another class
try:
    raises("coded")
except BadInput:
    pass
#: runtime-error an exit where a value is expected
try:
    assert raises("exit") == 1
except Exception:
    pass
#: runtime-error a function that is not there can't be what a test expects to fail
def fails(function, *args):
    try:
        function(*args)
    except:
        return True


assert fails(nothing, -1)
#: not-run nor can what has no form outside
def fails(function, *args):
    try:
        function(*args)
    except:
        return True


assert fails(something, -1)
#: not-run a function of Python's, which would run here
assert evaluates()("1 + 1") == 2
#: not-run a variable that equals everything
assert ANSWER == 42
#: not-run a class
assert makes(3).number == 3 and Box(3).number == 3
#: not-run an attribute of a value
assert attributed().a == 1
#: not-run an attribute of an exception
try:
    raises("coded")
except Coded as error:
    assert error.code == 5
#: not-run a list of objects
assert pairs()[0].left == 1
#: not-run something to wait for
import asyncio
assert asyncio.run(later(2)) == 2
#: not-run a function that is handed over
assert same(lambda: 1)() == 1
#: not-run standard input that the test replaces
import io, sys
sys.stdin = io.StringIO("x")
assert asks() == "x"
#: not-run a value nested too deeply
assert nested(500)
#: not-run a module that nobody has
import nothing_of_that_name
assert same(1) == 1
#: not-run nothing of the submission
assert 1 == 1

#: wrong-answer an exception that is called as a failed assertion
try:
    accepts(-1)
    assert False, "it took a negative number"
except Liar:
    pass

#: wrong-answer an exception that is called as all of them
try:
    accepts(-1)
    assert False, "it took a negative number"
except Broad:
    pass

#: passed an exception under two names
try:
    refuses_negative(-1)
    assert False
except Alias:
    pass

#: passed variables in sums and as truths
assert SETTINGS and not LOG
assert [0] + LOG == [0] and LOG + [1] == [1]
assert len(SETTINGS) == 1 and "depth" in SETTINGS and list(SETTINGS) == ["depth"]
