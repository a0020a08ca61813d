"""Score the command line's neurons against the float64 reference: errors, deltas, and how many of the top ten agree.

Usage:
  python evaluate_neurons.py --data SST-2 --write sentences.txt --count 20
  npm run --silent explain -- --neurons all < sentences.txt > neurons.jsonl
  python evaluate_neurons.py --data SST-2 --records neurons.jsonl --model ../public/models/minilm-sst2

The sentences are spread evenly over dev. An error is the largest absolute difference of any neuron of any site, as a
share of the largest absolute conductance of any. A sentence takes about half a second a token. What is written holds
SST-2's sentences: keep it out of the repository.
"""

import argparse
import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from conductance import (
    PANELS,
    BySite,
    Reference,
    is_full_cut,
    largest_error,
    line_of,
    reference,
    summed_over_tokens,
    top_neurons,
)
from evaluate import read_dev
from oracle import Oracle

TOP = 10


@dataclass(frozen=True)
class Score:
    """One sentence; errors and delta are shares, not per cent."""

    neuron_error: float
    token_error: float
    delta: float
    evaluations: int
    overlap: float


def chosen(sentences: list[str], count: int) -> list[str]:
    return sentences[:: len(sentences) // count][:count]


def records_of(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def matrices(neurons: list[dict], exact: BySite) -> tuple[BySite, BySite]:
    """A record's conductance by site, summed over tokens [neurons] and by token [tokens, neurons]; none may lack."""
    summed = {site: torch.full(matrix.shape[1:], torch.nan, dtype=torch.float64) for site, matrix in exact.items()}
    by_token = {site: torch.full_like(matrix, torch.nan) for site, matrix in exact.items()}
    for neuron in neurons:
        site, index = neuron["neuron"].rsplit(".", 1)
        summed[site][int(index)] = neuron["conductance"]
        by_token[site][:, int(index)] = torch.tensor(neuron["tokens"], dtype=torch.float64)
    for site, matrix in by_token.items():
        assert not (matrix.isnan().any() or summed[site].isnan().any()), f"{site}: a neuron is absent or has no number"
    return summed, by_token


def full_cut_delta(record: dict) -> float:
    """The largest delta of a site that is a full cut, as a share of |ΔF|."""
    run = record["attribution"]
    change = abs(run["value"] - run["baselineValue"])
    return max(abs(layer["delta"]) for layer in record["layers"] if is_full_cut(layer["site"])) / change


def score(record: dict, exact: Reference) -> Score:
    summed, by_token = matrices(record["neurons"], exact.conductance)
    exact_sums = summed_over_tokens(exact.conductance)
    top, exact_top = ({(site, index) for site, index, _ in top_neurons(part, TOP)} for part in (summed, exact_sums))
    return Score(
        neuron_error=largest_error(summed, exact_sums),
        token_error=largest_error(by_token, exact.conductance),
        delta=full_cut_delta(record),
        evaluations=record["attribution"]["evaluations"],
        overlap=len(top & exact_top) / TOP,
    )


def score_all(oracle: Oracle, records: Iterator[dict], sentences: list[str], panels: int) -> list[Score]:
    scores = []
    for record in records:
        line = line_of(oracle, record["text"])
        assert record["text"] in sentences, "a record's text is no sentence of dev"
        assert [token["id"] for token in record["tokens"]] == line.ids
        assert (record["target"], record["attribution"]["baseline"]) == (line.target, "pad")
        scores.append(score(record, reference(oracle, line, panels)))
        print(f"{len(scores)}: {len(line.ids)} tokens, neuron error {scores[-1].neuron_error:.2%}", flush=True)
    return scores


def spread(name: str, values: list[float]) -> str:
    return f"{name}: median {statistics.median(values):.2%}, worst {max(values):.2%}"


def report(scores: list[Score]) -> None:
    print(f"{len(scores)} sentences")
    print(spread("neuron error, summed over tokens", [s.neuron_error for s in scores]))
    print(spread("neuron error, token by token", [s.token_error for s in scores]))
    print(spread("largest delta of a full cut, of |delta F|", [s.delta for s in scores]))
    print(f"top {TOP} neurons found: {statistics.mean(s.overlap for s in scores):.1%} on average")
    evaluations = [s.evaluations for s in scores]
    print(f"evaluations: median {statistics.median(evaluations)}, most {max(evaluations)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev.tsv")
    parser.add_argument("--write", type=Path, help="write the chosen sentences here, one a line")
    parser.add_argument("--count", type=int, default=20, help="how many sentences to write")
    parser.add_argument("--records", type=Path, help="what the command line wrote")
    parser.add_argument("--model", type=Path, help="folder of the checkpoint; needed with --records")
    parser.add_argument("--panels", type=int, default=PANELS, help="of the reference")
    args = parser.parse_args()
    if args.records and not args.model:
        parser.error("--records needs --model")

    sentences = [sentence for sentence, _ in read_dev(args.data)]
    if args.write:
        lines = [f"{sentence}\n" for sentence in chosen(sentences, args.count)]
        args.write.write_text("".join(lines), encoding="utf-8")
    if args.records:
        oracle = Oracle(args.model, torch.float64)
        report(score_all(oracle, records_of(args.records), sentences, args.panels))


if __name__ == "__main__":
    main()
