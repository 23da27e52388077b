import calendar
print(calendar.month(2024, 2), calendar.isleap(2100), calendar.monthrange(2023, 2))
