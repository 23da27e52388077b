import asyncio
async def producer(q):
    for i in range(3):
        await q.put(i)
        await asyncio.sleep(0)
    await q.put(None)
async def consumer(q):
    seen = []
    while (item := await q.get()) is not None:
        seen.append(item)
    return seen
async def main():
    q = asyncio.Queue(1)
    _, seen = await asyncio.gather(producer(q), consumer(q))
    print(seen)
    async with asyncio.timeout(5):
        await asyncio.sleep(0.01)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.02)
    except asyncio.TimeoutError:
        print('timed out')
asyncio.run(main())
