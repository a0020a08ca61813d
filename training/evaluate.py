"""Score the command line's records: accuracy, and how complete the adaptive rule's attributions are.

Usage:
  python evaluate.py --data SST-2 --write dev.txt
  npm run --silent explain -- --method none < dev.txt > predictions.jsonl
  head -100 dev.txt | npm run --silent explain > attributions.jsonl
  python evaluate.py --data SST-2 --predictions predictions.jsonl --attributions attributions.jsonl
"""

import argparse
import csv
import json
import statistics
from pathlib import Path


def read_dev(folder: Path) -> list[tuple[str, str]]:
    with (folder / "dev.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["sentence"].strip(), ["negative", "positive"][int(row["label"])]) for row in rows]


def read_records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with dev.tsv")
    parser.add_argument("--write", type=Path, help="write dev's sentences here, one a line")
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--attributions", type=Path)
    args = parser.parse_args()

    dev = read_dev(args.data)
    if args.write:
        args.write.write_text("".join(f"{sentence}\n" for sentence, _ in dev), encoding="utf-8")
    if args.predictions:
        records = read_records(args.predictions)
        assert [r["text"] for r in records] == [sentence for sentence, _ in dev[: len(records)]]
        right = 0
        for record, (_, label) in zip(records, dev):
            prediction = record["prediction"]
            right += prediction["labels"][prediction["logits"].index(max(prediction["logits"]))] == label
        print(f"accuracy {right}/{len(records)} = {right / len(records):.4f}")
    if args.attributions:
        runs = [record["attribution"] for record in read_records(args.attributions)]
        errors = [abs(run["delta"] / (run["value"] - run["baselineValue"])) for run in runs]
        evaluations = [run["evaluations"] for run in runs]
        print(f"error within 0.5 % of |delta F|: {sum(e <= 0.005 for e in errors)}/{len(errors)}, largest {max(errors):.2%}")
        print(f"evaluations: median {statistics.median(evaluations)}, most {max(evaluations)}")


if __name__ == "__main__":
    main()
