"""Installs packages into ./set, in an episode: stdin has where they will lie, then a requirement a line."""
import glob
import os
import sys

place, *wanted = sys.stdin.read().splitlines()
try:
    import pip
except ImportError:  # Debian keeps it apart, but a wheel of it may be there, which can be run as it is
    found = glob.glob("/usr/share/python-wheels/pip-*.whl")
    try:
        import ensurepip
        found += glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl"))
    except ImportError:
        pass
    if not found:
        sys.exit("there is no pip")
    sys.path.insert(0, sorted(found)[-1])

from pip._internal.cli.main import main

code = main([
    "install", "--no-index", "--find-links", "/packages/wheels", "--only-binary", ":all:", "--no-compile", "--quiet",
    "--no-warn-script-location", "--no-input", "--disable-pip-version-check", "--no-cache-dir", "--target", "set", *wanted])
if code == 0:
    import compileall
    from py_compile import PycInvalidationMode
    compileall.compile_dir("set", ddir=place, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
sys.exit(code)
