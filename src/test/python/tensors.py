"""Reads the tensors that Backflow writes, in the format safetensors, with Python's own library."""

import array
import hashlib
import json
import sys

TYPES = {"F64": "d", "F32": "f", "I64": "q", "I32": "i", "U32": "I"}
BEGIN = b'{"__metadata__":{"sha256":"'


def read(path):
    """Returns the metadata, and (shape, numbers) by name, after checking digest and offsets."""
    with open(path, "rb") as file:
        content = file.read()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8:8 + length].decode("utf-8"))
    at = 8 + len(BEGIN)
    whole = hashlib.sha256(content[:at] + b"0" * 64 + content[at + 64:]).hexdigest()
    metadata = header.pop("__metadata__")
    if length % 8 or not content[8:].startswith(BEGIN) or metadata["sha256"] != whole:
        raise AssertionError(path + " is not what Backflow wrote")
    tensors = {}
    end = 0
    for name, entry in header.items():
        begin, last = entry["data_offsets"]
        numbers = array.array(TYPES[entry["dtype"]])
        numbers.frombytes(content[8 + length + begin:8 + length + last])
        if sys.byteorder == "big":
            numbers.byteswap()
        count = 1
        for size in entry["shape"]:
            count *= size
        if begin != end or len(numbers) != count:
            raise AssertionError("%s: %s is not where its shape has it" % (path, name))
        end = last
        tensors[name] = (entry["shape"], numbers)
    if 8 + length + end != len(content):
        raise AssertionError(path + " goes on behind its last tensor")
    return metadata, tensors
