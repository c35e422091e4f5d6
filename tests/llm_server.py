"""A small server that speaks OpenAI's chat protocol, streaming, and misbehaves as told.

It listens on a port of 127.0.0.1, in a thread of its own: what is tested blocks.
"""

import json
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

KEY = "sk-test-key-that-must-never-be-logged"
MODEL = "thu-nghiem"

Reply = Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    """One request and what is sent back."""

    protocol_version = "HTTP/1.1"
    server: "LlmServer"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append({"path": self.path, "headers": headers, **body})
        replies = self.server.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def do_GET(self) -> None:
        raise AssertionError("nobody asked for anything to be fetched")

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def put(self, data: str) -> None:
        raw = data.encode()
        self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.wfile.flush()

    def chunk(self, text: str | None, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        self.put(f"data: {json.dumps(envelope([choice]), ensure_ascii=False)}\n\n")

    def end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def abort(self) -> None:
        """Reset the connection, as a killed server does."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.wfile.close()
        self.rfile.close()
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass


class LlmServer(ThreadingHTTPServer):
    """Gives the `replies` in turn, the last one again and again; keeps the `requests`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.replies: list[Reply] = list(replies)
        self.requests: list[dict[str, Any]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news."""


def envelope(choices: Sequence[object]) -> dict[str, object]:
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": MODEL,
        "choices": list(choices),
    }


# --- replies -------------------------------------------------------------------------------


def says(text: str, size: int = 7) -> Reply:
    """A well-behaved model; its text comes in pieces of `size` characters."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        for start in range(0, len(text), size):
            exchange.chunk(text[start : start + size])
        exchange.chunk(None, "stop")
        exchange.put(f"data: {json.dumps(envelope([]))}\n\n")  # the count of tokens
        exchange.put("data: [DONE]\n\n")
        exchange.end()

    return reply


def streams(*events: str) -> Reply:
    """Raw events, and then the end of the stream."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        for event in events:
            exchange.put(f"data: {event}\n\n")
        exchange.end()

    return reply


def fails(status: int, body: str = "") -> Reply:
    """An error, with a body that repeats what must not be logged."""

    def reply(exchange: Exchange) -> None:
        exchange.begin(status, "application/json")
        exchange.put(json.dumps({"error": {"message": body or f"bad key {KEY}"}}))
        exchange.end()

    return reply


def cuts(text: str) -> Reply:
    """Breaks off after a part of an answer."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        exchange.chunk(text)
        exchange.abort()

    return reply


def drips(text: str) -> Reply:
    """Says something, then sends one comment after the other for ever."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        exchange.chunk(text)
        while not exchange.server.released.wait(0.02):
            exchange.put(": still here\n\n")

    return reply


def hangs(exchange: Exchange) -> None:
    """Takes the request and never answers."""
    exchange.server.released.wait()


def redirects(url: str) -> Reply:
    def reply(exchange: Exchange) -> None:
        exchange.send_response(307)
        exchange.send_header("Location", url)
        exchange.send_header("Content-Length", "0")
        exchange.end_headers()

    return reply
