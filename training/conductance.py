"""Conductance of every neuron at high precision: what other implementations of it are compared with.

The path is the straight line in the space of word embeddings from the baseline to the text; position and type
embeddings are shared. Conductance of an activation h is the integral of ∂F/∂h · dh/dα over the path: panels of
Gauss–Legendre nodes, gradients by reverse mode, dh/dα by forward mode. Meant for a checkpoint in float64.
"""

from dataclasses import dataclass

import numpy as np
import torch

from oracle import Oracle

PANELS = 16
NODES = 12

BySite = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Line:
    """The path of one text: F is the predicted label's logit, the baseline `[PAD]` for all but special tokens."""

    ids: list[int]
    label: str
    target: str
    x: torch.Tensor  # [1, tokens, dims]
    b: torch.Tensor  # [1, tokens, dims]


@dataclass(frozen=True)
class Reference:
    value: float
    baseline_value: float
    conductance: BySite  # [tokens, neurons]

    @property
    def change(self) -> float:
        return self.value - self.baseline_value

    def delta(self, site: str) -> float:
        return float(self.conductance[site].sum()) - self.change


def line_of(oracle: Oracle, text: str) -> Line:
    encoded = oracle.tokenizer(text, return_special_tokens_mask=True)
    ids = torch.tensor([encoded["input_ids"]])
    special = torch.tensor([encoded["special_tokens_mask"]], dtype=torch.bool)
    label = oracle.labels[int(oracle.logits(ids).argmax())]
    baseline = torch.where(special, ids, oracle.tokenizer.pad_token_id)
    return Line(encoded["input_ids"], label, f"logit:{label}", oracle.words(ids), oracle.words(baseline))


def is_full_cut(site: str) -> bool:
    """Whether everything the model computes passes through the site, so that its conductance sums to ΔF."""
    return site == "emb" or site.endswith(".resid")


def reference(oracle: Oracle, line: Line, panels: int = PANELS) -> Reference:
    scalar = oracle.target(line.target)
    xi, omega = (torch.tensor(part, dtype=line.x.dtype) for part in np.polynomial.legendre.leggauss(NODES))
    weights = omega / (2 * panels)
    totals: BySite = {}
    for panel in range(panels):
        alphas = (panel + (1 + xi) / 2) / panels
        points = line.b + alphas[:, None, None] * (line.x - line.b)
        slopes = derivatives_along(oracle, line, points)
        for site, gradients in gradients_at(oracle, line, points).items():
            part = torch.einsum("k,ktn,ktn->tn", weights, gradients, slopes[site])
            totals[site] = totals.get(site, 0) + part
    ends = [float(scalar(oracle.logits_of_embeddings(end))[0]) for end in (line.x, line.b)]
    return Reference(*ends, totals)


def derivatives_along(oracle: Oracle, line: Line, points: torch.Tensor) -> BySite:
    """dh/dα [points, tokens, neurons] by site, in forward mode."""

    def activations(embeddings: torch.Tensor) -> BySite:
        with oracle.recorded() as found:
            oracle.logits_of_embeddings(embeddings)
        return found

    return torch.func.jvp(activations, (points,), ((line.x - line.b).expand_as(points),))[1]


def gradients_at(oracle: Oracle, line: Line, points: torch.Tensor) -> BySite:
    """∂F/∂h [points, tokens, neurons] by site, in reverse mode."""
    with oracle.recorded() as found:
        values = oracle.target(line.target)(oracle.logits_of_embeddings(points.clone().requires_grad_()))
    return dict(zip(found, torch.autograd.grad(values.sum(), list(found.values()))))


def summed_over_tokens(conductance: BySite) -> BySite:
    return {site: matrix.sum(0) for site, matrix in conductance.items()}


def top_neurons(conductance: BySite, count: int) -> list[tuple[str, int, float]]:
    """The neurons of all sites [neurons] with the largest absolute value, largest first, as (site, index, value)."""
    names = [(site, index) for site, values in conductance.items() for index in range(len(values))]
    values = torch.cat(list(conductance.values()))
    order = values.abs().sort(descending=True, stable=True).indices[:count].tolist()
    return [(*names[k], float(values[k])) for k in order]


def largest_error(found: BySite, exact: BySite) -> float:
    """max |difference| over the sites found, as a share of max |exact| over all sites."""
    differences = [float((values.double() - exact[site]).abs().max()) for site, values in found.items()]
    return max(differences) / max(float(values.abs().max()) for values in exact.values())
