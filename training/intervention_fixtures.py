"""Write what PyTorch and Captum compute when neurons are changed in the forward pass: a test oracle.

Usage: python intervention_fixtures.py --model ../public/models/minilm-sst2 --out ../src/engine/fixtures

Writes interventions.json. Forward hooks on the sites' modules make the changes, and Captum is run on the
model with these hooks. The float16 weights are upcast to float64; eager attention, no dropout, attention
mask all ones. Captum is given word embeddings as inputs, so that its path is drawn in their space. Numbers
are rounded to seven significant digits.
"""

import argparse
import operator
import re
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from captum.attr import IntegratedGradients

from conductance import BySite, Line, gradients_at, line_of, summed_over_tokens
from neuron_fixtures import brief, captum
from oracle import SAMPLES, TEXTS, Oracle, SiteChange, made, rounded, write_fixture

TEXTS_CHANGED = [TEXTS[i] for i in (0, 2, 3, 4)]  # 5 to 39 tokens
TEXTS_WITH_CONDUCTANCE = (TEXTS[0], TEXTS[3])
WONDERFUL = "The acting is wonderful and the story moves."
DREADFUL = "The acting is dreadful and the story moves."
WARM, COLD = "A warm, funny and generous film.", "A cold, dull and pointless film."
PAIRS = [(WONDERFUL, DREADFUL), (DREADFUL, WONDERFUL), (WARM, COLD)]
TOP = 20
IG = {"rule": "gauss-legendre", "steps": 20}
POINTS_AT_ONCE = 10
CONDUCTANCE_SITES = ["L3.ffn", "L5.resid"]
CONDUCTANCE = {"rule": "riemann-left", "steps": 20}
CLOSE = 1e-5  # logits no further apart are taken for equal, as they would be in float32

PLACES = r"\d+|\{[\d,]+\}"
FORM = re.compile(rf"(emb|L\d\.(?:attn|ffn|resid))(?:\.({PLACES}))?(?:@({PLACES}))?([=*+-])(\S+)")

# Everything from the words to the logits passes these, so that they give the other text's logits.
CARRY_ALL = ["emb=patch", "L2.resid=patch", "L5.resid=patch", "L5.resid@0=patch"]
CARRY_NOTHING = ["L5.resid@4=patch", "L3.ffn*1", "L2.resid+0"]
CARRY_SOME = [
    "emb@4=patch", "L0.resid@{2,4,6}=patch", "L2.attn@{3,4}=patch", "L3.ffn=patch", "L3.ffn.812=patch",
    "L4.resid.{0,100,383}=patch", "L3.resid@4=baseline; L3.resid.{5,6,7}=patch",
]
CARRY_SOME_WITH_IG = ["L2.resid@4=patch", "L2.resid@4=patch; L3.ffn.812*-2; L4.resid.100@0+1.5"]
OPERATIONS = {"=": lambda _, value: value, "*": operator.mul, "+": operator.add, "-": operator.sub}


class Sources(NamedTuple):
    """What a change may put in: activations [1, tokens, neurons] of the untouched model."""

    baseline: BySite
    patch: BySite | None = None


def activations(oracle: Oracle, embeddings: torch.Tensor) -> BySite:
    with oracle.recorded() as found:
        oracle.logits_of_embeddings(embeddings)
    return found


def changes(interventions: str, sources: Sources) -> dict[str, SiteChange]:
    """One function a site, which makes the site's changes in the order of the list."""
    found: dict[str, SiteChange] = {}
    for text in interventions.split("; "):
        site, neurons, tokens, sign, value = FORM.fullmatch(text).groups()
        rows, width = sources.baseline[site].shape[1:]
        at = (slice(None), places(tokens, rows)[:, None], places(neurons, width))
        operand = getattr(sources, value)[site][at] if value in Sources._fields else float(value)
        found[site] = partial(changed_at, found.get(site, torch.clone), at, sign, operand)
    return found


def places(text: str | None, count: int) -> torch.Tensor:
    listed = range(count) if text is None else map(int, text.strip("{}").split(","))
    return torch.tensor(list(listed))


