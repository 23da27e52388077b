import inspect
def who():
    return inspect.currentframe().f_back.f_code.co_name, inspect.stack()[1].function
def caller():
    return who()
print(caller(), who()[1])
print(inspect.stack()[0].code_context, inspect.currentframe().f_lineno)
