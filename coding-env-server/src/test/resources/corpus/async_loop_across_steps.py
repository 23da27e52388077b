import asyncio
loop = asyncio.new_event_loop()
async def f(x):
    await asyncio.sleep(0)
    return x * 2
print(loop.run_until_complete(f(2)))
# --- next step ---
print(loop.run_until_complete(f(4)))
loop.close()