def changed_at(before: SiteChange, at: tuple, sign: str, operand: torch.Tensor | float, h: torch.Tensor):
    """The site's output after the changes made `before` and then this one."""
    after = before(h).clone()
    after[at] = OPERATIONS[sign](after[at], operand)
    return after


def top_ffn(oracle: Oracle, line: Line) -> list[tuple[str, int]]:
    """FFN neurons (site, index) with the largest gradient × activation summed over tokens, signed."""
    gradients, values = gradients_at(oracle, line, line.x), activations(oracle, line.x)
    ffn = [site for site in values if site.endswith(".ffn")]
    sums = summed_over_tokens({site: (gradients[site] * values[site])[0] for site in ffn})
    names = [(site, index) for site, row in sums.items() for index in range(len(row))]
    order = torch.cat(list(sums.values())).sort(descending=True, stable=True).indices[:TOP].tolist()
    return [names[k] for k in order]


def grouped(neurons: list[tuple[str, int]], change: str) -> str:
    """One change to all of them: `L2.ffn.{1,7}=0; L4.ffn.5=0`."""
    of = lambda site: ",".join(str(index) for own, index in sorted(neurons) if own == site)
    listed = "; ".join(f"{site}.{{{of(site)}}}{change}" for site in sorted({site for site, _ in neurons}))
    return re.sub(r"\{(\d+)\}", r"\1", listed)


def text_cases(tokens: int, top: list[tuple[str, int]]) -> tuple[list[str], list[str], list[str]]:
    """Those for the logits alone, those with ig, and those with ig and conductance."""
    best, second = (f"{site}.{index}" for site, index in top[:2])
    m = tokens // 2
    return (
        [
            "L2.attn.17=0", "L4.resid.200=0", "emb.33=0", "L4.ffn=0", "L5.attn.40=1", "L4.ffn.{1,7,812}=1",
            "L2.resid.383*3", "L0.attn.5*0", "emb.250-1.5", "L5.resid.7@0=2", f"L2.ffn.{{3,90}}@{m}*-2",
            "L3.resid.{10,20,300}=baseline", "L2.resid=baseline", grouped(top, "=baseline"),
            f"L3.resid.100=baseline; L3.resid.{{99,100}}@{m}*3; L3.resid@{m}*0.5",
        ],
        [
            f"{best}=0", "L1.ffn.1535=2.5", f"{best}*-2", "L3.resid.100+1.5", "L2.ffn*0.5", f"L1.attn@{m}=0",
            f"L3.resid.{{10,20,300}}@{{1,{m + 1}}}+1.5", "L1.ffn.5+1; L1.ffn.5*2",
            f"{second}=baseline", "emb=baseline", grouped(top, "=0"),
        ],
        [
            "L3.ffn.{7,248,812}*-2; L5.resid.7*3",
            f"emb.33=0; L1.attn.5*3; L2.ffn.812@{m}=1.5; L3.ffn.{{7,248}}=1; L3.resid.100-1.5; "
            "L5.resid.{7,8}=baseline",
        ],
    )


def case_fixture(oracle: Oracle, line: Line, sources: Sources, interventions: str, *more: str) -> dict:
    """The logits under the interventions, and what `more` names of ig and conductance."""
    conductance = None
    with oracle.changed(changes(interventions, sources)):
        logits = oracle.logits_of_embeddings(line.x)[0]
        ig = integrated(oracle, line) if "ig" in more else None
        if "conductance" in more:
            run = lambda site: captum(oracle, line, site, "conductance", **CONDUCTANCE)
            conductance = [{"site": s, **CONDUCTANCE, **brief(s, run(s), SAMPLES)} for s in CONDUCTANCE_SITES]
    return {"interventions": interventions, "logits": rounded(logits), "ig": ig, "conductance": conductance}


