"""Measures the page in Chromium: first load, a feed of 2,000 Dwipps, an upvote while the API is far away, 3G."""

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, Route

from bench.platform import copied_tree
from bench.report import report
from localcloud.demo.people import PEOPLE
from tests.browser.chromium import EXECUTABLE, launched
from tests.operations import LISTS_OF_DWIPPS
from tests.platform.running import RunningPlatform

DWIPPS = 2_000
FEED = next(one for one in LISTS_OF_DWIPPS if one.id == "list_dwipps").described["responses"]["200"]
(EXAMPLE,) = FEED["content"]["application/json"]["example"]["items"]
WHEEL = 1_400  # pixels, one and a half screens
UPVOTES = 20
FAR_MILLISECONDS = 300
# Lighthouse's "slow 4G" is called 3G by others: 1.6 Mbit/s, 150 ms.
# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
UNLIMITED = {"downloadThroughput": -1, "uploadThroughput": -1}
PROCESSOR_TIMES = [
    f"longest task's processor time, {doing}" for doing in ("scrolling", "coming back", "upvoting")
]
TASK = "ThreadControllerImpl::RunTask"  # Chromium's name, of what the main thread does at a time
NOTE_LONG_TASKS = """window.long = [];
new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
  .observe({type: "longtask", buffered: true})"""
# https://w3c.github.io/event-timing/: an interaction's duration ends with the next paint, in steps of 8 ms.
NOTE_INTERACTIONS = """window.interactions = new Map();
new PerformanceObserver((list) => {
  for (const {interactionId, duration} of list.getEntries())
    if (interactionId) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
}).observe({type: "event", durationThreshold: 16, buffered: true})"""


def main() -> None:
    if EXECUTABLE is None:
        sys.exit(
            "there is no Chromium on the PATH: install it, for example by `apt install chromium-headless-shell`"
        )
    with copied_tree() as tree, RunningPlatform(tree) as platform, launched() as chromium:
        url = f"http://localhost:{platform.port}"
        raw = {
            **_scroll(chromium.browser, url),
            **_upvote(chromium.browser, url),
            **_slow(chromium.browser, url),
        }
    _report(raw)


@contextmanager
def _feed(browser: Browser, url: str, script: str = "") -> Iterator[Page]:
    """The feed of somebody of the demo, on a desktop."""
    with browser.new_context(base_url=url, viewport={"width": 1280, "height": 860}) as context:
        context.add_init_script(script)
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Email").fill(PEOPLE[0].email)
        page.get_by_label("Password", exact=True).fill(PEOPLE[0].password)
        page.get_by_role("button", name="Log in", exact=True).click()
        page.get_by_role("article").first.wait_for()
        yield page


@contextmanager
def _processor_times(browser: Browser, page: Page) -> Iterator[list[float]]:
    """Yields a list that then has the milliseconds of processor time of each of the pages' tasks.

    A task that waits for a processor is long too, although nothing in the page makes it so.
    """
    times: list[float] = []
    browser.start_tracing(page=page, categories=["toplevel"])
    try:
        yield times
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    tasks = (e for e in events if e["name"] == TASK and (e["pid"], e["tid"]) in main)
    times += sorted(e.get("tdur", 0) / 1000 for e in tasks)


def _scroll(browser: Browser, url: str) -> dict[str, Any]:
    """Scrolls to the end of a feed that this module answers, and goes away and back in the middle."""
    with _feed(browser, url) as page:
        page.context.route("**/api/v1/dwipps?**", _answer)
        page.evaluate(NOTE_LONG_TASKS)
        page.reload()
        page.get_by_role("article").first.wait_for()
        page.evaluate(NOTE_LONG_TASKS)
        devtools = page.context.new_cdp_session(page)
        heaps = [_heap(devtools)]
        with _processor_times(browser, page) as times:
            while not page.get_by_text("That is all.").count():
                for _ in range(20):
                    page.mouse.wheel(0, WHEEL)
                    page.wait_for_timeout(30)
                heaps.append(_heap(devtools))
        long: Sequence[float] = page.evaluate("long")
        articles = page.get_by_role("article").count()
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
        page.wait_for_timeout(500)
        before = _first_on_screen(page)
        page.get_by_role("link", name="Profile").click()
        page.get_by_role("heading", level=1).first.wait_for()
        with _processor_times(browser, page) as back:
            page.go_back()
            page.wait_for_timeout(500)
        return {
            "heap": [heaps[0], max(heaps), heaps[-1]],
            "long tasks": sorted(long),
            PROCESSOR_TIMES[0]: times[-1],
            PROCESSOR_TIMES[1]: back[-1],
            "articles": articles,
            "place": "the same" if _first_on_screen(page) == before else "another",
        }


