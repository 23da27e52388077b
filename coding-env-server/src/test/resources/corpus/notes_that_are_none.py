error = ValueError("x")
error.__notes__ = "abc"
raise error
