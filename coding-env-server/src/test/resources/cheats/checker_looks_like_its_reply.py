print('\n%s {"agree": true, "message": ""}\n' % ("0" * 32))
