"""Reads what compare --export writes: .npy of two dimensions, and the manifest."""

import ast
import array
import hashlib
import json
import os
import sys

import tensors

TYPES = {"<f4": "f", "<f8": "d", "<i4": "i", "<u4": "I", "<i8": "q"}


def read(path):
    """Returns the rows of a matrix."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:8] != b"\x93NUMPY\x01\x00":
        raise AssertionError(path + " is not NumPy's format 1.0")
    begin = 10 + int.from_bytes(content[8:10], "little")
    header = ast.literal_eval(content[10:begin].decode("ascii"))
    rows, columns = header["shape"]
    numbers = array.array(TYPES[header["descr"]])
    numbers.frombytes(content[begin:])
    if sys.byteorder == "big":
        numbers.byteswap()
    if header["fortran_order"] or len(numbers) != rows * columns:
        raise AssertionError("%s does not hold %d x %d numbers" % (path, rows, columns))
    flat = numbers.tolist()
    return [flat[row * columns:(row + 1) * columns] for row in range(rows)]


class Export:
    """A folder of compare --export."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        self.tensor_files = manifest["tensorFiles"]
        self.entries = {entry["file"]: entry for entry in manifest["files"] + manifest["start"]}

    def array(self, name):
        """Returns the rows of a file that the manifest has, after checking its digest and shape."""
        entry = self.entries.pop(name + ".npy")
        path = os.path.join(self.folder, entry["file"])
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        rows = read(path)
        if digest != entry["sha256"] or entry["shape"] != [len(rows), len(rows[0])]:
            raise AssertionError("the manifest says something else of " + name)
        return rows

    def hold_tensors(self, checkpoints=None):
        """Holds the tensors of every file, and of the last checkpoints, to the .npy; counts them."""
        held = 0
        for name, expected in self.tensor_files.items():
            path = os.path.join(self.folder, name)
            with open(path, "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != expected:
                    raise AssertionError("the manifest says something else of " + name)
            held += self._hold(path, name)
        for name in os.listdir(checkpoints) if checkpoints else []:
            held += self._hold(os.path.join(checkpoints, name), name)
        return held

    def _hold(self, path, name):
        stem = name[:-len(".safetensors")]
        held = 0
        for tensor, (shape, numbers) in tensors.read(path)[1].items():
            below = tensor.replace(".", "/")
            if stem == "start/tables":
                matrix = "start/" + below
            elif stem.startswith("start/"):
                matrix = stem + "/" + below
            else:
                _, run, arithmetic = stem.split("-")
                matrix = ("/%s/run-%s/" % (arithmetic, run)).join(below.rsplit("/", 1))
            file = os.path.join(self.folder, matrix + ".npy")
            if not os.path.exists(file) and "/checkpoints/" in path.replace(os.sep, "/"):
                continue  # figures of the epochs and random registers are in checkpoints alone
            rows = read(file)
            if shape != [len(rows), len(rows[0])] or list(numbers) != sum(rows, []):
                raise AssertionError("%s has another %s than %s" % (path, tensor, file))
            held += 1
        return held
