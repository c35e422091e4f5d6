"""Listening on this machine, and on this machine only: a proxy brings what comes from outside."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

HOST = "127.0.0.1"
# What is under way may end when the bot stops.
CLOSE_SECONDS = 5.0


class PortTaken(Exception):
    """Nothing can listen on `port`."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} cannot be listened on")
        self.port = port


@asynccontextmanager
async def listening(app: web.Application, port: int) -> AsyncIterator[None]:
    """Serve `app` until the block ends. Raises `PortTaken`."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise PortTaken(port) from error
        yield
    finally:
        await runner.cleanup()
