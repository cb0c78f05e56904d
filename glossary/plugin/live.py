"""What ``glossary serve`` tells its pages while it follows edits: that there is something newer, or what is wrong.

A Datasette without it serves the same pages; nothing here exists for it.
"""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

from glossary.errors import Problem
from glossary.plugin.editing import Written

KEEP_ALIVE_SECONDS = 15.0
_EVENTS = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
}


@dataclass(frozen=True, slots=True)
class State:
    """How far the pages follow the files."""

    version: int = 0  # of the pages; a higher one is newer
    edits: int = 0  # of those that the forms have made, how many the pages show
    looking: bool = False  # whether terms that are missing are still looked for
    problems: tuple[Problem, ...] = ()  # why the pages stay as they were

    def to_json(self) -> str:
        """Return the state as pages take it, on one line."""
        problems = [{"text": str(problem)} for problem in self.problems]
        return json.dumps({**asdict(self), "problems": problems}, ensure_ascii=False)


class Live:
    """The present state, told to whoever waits for it; may be published from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # closed by a signal, which may come at any time
        self._state = State()
        self._closed = False
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._writing = threading.Lock()
        self._edits = 0

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    @property
    def counted(self) -> int:
        """How many edits were made since the server started."""
        return self._edits

    def edit(self, write: Callable[[], Written]) -> Written:
        """Write, and return what was written with the number of the edit; what changes nothing takes no number."""
        with self._writing:
            written = write()
            self._edits += written.changed
            return written._replace(edit=self._edits)

    def edits(self) -> int:
        """Return how many edits the files hold; one that is being written is waited for."""
        with self._writing:
            return self._edits

    def publish(self, state: State) -> None:
        """Make *state* the present one."""
        with self._lock:
            self._state = state
            self._wake()

    def close(self) -> None:
        """End every stream: the server stops."""
        with self._lock:
            self._closed = True
            self._wake()

    def _wake(self) -> None:
        for event, loop in list(self._waiting.items()):
            with suppress(RuntimeError):  # that loop is closed
                loop.call_soon_threadsafe(event.set)

    async def states(self) -> AsyncGenerator[State | None, None]:
        """Yield the present state, then each new one, and None when there was nothing new for a while."""
        event, told = asyncio.Event(), None
        with self._lock:
            self._waiting[event] = asyncio.get_running_loop()
        try:
            while not self._closed:
                event.clear()
                state = self._state
                if state is not told:
                    told = state
                    yield state
                    continue
                try:
                    await asyncio.wait_for(event.wait(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                del self._waiting[event]


_live: WeakKeyDictionary[Any, Live] = WeakKeyDictionary()


def attach(datasette: Any, live: Live) -> None:
    """Let the pages of *datasette* follow *live*."""
    _live[datasette] = live


def live_of(datasette: Any) -> Live | None:
    """Return what the pages of *datasette* follow, if anything."""
    return _live.get(datasette)


async def stream(datasette: Any, scope: Any, receive: Any, send: Any) -> None:
    """Answer with server-sent events: the state now and each that follows."""
    live = live_of(datasette)
    headers = _EVENTS if live else {"content-type": "text/plain"}
    await send(
        {
            "type": "http.response.start",
            "status": 200 if live else 404,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
    )
    if live and scope["method"] == "GET":
        gone = asyncio.ensure_future(_disconnected(receive))
        states = live.states()
        try:
            while not gone.done():
                following = asyncio.ensure_future(anext(states, ...))
                await asyncio.wait({gone, following}, return_when=asyncio.FIRST_COMPLETED)
                if gone.done():
                    following.cancel()
                    with suppress(asyncio.CancelledError):
                        await following
                    break
                state = following.result()
                if state is ...:
                    break
                line = f"data: {state.to_json()}\n\n" if state else ": still here\n\n"
                await send({"type": "http.response.body", "body": line.encode(), "more_body": True})
        finally:
            gone.cancel()
            await states.aclose()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _disconnected(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
