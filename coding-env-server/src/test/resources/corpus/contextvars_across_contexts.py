import contextvars
v = contextvars.ContextVar('v', default='none')
ctx = contextvars.copy_context()
ctx.run(v.set, 'inner')
print(v.get(), ctx[v])
token = v.set('outer')
# --- next step ---
print(v.get())
v.reset(token)
print(v.get())
