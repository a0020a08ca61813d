"""Write what PyTorch, transformers and Captum compute for the shipped checkpoint: the engine's test oracle.

Usage: python fixtures.py --model ../public/models/minilm-sst2 --out ../src/engine/fixtures

Writes bert.json (ids, offsets, logits, activations, gradients) and ig.json (integrated gradients). The
float16 weights are upcast to float32; eager attention, no dropout, attention mask all ones, batch of one
text without padding. Numbers are rounded to seven significant digits.
"""

import argparse
from pathlib import Path

import torch
from captum.attr import IntegratedGradients, LayerIntegratedGradients

from oracle import TEXTS, Oracle, digest, made, rounded, spread_places, write_fixture

FULL_TEXT = 0  # five tokens
TEXTS_WITH_SITES = 3  # the first of TEXTS, whose activations are stored
GRADIENT_TARGET = "logit:positive"

# (our name, Captum's name, steps)
RULES = [
    ("gauss-legendre", "gausslegendre", 50),
    ("gauss-legendre", "gausslegendre", 16),
    ("riemann-left", "riemann_left", 20),
    ("riemann-right", "riemann_right", 20),
    ("riemann-middle", "riemann_middle", 20),
    ("riemann-trapezoid", "riemann_trapezoid", 20),
]
VARIED_TEXT = 3  # the text that also gets the other baselines and targets, with the first rule
OTHER_BASELINES = ["mask", "zero", "mean"]
OTHER_TARGETS = ["prob", "logprob", "diff"]
POINTS_AT_ONCE = 10


def brief(matrix: torch.Tensor, full: bool) -> dict:
    """The digest of a matrix [tokens, dims]; all values where full."""
    found = digest(matrix, spread_places(*matrix.shape))
    return {**found, "values": rounded(matrix)} if full else found


def sites(oracle: Oracle, ids: torch.Tensor) -> dict[str, torch.Tensor]:
    """Activations [tokens, dims] by site."""
    with oracle.recorded() as found:
        oracle.logits(ids)
    return {site: activations[0] for site, activations in found.items()}


def gradient(oracle: Oracle, ids: torch.Tensor, full: bool) -> dict:
    """Gradient of GRADIENT_TARGET with respect to the word embeddings, and what the one-point methods make of it."""
    x = oracle.words(ids).requires_grad_()
    (slope,) = torch.autograd.grad(oracle.target(GRADIENT_TARGET)(oracle.logits_of_embeddings(x)).sum(), x)
    slope, x = slope[0], x.detach()[0]
    found = brief(slope, full)
    del found["sum"]  # LayerNorm takes each token's mean out, so a token's gradient sums to zero but for rounding
    return {
        "target": GRADIENT_TARGET,
        **found,
        "tokenAbsoluteSums": rounded(slope.abs().sum(-1)),
        "tokenInputXGradient": rounded((x * slope).sum(-1)),
    }


def utf16_offsets(text: str, offsets: list[tuple[int, int]], special: list[int]) -> list[list[int] | None]:
    """The tokenizer's code-point offsets as UTF-16 offsets; None for special tokens."""

    def units(end: int) -> int:
        return len(text[:end].encode("utf-16-le")) // 2

    return [None if is_special else [units(a), units(b)] for (a, b), is_special in zip(offsets, special)]


def bert_fixture(oracle: Oracle) -> list[dict]:
    cases = []
    for i, text in enumerate(TEXTS):
        encoded = oracle.tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
        ids = torch.tensor([encoded["input_ids"]])
        case = {
            "text": text,
            "ids": encoded["input_ids"],
            "tokens": oracle.tokenizer.convert_ids_to_tokens(encoded["input_ids"]),
            "offsets": utf16_offsets(text, encoded["offset_mapping"], encoded["special_tokens_mask"]),
            "logits": rounded(oracle.logits(ids)[0]),
            "gradient": gradient(oracle, ids, i == FULL_TEXT),
        }
        if i < TEXTS_WITH_SITES:
            case["sites"] = {site: brief(value, i == FULL_TEXT) for site, value in sites(oracle, ids).items()}
        cases.append(case)
    return cases


def baseline_embeddings(oracle: Oracle, ids: torch.Tensor, special: torch.Tensor, name: str) -> torch.Tensor:
    """[1, tokens, dims]: special tokens keep their word embedding, the rest get zero or the vocabulary's mean."""
    fill = torch.zeros(oracle.words.embedding_dim)
    if name == "mean":
        fill = oracle.words.weight.double().mean(0).float()
    return torch.where(special[None, :, None], oracle.words(ids), fill)


def integrate(oracle: Oracle, ids: torch.Tensor, special: torch.Tensor, target: str, baseline: str, rule) -> dict:
    """One run of Captum; token values are sums over the embedding dimension."""
    name, method, steps = rule
    scalar = oracle.target(target)
    options = {
        "n_steps": steps,
        "method": method,
        "internal_batch_size": POINTS_AT_ONCE,
        "return_convergence_delta": True,
    }
    if baseline in ("pad", "mask"):
        fill = oracle.tokenizer.pad_token_id if baseline == "pad" else oracle.tokenizer.mask_token_id
        x, b = ids, torch.where(special, ids, fill)
        forward = lambda inputs: scalar(oracle.logits(inputs))
        method_object = LayerIntegratedGradients(forward, oracle.words)
    else:
        x, b = oracle.words(ids), baseline_embeddings(oracle, ids, special, baseline)
        forward = lambda inputs: scalar(oracle.logits_of_embeddings(inputs))
        method_object = IntegratedGradients(forward)
    attribution, delta = method_object.attribute(x, baselines=b, **options)
    return {
        "target": target,
        "baseline": baseline,
        "rule": name,
        "steps": steps,
        "value": rounded(forward(x)[0]),
        "baselineValue": rounded(forward(b)[0]),
        "delta": rounded(delta[0]),
        "tokens": rounded(attribution[0].sum(-1)),
    }


def ig_fixture(oracle: Oracle) -> list[dict]:
    cases = []
    for i, text in enumerate(TEXTS):
        encoded = oracle.tokenizer(text, return_special_tokens_mask=True)
        ids = torch.tensor([encoded["input_ids"]])
        special = torch.tensor(encoded["special_tokens_mask"], dtype=torch.bool)
        predicted = int(oracle.logits(ids).argmax())
        label, other = oracle.labels[predicted], oracle.labels[1 - predicted]
        logit = f"logit:{label}"
        runs = [(logit, "pad", rule) for rule in RULES]
        if i == VARIED_TEXT:
            runs += [(logit, baseline, RULES[0]) for baseline in OTHER_BASELINES]
            targets = [f"{kind}:{label}" + (f",{other}" if kind == "diff" else "") for kind in OTHER_TARGETS]
            runs += [(target, "pad", RULES[0]) for target in targets]
        cases.append(
            {
                "text": text,
                "ids": encoded["input_ids"],
                "predicted": label,
                "runs": [integrate(oracle, ids, special, *run) for run in runs],
            }
        )
        print(f"{len(encoded['input_ids'])} tokens, {label}", flush=True)
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder to write bert.json and ig.json to")
    args = parser.parse_args()

    oracle = Oracle(args.model)
    origin = made("fixtures.py", args.model, "float32")
    for name, make in (("bert.json", bert_fixture), ("ig.json", ig_fixture)):
        write_fixture(args.out / name, {"made": origin, "texts": make(oracle)})


if __name__ == "__main__":
    main()
