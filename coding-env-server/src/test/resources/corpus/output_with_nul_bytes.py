print('a\0b')
print('bell \a escape \x1b[31mred\x1b[0m')