def _answer(route: Route) -> None:
    query = parse_qs(urlsplit(route.request.url).query)
    start, count = int(query.get("cursor", ["0"])[0]), int(query["limit"][0])
    end = min(DWIPPS, start + count)
    page = {
        "items": [_dwipp(one) for one in range(start, end)],
        "next_cursor": str(end) if end < DWIPPS else None,
    }
    route.fulfill(status=200, content_type="application/json", body=json.dumps(page))


def _dwipp(number: int) -> dict[str, Any]:
    text = "If you clean a vacuum cleaner, you become the vacuum cleaner. " * (1 + number % 4)
    return {
        **EXAMPLE,
        "id": f"0199f3a2-{0xFFFF - number:04x}-7a54-9d3c-5a1b2c3d4e5f",
        "text": text.strip(),
        "author": {
            "id": f"{number % 20:08x}-9c15-424a-8f6e-2d3b4c5d6e7f",
            "display_name": f"Person {number % 20}",
        },
        "upvotes": number % 30,
        "favorites": number % 5,
        "viewer": {"upvoted": number % 3 == 0, "favorited": False, "is_author": number % 9 == 0},
    }


def _heap(devtools: CDPSession) -> float:
    """Returns the MB of JavaScript's heap after a garbage collection."""
    devtools.send("HeapProfiler.collectGarbage")
    size: float = devtools.send("Runtime.getHeapUsage")["usedSize"]
    return size / 1e6


def _first_on_screen(page: Page) -> str:
    found: str = page.evaluate(
        """() => [...document.querySelectorAll("article")]
        .map((one) => [one.getBoundingClientRect().top, one.textContent])
        .find(([top]) => top > 0).join(" ")"""
    )
    return found


def _upvote(browser: Browser, url: str) -> dict[str, Any]:
    with _feed(browser, url, NOTE_INTERACTIONS) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": FAR_MILLISECONDS, **UNLIMITED},
        )
        button = page.get_by_role("article").first.get_by_role("button", name="Upvote")
        page.evaluate("interactions.clear()")
        with _processor_times(browser, page) as times:
            for _ in range(UPVOTES):
                with page.expect_response("**/upvote"):
                    button.click()
        return {
            "upvote": sorted(page.evaluate("[...interactions.values()]")),
            PROCESSOR_TIMES[2]: times[-1],
        }


def _slow(browser: Browser, url: str) -> dict[str, Any]:
    """Returns the milliseconds from an address to a feed that can be read, with an empty cache and on a slow line."""
    with _feed(browser, url) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
        page.reload()
        page.get_by_role("article").first.wait_for()
        return {"slow": page.evaluate("performance.now()")}


def _report(raw: dict[str, Any]) -> None:
    start, most, end = raw["heap"]
    long, upvotes = raw["long tasks"], raw["upvote"]
    upvoting = f"an upvote to the next paint, the API {FAR_MILLISECONDS} ms away: median, worst"
    took = f"{statistics.median(upvotes):.0f} ms, {max(upvotes):.0f} ms" if upvotes else "under 16 ms"
    processor = " / ".join(f"{raw[name]:.0f} ms" for name in PROCESSOR_TIMES)
    rows = {
        f"{DWIPPS:,} Dwipps scrolled: tasks over 50 ms, the longest": f"{len(long)}, {max([0, *long]):.0f} ms",
        "processor time of the longest task: scrolling, coming back, upvoting": processor,
        "heap at the start, at most, at the end": f"{start:.1f} MB, {most:.1f} MB, {end:.1f} MB",
        "articles in the document at the end": f"{raw['articles']}",
        "the place in the list after going away and back": raw["place"],
        upvoting: took,
        "reload on 1.6 Mbit/s and 150 ms, empty cache, to a feed that can be read": f"{raw['slow']:.0f} ms",
    }
    report("page", ("What", "Measured"), list(rows.items()), raw)


if __name__ == "__main__":
    main()
