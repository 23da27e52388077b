"""Figures of matplotlib: shown ones and those that a step leaves open are handed over as pictures, then closed.

The backend that programs get is Agg with a `show` of ours. Nothing here imports matplotlib: what a program has not
imported, it has no figures of.
"""
import os
import sys
from _io import BytesIO

import warm

BACKEND = "openenv_figures"
_modules, _environment = sys.modules, os.environ
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
FORMS = tuple(_TYPES)
_OPTIONS = {"svg": {"metadata": {"Date": None}}}  # the same figure is to have the same text
_MOST = 100


def is_figure(value):
    module = _modules.get("matplotlib.figure")
    try:
        return module is not None and isinstance(value, module.Figure)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return False


class Drawing:
    """What a figure is drawn as."""

    def __init__(self, figure, form):
        self.figure, self.form = figure, form
        self.type = _TYPES[form]

    def draw(self):
        """An empty figure has no picture, as in notebooks."""
        figure = self.figure
        if not (figure.axes or figure.lines or figure.images or figure.patches or figure.texts):
            return None
        buffer = BytesIO()
        with _modules["matplotlib"].rc_context({"svg.hashsalt": "0"}):
            figure.savefig(buffer, format=self.form, bbox_inches="tight", **_OPTIONS.get(self.form, {}))
        return buffer.getvalue()


def still_open():
    """The open figures of pyplot, oldest first."""
    helpers = _modules.get("matplotlib._pylab_helpers")
    try:
        managers = () if helpers is None else helpers.Gcf.get_all_fig_managers()[:_MOST]
        return [manager.canvas.figure for manager in managers]
    except KeyboardInterrupt:
        raise
    except BaseException:
        return []


def close():
    helpers = _modules.get("matplotlib._pylab_helpers")
    try:
        if helpers is not None:
            helpers.Gcf.destroy_all()
    except KeyboardInterrupt:
        raise
    except BaseException:
        pass


class Backend:
    """Becomes matplotlib's backend as it is loaded in a step that wants pictures; what a program chooses later goes."""

    def __init__(self, show):
        self.show = show
        self.on = self.chosen = False

    def begin(self):
        self.on = True
        if not self.chosen:
            warm.provide(BACKEND, self.fill)
            warm.when_loaded("matplotlib", self.choose)

    def choose(self, matplotlib):
        try:
            if self.on and "MPLBACKEND" not in _environment and not still_open():
                matplotlib.use("module://" + BACKEND)
                self.chosen = True
        except KeyboardInterrupt:
            raise
        except BaseException:
            pass

    def fill(self, module):
        """What importing the backend runs."""
        from matplotlib.backends import backend_agg
        module.FigureCanvas, module.FigureManager = backend_agg.FigureCanvasAgg, backend_agg.FigureManagerBase
        module.show = self.show
