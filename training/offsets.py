"""Write the fixture of the tokenizer's test: ids, tokens and character offsets of the Hugging Face fast tokenizer.

Usage: python offsets.py

Reads tokenizer.json and tokenizer_config.json of the shipped model, no weights. Besides the shipped settings,
some texts go through other settings of the normalizer and through added tokens. Offsets are converted from
code points to UTF-16 code units; tokens that the template adds have none.
"""

import json
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoTokenizer

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "public/models/minilm-sst2"
OUT = ROOT / "src/engine/text/fixtures/offsets.json"

TEXTS = [
    "",
    " ",
    " \t\r\n  ",
    "A quiet kitchen, a loud kettle.",
    "The overlong, underfed plot limps home!",
    "Don't, can't, won't: it's o'clock, y'all.",
    "A well-made, state-of-the-art, re-re-read book --- or so",
    "  leading, trailing and   inner   spaces  ",
    "tabs\tand\nnew\r\nlines\u2028and\u2029separators",
    "no-break\u00a0space, thin\u2009space, narrow\u202fspace, wide\u3000space",
    "Crème brûlée à la façon d'Zoë, naïve café",
    "Cre\u0300me bru\u0302le\u0301e, cafe\u0301 nai\u0308ve",
    "\u0301starts with a mark",
    "ends with a mark e\u0301\u0323",
    "Z\u0335\u0321\u0322a\u0334l\u0338g\u0337o\u0336",
    "Việt Nam: ngữ pháp tiếng Việt",
    "İstanbul, ısparta, DİYARBAKIR",
    "Straße, STRASSE, ẞ, ﬁne ﬂow, ǅ ǆ Ǆ",
    "ΟΔΥΣΣΕΥΣ ὁδός ᾼ ᾳ ϐ ς",
    "Привет, мир! Ёлка и йод.",
    "Ґанок, їжак, ўсё",
    "שלום עולם, ספר טוב",
    "שָׁלוֹם עוֹלָם בית־ספר צה״ל",
    "مرحبا بالعالم، كتاب جيد؟",
    "مَرْحَبًا بِالعَالَمِ لا إله",
    "\u202bمرحبا\u202c hello \u2067שלום\u2069",
    "नमस्ते दुनिया, क्या हाल है?",
    "বাংলা ভাষা தமிழ் ภาษาไทย ខ្មែរ",
    "한국어 토큰, 안녕하세요",
    "\u1112\u1161\u11ab\u1100\u1173\u11af and 한글",
    "日本語のテキスト。カタカナ、ひらがな",
    "がぎぐ か\u3099き\u3099 ｶﾞ",
    "中文和English混合123。",
    "豈更 \U0002f800 \U00020000\U0002a6d6 \U0002b820\U0002b920 \U00030000",
    "smile 😀 and 👍🏽 and 👩‍👩‍👧‍👦 and 🏳️‍🌈",
    "flags 🇩🇪🇫🇷 and 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f keycap 1️⃣#️⃣",
    "glued😀word and ❤️love✨",
    "𝒜 𝔣𝔯𝔞𝔨𝔱𝔲𝔯 𝟙𝟚𝟛 𐐀𐐨 𐍈",
    "control\u0000\u0001\u0007 and\u007f \u0085next \u009fline \u000bvertical \u000cfeed",
    "zero\u200bwidth\u200cjoin\u200dsoft\u00adhyphen\ufeffbom\u2060word",
    "replacement \ufffd char, private \ue000 use, unassigned \u0378 \U000effff",
    "ﷺ ½ ² ™ Ω Å № ㎏ Ⅳ",
    "\u037e\u0387\u1fef\u2260\u226e\u00b4\u0344\u0958\u0374",
    "“quotes” ‘single’ «guillemets» – dash — dash … ellipsis",
    "$5.99 + 3% = ^_^ `tick` |pipe| ~tilde~ <b>bold</b> &amp;",
    "¿Qué tal? ¡Bien! §1 ¶2 ·3 ©2 ®",
    "e-mail me@example.org, see https://example.org/a_b?c=d#e",
    "1,000,000.50 and 3-4 and 1/2 and 2020-01-01",
    "the [MASK] of [SEP] and [CLS] with [PAD] or [UNK]",
    "[MASK][MASK]glued[SEP]words [mask] [MAS K] [[MASK]]",
    "word[MASK]-based, [MASK]\u0301 marked",
    "##ing ##s # # not a continuation",
    "[unused1] [unused99]",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
    "x" * 100 + " " + "y" * 101 + " end",
    "é" * 100 + " " + "e\u0301" * 101 + " end",
    "a" * 50 + "\u200b" * 60 + "b" * 50,
    "qzxj ☃ ☃☃ snow☃man",
    "İ" * 51 + " after",
    "\u1abf\u0fad\u1ab0x \u2e52 \u061d \U00010a01k \u302e\u302f",
    "\u0915\u093c\u0915\u094d\u0937 \u0bca \u0dda",
    "a\u0328\u0301 \u1e69 \u0073\u0307\u0323 \u01ed",
    "Ⱥⱥ Ⅷⅷ Ⓐⓐ ＡＢＣ ｆｕｌｌ－ｗｉｄｔｈ！",
    "line one's end.\n\nLine two’s start; it isn‘t over",
]

