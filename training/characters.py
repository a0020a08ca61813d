"""Write how the tokenizers library classes characters for BERT: tables for the engine, digests for its test.

Usage: python characters.py

The library carries Unicode tables of its own, older than those of JavaScript engines, and the model was
trained on what it made of the text. The tables are read off the library by asking it about each character.
"""

import hashlib
import json
from pathlib import Path

from tokenizers import normalizers, pre_tokenizers

TEXT = Path(__file__).resolve().parent.parent / "src/engine/text"
BLOCK = 0x1000
# Every plane that has characters but the private ones, which are removed whole.
BLOCKS = [*range(0, 0x33), 0xE0]
# Capital letters of Unicode 15 and later, which some JavaScript engines do not lowercase yet.
NEW_CAPITALS = [(0x1C80, 0x1C8F), (0xA7C0, 0xA7FF), (0x10D40, 0x10D8F), (0x16EA0, 0x16EDF)]
DIGEST_DIGITS = 8


def only(**settings: bool) -> normalizers.Normalizer:
    off = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return normalizers.BertNormalizer(**{**off, **settings})


CLEAN, MARKS = only(clean_text=True), only(strip_accents=True)
NFD = normalizers.NFD()
FULL = normalizers.BertNormalizer()
SPLIT = pre_tokenizers.BertPreTokenizer()


def gone(normalizer: normalizers.Normalizer, character: str) -> bool:
    return normalizer.normalize_str(f"a{character}b") == "ab"


def ranges(points: list[int]) -> str:
    """`300-36f 483` for the sorted code points, in hexadecimal."""
    out: list[list[int]] = []
    for point in points:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in out)


def characters(start: int, end: int):
    return ((point, chr(point)) for point in range(start, end) if not 0xD800 <= point <= 0xDFFF)


def tables() -> dict[str, str]:
    kinds: dict[str, list[int]] = {"removed": [], "marks": [], "punctuation": [], "decomposed": []}
    for point, character in characters(0, 0x110000):
        if gone(CLEAN, character):
            kinds["removed"].append(point)
        elif gone(MARKS, character):
            kinds["marks"].append(point)
        elif len(SPLIT.pre_tokenize_str(f"a{character}b")) == 3:
            kinds["punctuation"].append(point)
        if NFD.normalize_str(character) != character:
            kinds["decomposed"].append(point)
    return {kind: ranges(points) for kind, points in kinds.items()}


def digests() -> dict[str, str]:
    """Per block of code points, what the library makes of `a`, the character, `b`: pieces joined by `|`."""
    out = {}
    for block in BLOCKS:
        lines = []
        for point, character in characters(block * BLOCK, (block + 1) * BLOCK):
            if any(start <= point <= end for start, end in NEW_CAPITALS):
                continue
            pieces = SPLIT.pre_tokenize_str(FULL.normalize_str(f"a{character}b"))
            lines.append("|".join(piece for piece, _ in pieces))
        out[f"{block:x}"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGEST_DIGITS]
    return out


def main() -> None:
    (TEXT / "bert-characters.json").write_text(json.dumps(tables(), indent=2) + "\n")
    fixture = {"block": BLOCK, "skipped": NEW_CAPITALS, "digests": digests()}
    (TEXT / "fixtures/characters.json").write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
