import sys
print("é ñ 漢字 \U0001F600 \u202e x")
sys.stdout.buffer.write("latin é\n".encode("latin-1")); sys.stdout.flush()
sys.stdout.reconfigure(encoding="ascii", errors="xmlcharrefreplace")
print("é")
sys.stdout.reconfigure(encoding="utf-16")
print("ab")
# --- next step ---
import sys
print("plain") if 0 else None
open("f.txt", "w", encoding="cp1252").write("naïve €")
print(open("f.txt", "rb").read())
open("f.txt").read()
