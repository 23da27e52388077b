import asyncio
async def f():
    return 1
print(asyncio.run(f()))
