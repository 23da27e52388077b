import logging
logging.basicConfig(format='%(levelname)s %(message)s', level=logging.INFO)
logging.info('to stderr')
logging.debug('nowhere')
