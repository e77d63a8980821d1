"""Section 19: arrays of one's own, and packed images."""

import gzip
import os
import re
import zipfile

import numpy as np

import tables
from notation import require, utf16

IDX = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read_array(data_dir, path):
    """19.2"""
    file, name = re.fullmatch(r"(.*\.npz)#(.+)|(.*)", path, re.I).group(1, 2)
    path = os.path.join(data_dir, file or path)
    with open(path, "rb") as opened:
        head = opened.read(2)
    if head == b"PK":
        try:
            with np.load(path) as all_arrays:
                require(name is not None or len(all_arrays.files) == 1, "several arrays")
                require(name is None or name in all_arrays.files, "the array")
                return all_arrays[name or all_arrays.files[0]]
        except zipfile.BadZipFile:
            require(False, "a damaged file")
    require(name is None, "no .npz file")
    with gzip.open(path) if head == b"\x1f\x8b" else open(path, "rb") as opened:
        if opened.read(2) != b"\0\0":
            opened.seek(0)
            return np.lib.format.read_array(opened)
        kind, rank = opened.read(2)
        shape = np.frombuffer(opened.read(4 * rank), ">u4").tolist()
        return np.frombuffer(opened.read(), IDX[kind]).reshape(shape)


def content(config, data_dir):
    """19.3: shape, values, labels, classes, targets and their names."""
    require((config["labels"] is None) != (config["targets"] is None), "labels or targets")
    x = read_array(data_dir, config["features"])
    require(x.dtype.kind != "U" and x.ndim > 0 and x.size > 0, "the features")
    if config["channels"] == "last":
        require(x.ndim == 4, "channels")
        x = np.moveaxis(x, 3, 1)
    shape = list(x.shape[1:]) or [1]
    is_bytes = x.dtype in (np.bool_, np.uint8)
    with np.errstate(over="ignore"):
        values = x.astype(np.uint8) if is_bytes else x.astype(np.float64).astype(np.float32)
    require(np.isfinite(values).all(), "a feature that is not finite")
    values = np.ascontiguousarray(values).reshape(len(x), -1)
    y = read_array(data_dir, config["labels"] or config["targets"])
    require(len(x) == len(y), "the numbers of examples")
    if config["labels"] is None:
        require(y.ndim in (1, 2) and y.dtype.kind != "U", "the targets")
        targets = np.ascontiguousarray(y.astype(np.float64)).reshape(len(y), -1)
        names = config["names"] or [f"target {i}" for i in range(targets.shape[1])]
        require(len(names) == targets.shape[1] and np.isfinite(targets).all(), "the targets")
        return shape, values, None, [], targets, names
    require((y.ndim == 1 or y.shape[1:] == (1,)) and y.dtype.kind != "f", "the labels")
    y = y.astype(np.uint8) if y.dtype == np.bool_ else y
    texts = [str(label) for label in y.reshape(-1).tolist()]
    numeric = all(re.fullmatch("0|-?[1-9][0-9]{0,14}", text) for text in texts)
    keys = [str(i) for i in range(len(config["names"]))] or sorted(set(texts), key=int if numeric else utf16)
    require(2 <= len(keys) <= 65536 and all(text in keys for text in texts), "the classes")
    classes = config["names"] or keys
    require("" not in texts and not re.search("[\n\r]", "".join(texts)), "a label")
    require(len({tables.appearance(name) for name in classes}) == len(classes), "classes that look the same")
    return shape, values, np.array([keys.index(text) for text in texts]), list(classes), None, None


def packed_images(config, data_dir):
    """19.4: as an array of features and one of labels."""
    size = "" if config["size"] is None else "-%dx%d" % tuple(config["size"])
    table = "" if config["labels"] is None else "-by-" + config["labels"].replace("/", "-")
    pack = f"{config['folder']}.{config['colors']}{size}{table}.npz"
    x = read_array(data_dir, f"{pack}#x")
    require(x.dtype == np.uint8 and x.shape[1:-2] == ((3,) if config["colors"] == "rgb" else ()), "the pixels")
    both = {"features": f"{pack}#x", "labels": f"{pack}#y", "targets": None, "names": [], "channels": "first"}
    return content(both, data_dir)


def planes(image, colors, size):
    """19.4: an image, [height, width, channels], as an example."""
    image = image.astype(int)
    if image.shape[2] == 3 and colors == "grey":
        image = ((image @ [19595, 38470, 7471] + 32768) // 65536)[:, :, None]
    if image.shape[2] == 1 and colors == "rgb":
        image = np.repeat(image, 3, axis=2)
    down, right = ((image.shape[axis] - size[axis]) // 2 for axis in (0, 1))
    made = np.zeros([image.shape[2], *size], np.uint8)
    for y, x in np.ndindex(*size):
        if 0 <= y + down < image.shape[0] and 0 <= x + right < image.shape[1]:
            made[:, y, x] = image[y + down, x + right]
    return made
