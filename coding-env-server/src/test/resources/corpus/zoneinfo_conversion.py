from datetime import datetime
from zoneinfo import ZoneInfo
d = datetime(2024, 3, 31, 1, 30, tzinfo=ZoneInfo('Europe/Berlin'))
print(d.utcoffset(), d.astimezone(ZoneInfo('America/New_York')), d.tzname())
ZoneInfo('Mars/Olympus')
