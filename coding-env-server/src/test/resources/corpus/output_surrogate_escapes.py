print('lone byte \udcff')
print('lone surrogate \ud800')
