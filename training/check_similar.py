"""Score the listed correlated neurons of the index: does its random projection find the truly most correlated ones?

Usage: npm run --silent neuron -- L3.ffn.812 L0.attn.5 … | python check_similar.py --model ../public/models/minilm-sst2 \
           --corpus ../dist/corpus/brown [--sentences 8000] [--seed 1]

Correlates each neuron with all others by PyTorch, in float64 sums over all tokens but special ones of a random sample
of the corpus as the built page holds it. Prints, over the neurons: how many of the five truly most correlated (by |ρ|)
are listed, how much less the listed ones correlate than the true ones, and how far listed ρ are off the sample's.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import torch

from oracle import Oracle

BATCH_TOKENS = 4096


def sampled_texts(folder: Path, count: int, seed: int) -> list[str]:
    manifest = json.loads((folder / "corpus.json").read_text())
    per_file, total = manifest["sentencesPerFile"], manifest["sentences"]
    chosen = sorted(random.Random(seed).sample(range(total), min(count, total)))
    files: dict[int, list[str]] = {}
    for number in {at // per_file for at in chosen}:
        files[number] = json.loads((folder / f"{number}.json").read_text())
    return [files[at // per_file][at % per_file] for at in chosen]


def batches(encoded: list[list[int]]):
    """Texts of one length together, so that nothing is padded."""
    by_length: dict[int, list[list[int]]] = {}
    for ids in encoded:
        by_length.setdefault(len(ids), []).append(ids)
    for length, group in by_length.items():
        size = max(1, BATCH_TOKENS // length)
        for start in range(0, len(group), size):
            yield torch.tensor(group[start : start + size])


def correlations(oracle: Oracle, texts: list[str], columns: list[int]) -> tuple[torch.Tensor, int]:
    """ρ of these neurons with all neurons [columns, neurons], and the number of tokens."""
    encoded = oracle.tokenizer(texts, truncation=True)["input_ids"]
    sums = squares = products = None
    tokens = 0
    for ids in batches(encoded):
        with oracle.recorded() as found:
            oracle.logits(ids)
        values = torch.cat([found[site][:, 1:-1].flatten(0, 1) for site in oracle.sites], dim=1)
        if sums is None:
            # Sums about the first batch's mean keep what float32 products round away small.
            centre = values.mean(0)
            sums = torch.zeros(values.shape[1], dtype=torch.float64)
            squares = torch.zeros_like(sums)
            products = torch.zeros(len(columns), values.shape[1], dtype=torch.float64)
        values = values - centre
        tokens += len(values)
        sums += values.sum(0)
        squares += (values * values).sum(0)
        products += values[:, columns].T @ values
        print(f"\r{tokens} tokens", end="", file=sys.stderr)
    print(file=sys.stderr)
    covariance = products - torch.outer(sums[columns], sums) / tokens
    deviation = (squares - sums**2 / tokens).clamp(min=0).sqrt()
    scale = torch.outer(deviation[columns], deviation)
    return torch.where(scale > 0, covariance / scale, 0.0), tokens


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    records = [json.loads(line) for line in sys.stdin]
    oracle = Oracle(options.model)
    with oracle.recorded() as found:
        oracle.logits(torch.tensor([[101, 102]]))
    addresses = [f"{site}.{i}" for site in oracle.sites for i in range(found[site].shape[-1])]
    number = {address: at for at, address in enumerate(addresses)}
    columns = [number[record["neuron"]] for record in records]
    rho, tokens = correlations(oracle, sampled_texts(options.corpus, options.sentences, options.seed), columns)
    hits, shortfalls, errors = [], [], []
    for row, own, record in zip(rho, columns, records, strict=True):
        listed = record["similar"]
        strength = row.abs()
        strength[own] = -1
        best = strength.topk(len(listed))
        mine = [number[other["neuron"]] for other in listed]
        hits.append(len(set(mine) & set(best.indices.tolist())) / len(mine))
        shortfalls.append((best.values.mean() - strength[mine].mean()).item())
        errors += [abs(row[at].item() - other["correlation"]) for at, other in zip(mine, listed, strict=True)]
    for name, values in (("found", hits), ("mean |ρ| short by", shortfalls), ("listed ρ off by", errors)):
        ordered = torch.tensor(values).sort().values
        median, worst = ordered[len(ordered) // 2], ordered[0] if name == "found" else ordered[-1]
        print(f"{name}: mean {ordered.mean():.3f}, median {median:.3f}, worst {worst:.3f}")
    print(f"{len(records)} neurons, {tokens} tokens")


if __name__ == "__main__":
    main()
