"""Makes Python of a notebook's cell: magics, commands and questions become calls of `get_ipython()`, each on its own line."""
import re

_CALL = "get_ipython()."
# what changes whether a new line begins a statement: strings, brackets, comments, a backslash at a line's end
_TOKEN = re.compile(r"\"\"\"|'''|\"|'|#|[\[\](){}]|\\\n|\n|\\")
_ENDS = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*"?', re.S), "'": re.compile(r"(?:[^'\\\n]|\\.)*'?", re.S),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*(?:""")?', re.S), "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*(?:''')?", re.S)}
_LINE_END = re.compile(r"[^\n]*")
_ASSIGNED = re.compile(r"([ \t]*)([A-Za-z_][\w.,\[\]'\" \t]*?)[ \t]*=[ \t]*(?=[!%])")
_MAGIC = re.compile(r"%([A-Za-z_]\w*)[ \t]*(.*)", re.S)
_CELL = re.compile(r"\s*%%([A-Za-z_!]\w*)[ \t]*([^\n]*)(?:\n|$)")
_ASKED = re.compile(r"(?:(\?{1,2})([\w.*]+)|([\w.*]+(?:\[[^\n\]]*\])?)(\?{1,2}))[ \t]*;?[ \t]*$")
_MAGICAL = ("%", "!", "?")


def is_magical(source):
    """Whether there may be anything to translate."""
    return any(sign in source for sign in _MAGICAL)


def translate(source):
    """Returns Python of as many lines, in which each statement stands where it stood."""
    whole = _CELL.match(source)
    if whole:
        blank = "\n" * source[: whole.start(1)].count("\n")
        body = source[whole.end() :]
        if whole.group(1) == "time" and not whole.group(2).strip():
            return blank + _CALL + "time_cell()\n" + translate(body)
        call = "run_cell_magic(%r, %r, %r)" % (whole.group(1), whole.group(2), body)
        return blank + _CALL + call + "\n" * (source.count("\n") - blank.count("\n"))
    return "".join([_translated(text) if ours else text for text, ours in _logical(source)])


def _logical(source):
    """Yields the text in pieces: lines, or several where one goes on, and whether each is a line of ours."""
    at, begin, depth, end = 0, 0, 0, len(source)
    while at < end:
        if at == begin and depth == 0:
            stop = _end_of_ours(source, at)
            if stop:
                yield source[at:stop], True
                at = begin = stop
                continue
        token = _TOKEN.search(source, at)
        if token is None:
            break
        sign, at = token.group(), token.end()
        if sign == "#":
            at = _LINE_END.match(source, at).end()
        elif sign in _ENDS:
            at = _ENDS[sign].match(source, at).end()
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        elif sign == "\n" and depth == 0:
            yield source[begin:at], False
            begin = at
    if begin < end:
        yield source[begin:], False


def _end_of_ours(source, at):
    """Where a line of ours ends that begins here, with the lines that a backslash adds; 0 if it is none."""
    line = _LINE_END.match(source, at)
    text = line.group()
    bare = text.strip()
    assigned = _ASSIGNED.match(text)
    ours = bare[:1] in ("%", "!") or _ASKED.match(bare) or assigned and "=" not in assigned.group(2)
    if not ours or not bare:
        return 0
    stop = line.end()
    while text.endswith("\\") and stop < len(source):
        line = _LINE_END.match(source, stop + 1)
        text, stop = line.group(), line.end()
    return stop + 1 if stop < len(source) else stop


def _translated(text):
    extra = "\n" * text.count("\n")
    joined = text.replace("\\\n", " ").rstrip("\n")
    bare = joined.strip()
    indent = joined[: len(joined) - len(joined.lstrip())]
    assigned = _ASSIGNED.match(joined)
    if assigned:
        value = joined[assigned.end() :].strip()
        return "%s%s = %s" % (indent, assigned.group(2), _value(value, True)) + extra
    asked = _ASKED.match(bare)
    if asked and bare[:1] not in ("%", "!"):
        name, detail = (asked.group(2), asked.group(1)) if asked.group(1) else (asked.group(3), asked.group(4))
        return "%s%sinspect(%r, %d)" % (indent, _CALL, name, len(detail)) + extra
    return indent + _value(bare, False) + extra


def _value(bare, wanted):
    if bare[:1] == "!":
        command = bare[2:] if bare[:2] == "!!" else bare[1:]
        return "%s%s(%r)" % (_CALL, "getoutput" if wanted or bare[:2] == "!!" else "system", command.strip())
    magic = _MAGIC.match(bare)
    if not magic:
        return bare
    return "%srun_line_magic(%r, %r)" % (_CALL, magic.group(1), magic.group(2).strip())
