# expect: alive
# cause: exited
# stdout-contains: refused
attempt('canary', os.link, host.file, 'hard')
attempt('home', os.link, host.home_file, 'hard2')
attempt('system', os.link, '/usr/bin/env', 'hard3')
attempt('passwd', os.link, '/etc/passwd', 'hard4')
