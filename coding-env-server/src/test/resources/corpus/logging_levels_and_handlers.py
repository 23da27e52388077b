import logging, sys
logging.warning('before %s', 'config')
log = logging.getLogger('app.db')
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s'))
log.addHandler(h)
log.setLevel(logging.DEBUG)
log.propagate = False
def query():
    log.debug('select %d', 1)
query()
try:
    1/0
except ZeroDivisionError:
    log.exception('failed')
