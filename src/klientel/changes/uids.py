"""UUIDs of version 7 (RFC 9562): random, and ordered by the millisecond they were made in."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    millis = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    high, low = tail >> 62 & 0xFFF, tail & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=millis << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