TRUNCATED = [
    ("one two three four five six seven eight nine ten eleven twelve", 8),
    ("exactly six tokens in here", 7),
    ("exactly five tokens in", 6),
    ("an unbelievablyoverlongcompoundword cut inside", 7),
    ("trailing spaces do not count   ", 8),
    ("[SEP] [MASK] [SEP] [MASK] [SEP]", 5),
]

MIXED = [
    "Crème BRÛLÉE, cafe\u0301 İI ΟΔΟΣ",
    "中文 mixed\u00a0Text 豈",
    "ctl\u0001\u200b\u000b\u0085x\ufffd \ufeffbom y\u000cz",
    "שָׁלוֹם Größe E\u0301 한 か\u3099",
    "😀 Don't [MASK] it",
]

ADDED = [
    "Größe GROSSE grösse größer GRO\u0308SSE",
    "zorps zorp, zorp-like unzorp ZORP zorp_ zorp\u0301 zorp",
    "a  <left>  b <right>  c<left><right>",
    "<left><left>most <left>mos",
    "\u4e2dgrösse\u4e2d  grösse",
    " blip Blip blips\u00a0BLIP",
]


def added(content: str, number: int, **settings: bool) -> dict:
    default = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=False)
    return {"id": 30522 + number, "content": content, **default, **settings}


VARIANTS = [
    ({"normalizer": {"lowercase": False}}, MIXED),
    ({"normalizer": {"strip_accents": False}}, MIXED),
    ({"normalizer": {"lowercase": False, "strip_accents": True}}, MIXED),
    ({"normalizer": {"clean_text": False, "handle_chinese_chars": False}}, MIXED),
    (
        {
            "added_tokens": [
                added("Grösse", 0, normalized=True),
                added("zorp", 1, single_word=True),
                added("<left>", 2, lstrip=True),
                added("<right>", 3, rstrip=True),
                added("<left>most", 4),
                added("blip", 5, normalized=True, single_word=True, lstrip=True),
            ]
        },
        ADDED,
    ),
]


def utf16(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le")) // 2


def record(text: str, ids, tokens, offsets) -> dict:
    # The template's tokens are the first and the last; a "[SEP]" inside was typed, and has a place.
    places = [[utf16(text, start), utf16(text, end)] for start, end in offsets[1:-1]]
    return {"text": text, "ids": list(ids), "tokens": tokens, "offsets": [None, *places, None]}


def shipped() -> list[dict]:
    tokenizer = AutoTokenizer.from_pretrained(MODEL)
    cases = []
    for text, limit in [*((text, None) for text in TEXTS), *TRUNCATED]:
        out = tokenizer(
            text,
            truncation=limit is not None,
            max_length=limit,
            return_offsets_mapping=True,
        )
        ids = out["input_ids"]
        case = record(text, ids, tokenizer.convert_ids_to_tokens(ids), out["offset_mapping"])
        cases.append(case if limit is None else {"maxTokens": limit, **case})
    return cases


def variant(changes: dict, texts: list[str]) -> dict:
    settings = json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    settings["normalizer"].update(changes.get("normalizer", {}))
    settings["added_tokens"] += changes.get("added_tokens", [])
    # The library reports added tokens as it looks for them, normalised; ours is the entry of the file.
    contents = {token["id"]: token["content"] for token in settings["added_tokens"]}
    tokenizer = Tokenizer.from_str(json.dumps(settings))
    cases = []
    for text in texts:
        out = tokenizer.encode(text)
        tokens = [contents.get(number) or tokenizer.id_to_token(number) for number in out.ids]
        cases.append(record(text, out.ids, tokens, out.offsets))
    return {**changes, "cases": cases}


def main() -> None:
    lines = ["{", '"shipped": [']
    lines.append(",\n".join(json.dumps(case) for case in shipped()))
    lines += ["],", '"variants": [']
    lines.append(",\n".join(json.dumps(variant(*each)) for each in VARIANTS))
    lines += ["]", "}"]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
