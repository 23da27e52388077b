from datetime import date, datetime, time, timedelta, timezone
d = datetime(2024, 2, 28, 23, 59, 30, tzinfo=timezone.utc)
print(d + timedelta(days=1, seconds=45), d.isoformat(), d.strftime('%A %d %B %Y %j'), d.timestamp())
print(datetime.strptime('2024-05-06 07:08', '%Y-%m-%d %H:%M'), date(2024, 12, 30).isocalendar(), time(1, 2).replace(hour=5))
print(datetime.fromisoformat('2024-01-01T00:00:00+05:30').astimezone(timezone.utc), timedelta(1.5) / timedelta(hours=1))
date(2023, 2, 29)
