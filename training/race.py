"""Time Captum on what Finegrain does in one sweep: the conductance of every neuron of every site, for one sentence.

Usage:
  python race.py --model ../public/models/minilm-sst2
  python race.py --model ../public/models/minilm-sst2 --sites emb,L2.ffn,L5.resid --steps 100
  python race.py --model ../public/models/minilm-sst2 --out ../bench/captum.json

Captum has one layer a run, so that all sites are as many runs. It computes in float32, as its users do, with its left
rule; the error is against the float64 reference. With some sites only, the time for all is extrapolated from their
mean: give sites spread over the blocks, since the backward pass ends at the site and `emb` takes twice as long as the
last block. `npm run bench` shows what --out writes beside its own times: run both on the same machine, one after the
other, with as many threads as it has cores.
"""

import argparse
import datetime
import json
import os
import time
from pathlib import Path

import captum
import torch
from captum.attr import LayerConductance

from conductance import BySite, Line, largest_error, line_of, reference, summed_over_tokens
from oracle import Oracle

# SENTENCE in bench/texts.ts: 32 tokens.
SENTENCE = (
    "The first hour is patient, funny and beautifully shot, but the ending throws away everything that made the two "
    "sisters worth caring about in the first place."
)


def run_captum(oracle: Oracle, line: Line, site: str, steps: int, batch: int) -> torch.Tensor:
    """[tokens, neurons] of one site."""
    forward = lambda embeddings: oracle.target(line.target)(oracle.logits_of_embeddings(embeddings))
    method = LayerConductance(forward, oracle.sites[site])
    options = {"n_steps": steps, "method": "riemann_left", "internal_batch_size": batch}
    return method.attribute(line.x, baselines=line.b, **options)[0].detach()


def race(oracle: Oracle, line: Line, sites: list[str], steps: int, batch: int) -> tuple[BySite, float]:
    """Conductance by site, and seconds in all."""
    run_captum(oracle, line, sites[0], batch, batch)  # the first run of a shape is slower
    found: BySite = {}
    total = 0.0
    for site in sites:
        start = time.perf_counter()
        found[site] = run_captum(oracle, line, site, steps, batch)
        seconds = time.perf_counter() - start
        total += seconds
        print(f"{site} {seconds:.2f} s", flush=True)
    return found, total


def made() -> str:
    threads = torch.get_num_threads()
    versions = f"Captum {captum.__version__}, PyTorch {torch.__version__}"
    return f"{versions}, {threads} threads of {os.cpu_count()} cores, {datetime.date.today()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--batch", type=int, default=50, help="points that Captum evaluates at once")
    parser.add_argument("--sites", help="comma-separated; all unless given")
    parser.add_argument("--out", type=Path, help="file for the numbers, as bench/captum.ts reads them")
    args = parser.parse_args()

    oracle = Oracle(args.model)
    every = list(oracle.sites)
    sites = args.sites.split(",") if args.sites else every
    line = line_of(oracle, SENTENCE)
    print(f"{len(line.ids)} tokens, {args.steps} steps, {torch.get_num_threads()} threads of {os.cpu_count()} cores")
    found, total = race(oracle, line, sites, args.steps, args.batch)
    print(f"{len(sites)} sites {total:.1f} s, {total / len(sites):.2f} s a site")
    if len(sites) < len(every):
        print(f"all {len(every)} sites, extrapolated: {total / len(sites) * len(every):.0f} s")

    exact_oracle = Oracle(args.model, torch.float64)
    exact = reference(exact_oracle, line_of(exact_oracle, SENTENCE)).conductance
    summed = largest_error(summed_over_tokens(found), summed_over_tokens(exact))
    by_token = largest_error(found, exact)
    print(f"neuron error of these sites: {summed:.2%} summed over tokens, {by_token:.2%} token by token")
    if args.out:
        numbers = {"seconds": round(total, 2), "sites": len(sites), "steps": args.steps, "error": round(summed, 6)}
        args.out.write_text(json.dumps({**numbers, "made": made()}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
