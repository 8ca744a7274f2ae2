"""Writes an archive in format 1 from nothing but docs/archive-format.md, struct and zlib.

    python3 recreate-archive.py LEVEL DIRECTORY OUTPUT

A file is 0755 where its owner may execute it, else 0644.
"""

import os
import struct
import sys
import zlib

DATE, TIME = (1980 - 1980) << 9 | 2 << 5 | 1, 0


def main(level: int, directory: str, output: str) -> None:
    files = {}
    for parent, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(parent, name)
            files[os.path.relpath(path, directory).replace(os.sep, "/").encode("ascii")] = path
    body, central = b"", b""
    for name in sorted(files):
        with open(files[name], "rb") as file:
            content = file.read()
        mode = 0o100755 if os.stat(files[name]).st_mode & 0o100 else 0o100644
        if content:
            method, encoder = 8, zlib.compressobj(level, zlib.DEFLATED, -15, 8)
            data = encoder.compress(content) + encoder.flush()
        else:
            method, data = 0, b""
        crc = zlib.crc32(content)
        shared = struct.pack("<HHHHHIIIHH", 10, 0, method, TIME, DATE, crc, len(data), len(content), len(name), 0)
        central += b"PK\1\2" + struct.pack("<H", 0x031E) + shared
        central += struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body)) + name
        body += b"PK\3\4" + shared + name + data
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(central), len(body), 0)
    with open(output, "wb") as file:
        file.write(body + central + b"PK\5\6" + end)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
