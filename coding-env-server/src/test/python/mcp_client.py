"""Real MCP clients against a running coding environment: python mcp_client.py URL [JAR]

The package mcp over Streamable HTTP, fastmcp on top of it, the requests that OpenEnv's own MCPToolClient sends, and, given the
server's jar, the package mcp over stdin and stdout.
"""

import asyncio
import json
import sys

import httpx
from websockets.sync.client import connect


def told(content):
    return "".join(part.text for part in content if part.type == "text")


async def official(url):
    import mcp
    from mcp.client import streamable_http

    transport = getattr(streamable_http, "streamable_http_client", None) or streamable_http.streamablehttp_client
    async with transport(url + "/mcp") as streams, mcp.ClientSession(*streams[:2]) as session:
        await session.initialize()
        names = {tool.name for tool in (await session.list_tools()).tools}
        assert "run_python" in names, names
        await session.call_tool("run_python", {"code": "x = 6"})
        result = await session.call_tool("run_python", {"code": "print(x * 7)"})
        assert "42" in told(result.content), result
        failed = await session.call_tool("run_python", {"code": "1 / 0"})
        assert "division by zero" in told(failed.content), failed
    return len(names)


async def fast(url):
    """fastmcp in either era: with a handshake a session is the client's, without one it is a handle."""
    from fastmcp import Client

    async with Client(url + "/mcp", mode="legacy") as client:
        assert "run_python" in {tool.name for tool in await client.list_tools()}
        await client.call_tool("run_python", {"code": "x = 6"})
        result = await client.call_tool("run_python", {"code": "print(x * 7)"})
        assert "42" in told(result.content), result

    async with Client(url + "/mcp", mode="2026-07-28") as client:
        names = {tool.name for tool in await client.list_tools()}
        assert {"run_python", "session_create", "session_close"} <= names, names
        created = await client.call_tool("session_create", {})
        handle = {"session_id": told(created.content)}
        await client.call_tool("run_python", {"code": "x = 6", **handle})
        result = await client.call_tool("run_python", {"code": "print(x * 7)", **handle})
        assert "42" in told(result.content), result
        alone = await client.call_tool("run_python", {"code": "print(x)"}, raise_on_error=False)
        assert alone.is_error and "NameError" in told(alone.content), alone
        await client.call_tool("session_close", handle)
        gone = await client.call_tool("run_python", {"code": "1", **handle}, raise_on_error=False)
        assert gone.is_error and "Unknown session_id" in told(gone.content), gone


async def cancelled(url):
    """A call that its caller gives up is interrupted; the session and its variables live on."""
    import mcp
    from mcp.client import streamable_http

    transport = getattr(streamable_http, "streamable_http_client", None) or streamable_http.streamablehttp_client
    async with transport(url + "/mcp") as streams, mcp.ClientSession(*streams[:2]) as session:
        await session.initialize()
        await session.call_tool("run_python", {"code": "import time; x = 6"})
        endless = asyncio.create_task(session.call_tool("run_python", {"code": "while True: time.sleep(0.1)"}))
        await asyncio.sleep(1)
        endless.cancel()
        result = await asyncio.wait_for(session.call_tool("run_python", {"code": "print(x * 7)"}), 20)
        assert "42" in told(result.content), result


async def stdio(jar):
    """The server as a desktop agent starts it."""
    import mcp
    from mcp.client.stdio import stdio_client

    server = mcp.StdioServerParameters(command="java", args=["-jar", jar, "mcp"])
    async with stdio_client(server) as streams, mcp.ClientSession(*streams) as session:
        await session.initialize()
        assert "run_python" in {tool.name for tool in (await session.list_tools()).tools}
        calls = [session.call_tool("run_python", {"code": code}) for code in ("x = 6", "x = x * 7", "print(x)")]
        results = await asyncio.gather(*calls)
        assert "42" in told(results[-1].content), results


def openenv(url):
    """The order of the newest MCPToolClient: a session over HTTP, attached to over WebSocket, its tools over HTTP."""
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        number = 0

        def call(method, **params):
            nonlocal number
            number += 1
            request = {"jsonrpc": "2.0", "method": method, "params": params, "id": number}
            answer = client.post("/mcp", json=request).raise_for_status().json()
            assert answer["id"] == number and "error" not in answer, answer
            return answer["result"]

        session = call("openenv/session/create")["session_id"]
        with connect(url.replace("http", "ws", 1) + f"/ws?session_id={session}", proxy=None) as socket:
            socket.send(json.dumps({"type": "reset", "data": {}}))
            assert json.loads(socket.recv(timeout=60))["type"] == "observation"
            tools = call("tools/list", session_id=session)["tools"]
            assert all(isinstance(tool["description"], str) for tool in tools), tools
            call("tools/call", session_id=session, name="run_python", arguments={"code": "x = 6"})
            result = call("tools/call", session_id=session, name="run_python", arguments={"code": "print(x * 7)"})
            assert "42" in json.dumps(result), result
            socket.send(json.dumps({"type": "close"}))
        closed = call("openenv/session/close", session_id=session)
        assert closed["closed"] or closed.get("closing"), closed


def main(url, jar=None):
    openenv(url)
    tools = asyncio.run(official(url))
    asyncio.run(fast(url))
    asyncio.run(cancelled(url))
    if jar:
        asyncio.run(stdio(jar))
    print(f"mcp, fastmcp and OpenEnv's own requests{', stdio' if jar else ''}: {tools} tools, a session each")


if __name__ == "__main__":
    main(*sys.argv[1:])
