import asyncio
async def fail():
    raise ValueError('in task')
async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail())
try:
    asyncio.run(main())
except* ValueError as g:
    print(g.exceptions)
