"""A cache whose server may go away without a page failing."""

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError


class ForgivingRedisCacheClient(RedisCacheClient):
    """Answers as an empty cache does while the server is away; rate limits then let people in."""

    def get(self, key, default):
        try:
            return super().get(key, default)
        except RedisError:
            return default

    def set(self, key, value, timeout):
        try:
            super().set(key, value, timeout)
        except RedisError:
            return

    def add(self, key, value, timeout):
        try:
            return super().add(key, value, timeout)
        except RedisError:
            return True

    def delete(self, key):
        try:
            return super().delete(key)
        except RedisError:
            return False


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache with the forgiving client."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = ForgivingRedisCacheClient
