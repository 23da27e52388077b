print('never')
for = 3
