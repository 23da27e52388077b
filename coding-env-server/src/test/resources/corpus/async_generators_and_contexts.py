import asyncio, contextlib
@contextlib.asynccontextmanager
async def ctx():
    print('enter')
    yield 5
    print('exit')
async def agen(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)
async def main():
    async with ctx() as v:
        print(v, [x async for x in agen(3) if x])
asyncio.run(main())
