errors = []
for i in range(20):
    try:
        raise ValueError(i)
    except ValueError as error:
        errors.append(error)
raise ExceptionGroup("many", errors)
