import sys
sys.exit('grüße 😀')
