import cmd, io, sched, time
class Shell(cmd.Cmd):
    prompt = ''
    def do_hi(self, arg): print('hi', arg)
    def do_EOF(self, arg): return True
Shell(stdin=io.StringIO('hi you\nnope\n')).cmdloop('welcome')
s = sched.scheduler(time.monotonic, time.sleep)
s.enter(0.3, 1, print, ('second',))
s.enter(0, 1, print, ('first',))
s.run()
