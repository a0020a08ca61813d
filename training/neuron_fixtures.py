"""Write what Captum and a high-precision reference compute for neurons of the shipped checkpoint: a test oracle.

Usage: python neuron_fixtures.py --model ../public/models/minilm-sst2 --out ../src/engine/fixtures

Writes neurons.json. The float16 weights are upcast to float64; eager attention, no dropout, attention mask all ones.
Captum is given word embeddings as inputs, so that its path is drawn in their space. Numbers are rounded to seven
significant digits.
"""

import argparse
from pathlib import Path

import torch
from captum.attr import (
    InternalInfluence,
    LayerActivation,
    LayerConductance,
    LayerGradientXActivation,
    LayerIntegratedGradients,
)

from conductance import NODES, PANELS, Line, is_full_cut, line_of, reference, summed_over_tokens, top_neurons
from oracle import SAMPLE_STRIDE, SAMPLES, TEXTS, Oracle, digest, made, rounded, write_fixture

NEURON_TEXTS = 4  # the first of TEXTS
MORE_SAMPLES = 64  # for the first text
CAPTUM_SITES = ["emb", "L0.attn", "L1.ffn", "L3.resid", "L3.ffn", "L5.attn", "L5.ffn", "L5.resid"]
LAST_BLOCK = "L5."
TOP = 10
LARGEST_DELTA = 1e-8  # of |ΔF|, for the reference's full cuts

# (method, rule, steps)
RUNS = [
    ("activation", None, None),
    ("gradient-x-activation", None, None),
    ("conductance", "riemann-left", 20),
    ("conductance", "gauss-legendre", 20),
    ("internal-influence", "riemann-left", 20),
    ("internal-influence", "gauss-legendre", 50),
    ("layer-integrated-gradients", "gauss-legendre", 20),
]
CAPTUM_RULES = {"riemann-left": "riemann_left", "gauss-legendre": "gausslegendre"}


def captum(oracle: Oracle, line: Line, site: str, method: str, rule: str | None, steps: int | None) -> torch.Tensor:
    """[tokens, neurons] of one site by one of Captum's layer methods."""
    forward = lambda embeddings: oracle.target(line.target)(oracle.logits_of_embeddings(embeddings))
    layer = oracle.sites[site]
    path = {"baselines": line.b, "n_steps": steps, "method": CAPTUM_RULES.get(rule)}
    match method:
        case "activation":
            found = LayerActivation(forward, layer).attribute(line.x)
        case "gradient-x-activation":
            found = LayerGradientXActivation(forward, layer, multiply_by_inputs=True).attribute(line.x)
        case "conductance":
            found = LayerConductance(forward, layer).attribute(line.x, **path)
        case "internal-influence":
            found = InternalInfluence(forward, layer).attribute(line.x, **path)
        case "layer-integrated-gradients":
            found = LayerIntegratedGradients(forward, layer).attribute(line.x, **path)
    return found[0].detach()


def brief(site: str, matrix: torch.Tensor, samples: int) -> dict:
    """The digest of a matrix [tokens, neurons] and its sum over neurons, one number a token.

    In the last block every second sample is at [CLS], the only token that still has a gradient there.
    """
    tokens, neurons = matrix.shape
    at_start = [site.startswith(LAST_BLOCK) and k % 2 == 0 for k in range(samples)]
    places = [
        (0 if start else k * tokens // samples, (k * SAMPLE_STRIDE + 7) % neurons) for k, start in enumerate(at_start)
    ]
    return {**digest(matrix, places), "tokens": rounded(matrix.sum(-1))}


def captum_runs(oracle: Oracle, line: Line, samples: int) -> list[dict]:
    return [
        {
            "site": site,
            "method": method,
            "rule": rule,
            "steps": steps,
            **brief(site, captum(oracle, line, site, method, rule, steps), samples),
        }
        for site in CAPTUM_SITES
        for method, rule, steps in RUNS
    ]


def text_case(oracle: Oracle, text: str, samples: int) -> dict:
    line = line_of(oracle, text)
    exact = reference(oracle, line)
    worst = max(abs(exact.delta(site) / exact.change) for site in exact.conductance if is_full_cut(site))
    assert worst <= LARGEST_DELTA, f"the reference's largest delta is {worst:.1e} of ΔF"
    print(f"{len(line.ids)} tokens, {line.label}, the reference's largest delta {worst:.1e} of ΔF", flush=True)
    return {
        "text": text,
        "ids": line.ids,
        "predicted": line.label,
        "target": line.target,
        "baseline": "pad",
        "value": rounded(exact.value),
        "baselineValue": rounded(exact.baseline_value),
        "reference": [
            {
                "site": site,
                "fullCut": is_full_cut(site),
                "delta": rounded(exact.delta(site)),
                **brief(site, matrix, samples),
            }
            for site, matrix in exact.conductance.items()
        ],
        "top": [
            {"site": site, "index": index, "conductance": rounded(value)}
            for site, index, value in top_neurons(summed_over_tokens(exact.conductance), TOP)
        ],
        "captum": captum_runs(oracle, line, samples),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder to write neurons.json to")
    args = parser.parse_args()

    oracle = Oracle(args.model, torch.float64)
    origin = {**made("neuron_fixtures.py", args.model, "float64"), "referenceRule": {"panels": PANELS, "nodes": NODES}}
    cases = [
        text_case(oracle, text, MORE_SAMPLES if i == 0 else SAMPLES) for i, text in enumerate(TEXTS[:NEURON_TEXTS])
    ]
    write_fixture(args.out / "neurons.json", {"made": origin, "texts": cases})


if __name__ == "__main__":
    main()
