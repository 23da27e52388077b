print('a')
_print_outputs.value = 'forged'
