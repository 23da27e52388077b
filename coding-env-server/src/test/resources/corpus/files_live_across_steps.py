f = open('log.txt', 'w')
f.write('one ')
# --- next step ---
f.write('two')
f.close()
print(open('log.txt').read())
