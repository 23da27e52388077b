import locale, time, datetime, os, sys
print(locale.getlocale(), locale.getpreferredencoding(False), sys.getfilesystemencoding())
print(locale.setlocale(locale.LC_ALL), locale.localeconv()["decimal_point"])
try:
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
except locale.Error as e: print(e)
print(f"{1234567.891:n} {1234567:,}")
print(time.tzname, time.timezone, datetime.datetime.fromtimestamp(0))
os.environ["TZ"] = "America/New_York"; time.tzset()
print(time.tzname, datetime.datetime.fromtimestamp(0), time.strftime("%c %Z", time.localtime(0)))
print(datetime.datetime.fromtimestamp(0).astimezone())
# --- next step ---
print(time.tzname)
from zoneinfo import ZoneInfo
print(datetime.datetime(2024, 7, 1, tzinfo=ZoneInfo("Asia/Kolkata")).astimezone(ZoneInfo("UTC")))
ZoneInfo("No/Where")
