"""What notebooks import from `IPython.display`, made for one session."""
import bundle
import objects

_BUILT_IN = "display", "HTML", "Image", "Markdown"


def names(rich):
    """The names that programs find without importing them."""
    everything = all_names(rich)
    return {name: everything[name] for name in _BUILT_IN}


def all_names(rich):
    counted = []

    class DisplayHandle:
        """What `display(..., display_id=True)` returns: shows something else in its place."""

        def __init__(self, display_id=None):
            if display_id is None or display_id is True:
                counted.append(None)
                display_id = "display-%d" % len(counted)
            self.display_id = display_id

        def display(self, obj, **options):
            display(obj, display_id=self.display_id, **options)

        def update(self, obj, **options):
            self.display(obj, **options)

    def display(*objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False,
                **ignored):
        """Shows values: each becomes a rich result of the step."""
        if clear:
            clear_output()
        handle = DisplayHandle(display_id) if display_id is not None else None
        mark = handle.display_id if handle is not None else None
        for value in objs:
            if raw:
                publish_display_data(value, metadata, mark=mark)
            else:
                rich.show(value, bundle.text_of(value), "display_data", mark)
        return handle

    def publish_display_data(data, metadata=None, source=None, *, mark=None, **ignored):
        """Shows a MIME bundle as it is."""

        def fill(made):
            made.describe(metadata)
            made.add_all(data)

        rich.add(fill, "display_data", mark)

    def update_display(obj, *, display_id=None, **options):
        """Shows a value in the place of an earlier one."""
        display(obj, display_id=display_id, **options)

    def clear_output(wait=False):
        """Forgets what the step has displayed so far."""
        rich.clear()

    def set_matplotlib_formats(*formats, **ignored):
        """Says what figures are drawn as: 'png', 'svg'."""
        rich.set_formats(formats)

    found = {name: value for name, value in vars(objects).items() if isinstance(value, type) and name[:1] != "_"}
    for function in (
            display, publish_display_data, update_display, clear_output, set_matplotlib_formats, DisplayHandle):
        function.__module__, function.__qualname__ = objects.MODULE, function.__name__
        found[function.__name__] = function
    return found
