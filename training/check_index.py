"""Compare the neuron index with PyTorch: activations of examples, as records of `npm run neuron` have them.

Usage: npm run --silent neuron -- L3.ffn.812 L0.attn.5 … | python check_index.py --model ../public/models/minilm-sst2

Prints the largest difference, as a share of the neuron's maximum, between PyTorch's activations and those of the index
(`index`) and of the engine (`engine`), and fails where one is above 1 %.
"""

import argparse
import json
import sys
from pathlib import Path

import torch

from oracle import Oracle

TOLERANCE = 0.01


def activations(oracle: Oracle, text: str, site: str, tokens: int) -> torch.Tensor:
    """Activations [tokens, width] of a text at a site."""
    encoded = oracle.tokenizer(text, return_tensors="pt", truncation=True)
    with oracle.recorded() as found:
        oracle.logits(encoded["input_ids"])
    values = found[site][0]
    if len(values) != tokens:
        raise SystemExit(f"{text!r}: {len(values)} tokens in PyTorch, {tokens} in the record")
    return values


def check(oracle: Oracle, record: dict) -> tuple[float, float, int]:
    """Largest difference of the index and of the engine, as shares of the neuron's maximum, and examples compared."""
    site, index = record["neuron"].rsplit(".", 1)
    scale = abs(record["statistics"]["maximum"])
    stored = computed = 0.0
    examples = record["examples"] + [example for band in record["bands"] for example in band["examples"]]
    for example in examples:
        if example["text"] is None:
            raise SystemExit(f"{record['neuron']}: examples have no text; is the corpus installed?")
        values = activations(oracle, example["text"], site, len(example["tokens"]))[:, int(index)]
        stored = max(stored, abs(values[example["token"]].item() - example["activation"]) / scale)
        computed = max(computed, (values - torch.tensor(example["activations"])).abs().max().item() / scale)
    return stored, computed, len(examples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    oracle = Oracle(parser.parse_args().model)
    worst = [0.0, 0.0]
    neurons = total = 0
    for line in sys.stdin:
        stored, computed, examples = check(oracle, json.loads(line))
        worst = [max(worst[0], stored), max(worst[1], computed)]
        neurons += 1
        total += examples
    print(f"{neurons} neurons, {total} examples: index {worst[0]:.2e}, engine {worst[1]:.2e} of the neuron's maximum")
    if max(worst) > TOLERANCE:
        raise SystemExit(f"above {TOLERANCE:.0%}")


if __name__ == "__main__":
    main()
