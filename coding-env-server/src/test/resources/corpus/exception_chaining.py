def load():
    try:
        {}['a']
    except KeyError as e:
        raise ValueError('bad config') from e
def run():
    try:
        load()
    except ValueError:
        raise RuntimeError('while handling')
run()