def integrated(oracle: Oracle, line: Line) -> dict:
    """Integrated gradients by Captum, with the changes in force at all points of the path."""
    forward = lambda embeddings: oracle.target(line.target)(oracle.logits_of_embeddings(embeddings))
    options = {"n_steps": IG["steps"], "method": "gausslegendre", "internal_batch_size": POINTS_AT_ONCE}
    found = IntegratedGradients(forward).attribute(line.x, baselines=line.b, **options)
    ends = {"value": rounded(forward(line.x)[0]), "baselineValue": rounded(forward(line.b)[0])}
    return {"target": line.target, **IG, **ends, "tokens": rounded(found[0].sum(-1))}


def text_fixture(oracle: Oracle, text: str) -> dict:
    line = line_of(oracle, text)
    assert_captum_sees_changes(oracle, line)
    logits = rounded(oracle.logits_of_embeddings(line.x)[0])
    case = partial(case_fixture, oracle, line, Sources(activations(oracle, line.b)))
    plain, with_ig, with_conductance = text_cases(len(line.ids), top_ffn(oracle, line))
    most = ("ig", "conductance") if text in TEXTS_WITH_CONDUCTANCE else ("ig",)
    cases = [case(each) for each in plain] + [case(each, "ig") for each in with_ig]
    cases += [case(each, *most) for each in with_conductance]
    weakest = min(distance(each["logits"], logits) for each in cases)
    assert weakest > CLOSE, f"a case changes the logits by no more than {weakest:.1e}"
    print(f"{len(line.ids)} tokens, {line.label}, weakest effect on the logits {weakest:.1e}", flush=True)
    return {"text": text, "ids": line.ids, "predicted": line.label, "logits": logits, "cases": cases}


def pair_fixture(oracle: Oracle, text: str, other: str) -> dict:
    line, donor = line_of(oracle, text), line_of(oracle, other)
    assert len(line.ids) == len(donor.ids) and line.label != donor.label
    logits, donor_logits = (rounded(oracle.logits_of_embeddings(each.x)[0]) for each in (line, donor))
    sources = Sources(activations(oracle, line.b), activations(oracle, donor.x))
    case = partial(case_fixture, oracle, line, sources)
    carried, nothing = [case(each) for each in CARRY_ALL], [case(each) for each in CARRY_NOTHING]
    some = [case(each) for each in CARRY_SOME] + [case(each, "ig") for each in CARRY_SOME_WITH_IG]
    assert all(distance(each["logits"], donor_logits) < CLOSE for each in carried)
    assert all(distance(each["logits"], logits) < CLOSE for each in nothing)
    assert all(distance(each["logits"], logits) > CLOSE for each in some)
    return {
        "text": text,
        "from": other,
        "ids": line.ids,
        "aligned": list(range(len(line.ids))),
        "logits": logits,
        "fromLogits": donor_logits,
        "cases": carried + nothing + some,
    }


def assert_captum_sees_changes(oracle: Oracle, line: Line) -> None:
    """At a changed site Captum reads the value after the change, and the slope of F along that value."""
    sources, held, step, seen = Sources(activations(oracle, line.b)), 2.5, 1e-3, []
    for value in (held, held - step, held + step):
        with oracle.changed(changes(f"L3.ffn.7={value}", sources)):
            methods = ("activation", "gradient-x-activation")
            values, products = (captum(oracle, line, "L3.ffn", name, None, None)[:, 7] for name in methods)
            target = oracle.target(line.target)(oracle.logits_of_embeddings(line.x))[0]
        assert (values == value).all()
        seen.append((float(target), float(products.sum()) / value))
    (_, gradient), (below, _), (above, _) = seen
    assert abs(gradient * 2 * step / (above - below) - 1) < 1e-4


def distance(logits: list[float], others: list[float]) -> float:
    return max(abs(a - b) for a, b in zip(logits, others))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder to write interventions.json to")
    args = parser.parse_args()

    oracle = Oracle(args.model, torch.float64)
    origin = made("intervention_fixtures.py", args.model, "float64")
    texts = [text_fixture(oracle, text) for text in TEXTS_CHANGED]
    patches = [pair_fixture(oracle, *pair) for pair in PAIRS]
    write_fixture(args.out / "interventions.json", {"made": origin, "texts": texts, "patches": patches})


if __name__ == "__main__":
    main()
