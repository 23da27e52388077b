"""Rich results of a step: what its program displays, the value of its last expression and the figures it draws.

On where a step asks for it. Then programs find what notebooks have: `display`, `HTML`, `Image`, `Markdown`, and
`IPython.display` where there is no IPython.
"""
import builtins

import bundle
import display
import figures
import warm

ROOM, MOST = 4 << 20, 64  # characters of JSON, and results, of a step
_SMALLEST = 1 << 10
_builtins = vars(builtins)


class Rich:
    """One session's rich results."""

    def __init__(self):
        self.on = False
        self.forms = ["png"]
        self.backend = figures.Backend(self.show_figures)
        self.names = {}
        self.get_ipython = lambda: None
        self.modules = {"IPython": self.fill_package, "IPython.display": self.fill_display}
        self.start()

    def start(self):
        self.told, self.room, self.dropped, self.drawn = [], ROOM, 0, []

    def begin(self, svg):
        """Before a program that wants them."""
        self.start()
        self.forms = ["png", "svg"] if svg else ["png"]
        if not self.names:
            self.names = display.names(self)
        self.on = True
        _builtins.update(self.names)
        for name, fill in self.modules.items():
            warm.provide(name, fill)
        self.backend.begin()

    def leave(self):
        """After the program: nothing of ours is left among its names."""
        self.on = self.backend.on = False
        for name in self.modules:
            warm.provide(name, None)
        for name, function in self.names.items():
            if _builtins.get(name) is function:
                del _builtins[name]

    def take(self):
        """Returns the results as JSON, in bytes, and forgets them."""
        told, dropped = [text for text, _ in self.told], self.dropped
        self.start()
        if not told and not dropped:
            return b""
        return ('{"results":[%s],"dropped":%d}' % (",".join(told), dropped)).encode("ascii")

    def show(self, value, text, kind, mark=None):
        """Adds a result for a value, in place of the one with the same mark."""
        if figures.is_figure(value):
            self.drawn.append(value)
        self.add(lambda made: made.of(value, text), kind, mark)

    def add(self, fill, kind, mark=None):
        if not self.on:
            return
        if len(self.told) >= MOST or self.room < _SMALLEST:
            self.dropped += 1
            return
        made = bundle.Bundle(self.room - _SMALLEST, self.forms)
        try:
            fill(made)
        except KeyboardInterrupt:
            raise
        except BaseException as exc:  # a class that is none of the usual kind; what is there already stays
            made.leave_out("*", bundle.why(exc))
        told = made.text(kind)
        marks = [known for _, known in self.told]
        self.room -= len(told)
        if mark is not None and mark in marks:
            at = marks.index(mark)
            self.room += len(self.told[at][0])
            self.told[at] = told, mark
        else:
            self.told.append((told, mark))

    def show_figures(self, *_, **__):
        """Hands over the open figures that were not shown yet, and closes all: what `plt.show()` does."""
        if not self.on:
            return
        for figure in figures.still_open():
            if not any(figure is known for known in self.drawn):
                self.show(figure, bundle.text_of(figure), "display_data")
        figures.close()

    def set_formats(self, formats):
        self.forms = [form for form in figures.FORMS if form in formats] or self.forms

    def clear(self):
        self.room += sum([len(text) for text, _ in self.told])
        self.told = []

    # -- what programs import

    def fill_package(self, module):
        module.__version__, module.version_info = "8.30.0", (8, 30, 0, "")
        module.get_ipython = self.get_ipython
        import IPython.display  # as IPython does: who has imported the one finds the other

    def fill_display(self, module):
        vars(module).update(display.all_names(self))
