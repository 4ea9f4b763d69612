"""Photos keep their picture and nothing that tells more than it."""

import struct

import pytest
from builders.photos import COLOURS, SCAN, SECRET, jpeg, png
from builders.proofs import PDF

from grading.hours.errors import UnreadableFileError
from grading.hours.file_kinds import LARGEST_FILE
from grading.outreach.photos import clean_photo


def segments(content: bytes) -> list[tuple[int, bytes]]:
    """Return marker and content of each segment up to the scan."""
    found, place = [], 2
    while not found or found[-1][0] != 0xDA:
        marker, length = struct.unpack_from(">xBH", content, place)
        found.append((marker, content[place + 4 : place + 2 + length]))
        place += 2 + length
    return found


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_keeps_picture_colours_and_how_it_is_turned(order):
    cleaned = clean_photo(jpeg(orientation=6, order=order))
    kept = segments(cleaned)
    assert SECRET not in cleaned
    assert cleaned.endswith(SCAN + b"\xff\xd9")
    assert [marker for marker, _ in kept] == [0xE0, 0xE1, 0xE2, 0xDB, 0xC0, 0xC4, 0xDA]
    assert kept[0][1] == b"JFIF\0\1\1\0\0\1\0\1\0\0"  # without its small picture
    assert kept[1][1].startswith(b"Exif\0\0MM")
    assert struct.unpack_from(">HHIH", kept[1][1], 16) == (0x0112, 3, 1, 6)
    assert kept[2][1] == COLOURS
    assert clean_photo(cleaned) == cleaned


@pytest.mark.parametrize("orientation", [0, 1, 9])
def test_an_upright_jpeg_says_nothing_about_it(orientation):
    assert b"Exif" not in clean_photo(jpeg(orientation))


def test_a_png_keeps_its_picture_alone():
    told = ((b"tEXt", SECRET), (b"eXIf", SECRET), (b"iTXt", SECRET), (b"tIME", bytes(7)))
    content = png(200, *told, (b"gAMA", bytes(4))) + SECRET
    cleaned = clean_photo(content + content[-12 - len(SECRET) : -len(SECRET)])
    assert cleaned == png(200, (b"gAMA", bytes(4)))
    assert clean_photo(cleaned) == cleaned


def test_what_is_no_whole_photo_is_refused():
    wrong_check = png().replace(b"IDAT", b"IDAX")
    no_scan = jpeg().replace(b"\xff\xda", b"\xff\xdc")
    broken = {
        PDF: "只收 JPG、PNG",
        b"GIF89a": "照片只收 JPG、PNG",
        b"\0\0\0\x18ftypheic": "照片只收 JPG、PNG",
        jpeg() + bytes(LARGEST_FILE): "照片超过 5 MB",
        wrong_check: "读不出来",
        no_scan: "读不出来",
        jpeg()[:40] + b"\xff\xd9": "读不出来",
        b"\xff\xd8\xff\xd9": "读不出来",
        jpeg(size=(0, 8)): "读不出来",
        jpeg(size=(60_000, 60_000)): "尺寸太大",
    }
    for content, reason in broken.items():
        with pytest.raises(UnreadableFileError, match=reason) as caught:
            clean_photo(content)
        assert "PDF" not in str(caught.value)


def test_cut_off_anywhere_a_photo_is_refused_or_whole():
    for whole in (jpeg(), png()):
        for end in range(len(whole)):
            try:
                cleaned = clean_photo(whole[:end])
            except UnreadableFileError:
                continue
            assert cleaned == clean_photo(whole)
