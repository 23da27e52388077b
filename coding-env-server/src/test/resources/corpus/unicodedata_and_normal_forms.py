import unicodedata
print(unicodedata.name('é'), unicodedata.normalize('NFD', 'é').encode(), unicodedata.category('€'), '\N{SNOWMAN}')
print('ß'.upper(), 'İ'.lower().encode(), 'ǆ'.title(), 'straße'.casefold(), '٣'.isdigit(), int('٣'))
