"""Runs a checker: a text that defines `check(input, expected, actual)`."""


def judged(asked):
    names = {"__name__": "checker"}
    exec(compile(asked["checker"], "checker.py", "exec"), names)
    found = names["check"](asked["input"], asked["expected"], asked["actual"])
    agree, message = found if type(found) is tuple else (found, "")
    return {"agree": agree is True or type(agree) in (int, float) and agree == 1, "message": str(message)[:2000]}


def serve():
    asked = request()
    try:
        reply(asked["nonce"], judged(asked))
    except Exception as error:
        reply(asked["nonce"], {"broken": "%s: %s" % (type(error).__name__, error)})
