"""A pool of database connections: at most `size` at a time, each renewed after `max_age_s`."""
import contextlib
import queue
import threading
import time

import psycopg2

import spans


class PoolTimeout(Exception):
    pass


class Connection:
    def __init__(self, url):
        self.born = time.monotonic()
        self.raw = psycopg2.connect(url, connect_timeout=3)
        self.raw.autocommit = True

    def fetch(self, statement, values=()):
        with spans.span(statement.split()[0], spans.CLIENT, db_system="postgresql", db_statement=statement):
            with self.raw.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()


class Pool:
    def __init__(self, url, size, wait_s, max_age_s):
        self.url, self.size, self.wait_s, self.max_age_s = url, size, wait_s, max_age_s
        self.places = threading.BoundedSemaphore(size)
        self.idle = queue.LifoQueue()
        self.used = 0

    def take(self):
        with spans.span("take a connection", spans.CLIENT, db_system="postgresql"):
            return self.take_within()

    def take_within(self):
        if not self.places.acquire(timeout=self.wait_s):
            raise PoolTimeout("no free database connection within %.1f s (%d of %d in use)"
                              % (self.wait_s, self.used, self.size))
        self.used += 1
        try:
            while not self.idle.empty():
                connection = self.idle.get()
                if time.monotonic() - connection.born < self.max_age_s and not connection.raw.closed:
                    return connection
                connection.raw.close()
            return Connection(self.url)
        except Exception:
            self.used -= 1
            self.places.release()
            raise

    def give(self, connection):
        self.idle.put(connection)
        self.used -= 1
        self.places.release()

    @contextlib.contextmanager
    def connection(self):
        connection = self.take()
        try:
            yield connection
        finally:
            self.give(connection)
