from unittest import mock
import json, os, sys, builtins
with mock.patch("json.dumps", return_value="patched"): print(json.dumps(1))
with mock.patch("builtins.print") as p: print("hidden")
print(p.call_args, p.mock_calls)
with mock.patch.object(os, "getcwd", side_effect=OSError("gone")):
    try: os.getcwd()
    except OSError as e: print(e)
with mock.patch.dict(os.environ, {"A": "1"}, clear=True): print(dict(os.environ))
with mock.patch("builtins.open", mock.mock_open(read_data="data")): print(open("x").read())
m = mock.patch("sys.stdout"); m.start()
# --- next step ---
m.stop()
print("back")
patcher = mock.patch("builtins.input", side_effect=["1", "2"]); patcher.start()
# --- next step ---
print(int(input()) + int(input()))
input()
