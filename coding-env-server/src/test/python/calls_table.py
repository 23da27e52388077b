"""The tables of calls in docs/security.md, made from the data that the filter is built from.

``python3 calls_table.py --write`` brings the page up to date; test_syscalls checks that it is.
"""

import os
import sys

import harness

sys.path.insert(0, harness.WORKER)
import arguments  # noqa: E402
import limits  # noqa: E402
import syscalls  # noqa: E402

PAGES = [os.path.join(harness.HERE, place) for place in ("security.md", "../../../../docs/security.md")]
PAGE = next((page for page in PAGES if os.path.exists(page)), PAGES[-1])
BEGIN, END = "<!-- made by calls_table.py: begin -->\n", "<!-- made by calls_table.py: end -->\n"


def _row(*cells):
    return "| " + " | ".join(cells) + " |\n"


def _names(names):
    return " ".join(f"`{name}`" for name in names)


def _calls():
    yield _row("calls", "root, user", "c-root, c-user, plain", "why")
    yield "|---|---|---|---|\n"
    for group in syscalls.GROUPS:
        names = dict.fromkeys([*syscalls.numbers(group.calls, "x86_64"), *syscalls.numbers(group.calls, "aarch64")])
        yield _row(_names(names), group.apart, group.alone, group.why)


def _arguments():
    yield _row("call", "root, user", "c-root, c-user, plain", "why")
    yield "|---|---|---|---|\n"
    for choice in arguments.CHOICES:
        more = f"; and {_names(choice.apart)}" if choice.apart else ""
        everywhere = _names(choice.everywhere)
        refused = f"; refused by name: {_names(choice.refused)}"
        yield _row(f"`{choice.call}`", everywhere + more, "without the second group" if more else "the same", choice.why + refused)
    for special in arguments.SPECIALS:
        yield _row(_names(special.call.split(", ")), special.apart, special.alone, special.why)


def _limits():
    yield _row("limit", "set to", "why")
    yield "|---|---|---|\n"
    for limit in limits.LIMITS:
        yield _row(f"`{limit.name}`", limit.told, limit.why)


def text():
    return "\n".join("".join(part) for part in (_calls(), _arguments(), _limits()))


def shown():
    """Returns what the page has between the marks."""
    with open(PAGE, encoding="utf-8") as page:
        return page.read().partition(BEGIN)[2].partition(END)[0]


def write():
    with open(PAGE, encoding="utf-8") as page:
        before, _, rest = page.read().partition(BEGIN)
    with open(PAGE, "w", encoding="utf-8") as page:
        page.write(before + BEGIN + text() + END + rest.partition(END)[2])


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()
