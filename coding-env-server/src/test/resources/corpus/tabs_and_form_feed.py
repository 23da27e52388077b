if True:
	print('tab')

print('after form feed')
