"""Users: they ask at random moments, and every request is recorded. This record is where the truth comes from."""
import asyncio
import random
import threading
import time
from dataclasses import dataclass


@dataclass
class Request:
    begin: float  # seconds since the epoch
    end: float
    what: str
    status: int  # of HTTP or SMTP; 0 if there was no answer
    error: str = ""

    def is_bad(self, slow_s):
        return self.status == 0 or self.status >= 500 or (self.what == "mail" and self.status >= 400) or \
            self.end - self.begin > slow_s


def shop_paths(chance):
    """What a user asks for next: method, path, body."""
    kind = chance.random()
    if kind < 0.40:
        return "GET", "/products/%d" % (chance.randint(1, 204)), ""  # 201 to 204 don't exist: there are always some 404
    if kind < 0.60:
        return "GET", "/", ""
    if kind < 0.78:
        return "GET", "/search?q=" + chance.choice(["lamp", "chair", "Table", "r", "qu", "umbrella"]), ""
    if kind < 0.90:
        return "POST", "/orders", '{"product": %d}' % chance.randint(1, 200)
    if kind < 0.95:
        return "GET", "/orders/%d" % chance.randint(1, 29000), ""
    if kind < 0.99:
        return "GET", "/reports/daily", ""
    return "GET", chance.choice(["/favicon.ico", "/robots.txt", "/wp-login.php"]), ""


class Load:
    """Requests at `rate` a second until stopped; `rate`, `paths` and `hold_s` may be changed while it runs."""

    AGENTS = ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
              "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1", "curl/8.5.0"]

    def __init__(self, rate, address="10.20.0.11", port=80, timeout_s=4.0, talk=None, seed=1):
        self.rate, self.address, self.port, self.timeout_s = rate, address, port, timeout_s
        self.talk = talk or self.ask
        self.paths = shop_paths
        self.hold_s = 0.0  # how long a user keeps the connection open after the answer
        self.requests = []
        self.chance = random.Random(seed)
        self.going = True
        self.thread = threading.Thread(target=lambda: asyncio.run(self.go()), daemon=True)

    def start(self):
        self.thread.start()
        return self

    def stop(self):
        self.going = False
        self.thread.join()

    async def go(self):
        under_way = set()
        next_at = time.monotonic()
        while self.going:
            next_at = max(next_at + self.chance.expovariate(self.rate), time.monotonic() - 0.5)
            await asyncio.sleep(max(0, next_at - time.monotonic()))
            task = asyncio.ensure_future(self.one())
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)

    async def one(self):
        begin = time.time()
        source = "%s.%d" % (self.chance.choice(["203.0.113", "198.51.100"]), self.chance.randint(2, 250))
        record = Request(begin, begin, "", 0)
        writer = None
        try:
            opening = asyncio.open_connection(self.address, self.port, local_addr=(source, 0))
            reader, writer = await asyncio.wait_for(opening, self.timeout_s)
            await asyncio.wait_for(self.talk(reader, writer, record), self.timeout_s)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            record.error = type(error).__name__
        record.end = time.time()
        self.requests.append(record)
        if writer:
            if self.hold_s and record.status:
                await asyncio.sleep(self.hold_s)
            writer.close()

    async def ask(self, reader, writer, record):
        method, path, body = self.paths(self.chance)
        record.what = method + " " + path
        lines = ["%s %s HTTP/1.1" % (method, path), "Host: shop.example",
                 "User-Agent: " + self.chance.choice(self.AGENTS),
                 "Connection: " + ("keep-alive" if self.hold_s else "close")]
        if body:
            lines += ["Content-Type: application/json", "Content-Length: %d" % len(body)]
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        status = int((await reader.readuntil(b"\r\n")).split()[1])
        head = await reader.readuntil(b"\r\n\r\n")
        length = [int(line.split(b":")[1]) for line in head.split(b"\r\n")
                  if line.lower().startswith(b"content-length")]
        if length:
            await reader.readexactly(length[0])
        record.status = status


def mail_talk(chance, size=3000):
    """How a user of the mail server talks to it: one message to one of twenty mailboxes."""
    async def talk(reader, writer, record):
        record.what = "mail"

        async def expect(line):
            if line is not None:
                writer.write(line.encode() + b"\r\n")
            while True:
                answer = await reader.readuntil(b"\r\n")
                if answer[3:4] != b"-":
                    break
            if int(answer[:3]) >= 400:
                record.status = int(answer[:3])
                raise ValueError(answer.decode())
            return int(answer[:3])

        await expect(None)
        await expect("EHLO client.example.net")
        await expect("MAIL FROM:<news%d@example.net>" % chance.randint(1, 30))
        await expect("RCPT TO:<box%d@shop.example>" % chance.randint(1, 20))
        await expect("DATA")
        body = "\r\n".join("x" * 70 for _ in range(chance.randint(size // 140, size // 47)))
        record.status = await expect("From: news@example.net\r\nSubject: hello\r\n\r\n" + body + "\r\n.")
        await expect("QUIT")
    return talk
