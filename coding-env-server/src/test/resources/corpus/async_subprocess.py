# needs: processes
import asyncio
async def main():
    p = await asyncio.create_subprocess_exec('cat', stdin=-1, stdout=-1)
    out, _ = await p.communicate(b'through a child')
    print(out, p.returncode)
asyncio.run(main())
