"""The cache of the house: it holds counters of attempts and nothing anybody would miss.

When the broker is away the cache is empty and keeps nothing: pages and acts go on. Failed sign-ins are counted in
the database besides (axes), so that nobody gains by it. Not here: what is cached.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class Client(RedisCacheClient):
    """Every call answers as an empty cache would when the server does not."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        # A server that hangs must not hold a request longer than a person would wait.
        super().__init__(servers, **{"socket_connect_timeout": 1, "socket_timeout": 1, **options})

    def add(self, key: str, value: Any, timeout: Any) -> bool:
        return self._try(lambda: super(Client, self).add(key, value, timeout), True)

    def get(self, key: str, default: Any) -> Any:
        return self._try(lambda: super(Client, self).get(key, default), default)

    def set(self, key: str, value: Any, timeout: Any) -> None:
        self._try(lambda: super(Client, self).set(key, value, timeout), None)

    def touch(self, key: str, timeout: Any) -> bool:
        return self._try(lambda: super(Client, self).touch(key, timeout), False)

    def delete(self, key: str) -> bool:
        return self._try(lambda: super(Client, self).delete(key), False)

    def get_many(self, keys: Any) -> dict[str, Any]:
        return self._try(lambda: super(Client, self).get_many(keys), {})

    def has_key(self, key: str) -> bool:
        return self._try(lambda: super(Client, self).has_key(key), False)

    def incr(self, key: str, delta: int) -> int:
        return self._try(lambda: super(Client, self).incr(key, delta), delta)

    def set_many(self, data: Any, timeout: Any) -> None:
        self._try(lambda: super(Client, self).set_many(data, timeout), None)

    def delete_many(self, keys: Any) -> None:
        self._try(lambda: super(Client, self).delete_many(keys), None)

    def clear(self) -> bool:
        return self._try(lambda: super(Client, self).clear(), False)

    @staticmethod
    def _try(call: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return call()
        except (RedisError, OSError) as error:
            log.warning("the cache does not answer: %s", error)
            return otherwise


class Dispensable(RedisCache):
    """Django's Redis cache with the client above."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
