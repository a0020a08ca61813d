"""Write what PyTorch, transformers and Captum compute for the shipped checkpoint: the engine's test oracle.

Usage: python fixtures.py --model ../public/models/minilm-sst2 --out ../src/engine/fixtures

Writes bert.json (ids, offsets, logits, activations, gradients) and ig.json (integrated gradients). The
float16 weights are upcast to float32; eager attention, no dropout, attention mask all ones, batch of one
text without padding. Numbers are rounded to seven significant digits.
"""

import argparse
import hashlib
import json
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import torch
from captum.attr import IntegratedGradients, LayerIntegratedGradients
from transformers import AutoModelForSequenceClassification, AutoTokenizer

# Sentences of our own. The first is stored in full (five tokens); the first three have their activations stored.
TEXTS = [
    "Surprisingly tender comedy",
    "Bravo",
    "Crème brûlée for the eyes 🎬: naïve, très drôle, and over too soon 👩‍🎤!",
    "I expected very little, and yet the final half hour won me over completely.",
    "The orchestra plays beautifully and the costumes must have cost a fortune, but nobody in this palace ever "
    "says anything worth overhearing, and by the second ball I was counting the candles.",
    "My sister chose the film, so I went in ready to complain. For twenty minutes I had every reason to: the "
    "lighting is muddy, the jokes arrive late, and the detective mumbles through his moustache as if he were paid "
    "by the sigh. Then the lighthouse keeper turns up, played by a woman I had never seen before, and the whole "
    "picture wakes. She is funny without trying, frightening when she keeps still, and so good in the storm scene "
    "that people around me stopped chewing. The ending is a muddle and I did not mind. I would go again.",
]
FULL_TEXT = 0
TEXTS_WITH_SITES = 3
SAMPLES = 16
SAMPLE_STRIDE = 241  # prime to every width in the model, so that no dimension is sampled twice
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

Scalar = Callable[[torch.Tensor], torch.Tensor]  # logits [batch, labels] → target [batch]


class Oracle:
    """The checkpoint in float32 with its tokenizer."""

    def __init__(self, folder: Path):
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager"
        ).eval()
        self.model.requires_grad_(False)
        self.words: torch.nn.Embedding = self.model.bert.embeddings.word_embeddings
        self.labels = [self.model.config.id2label[i] for i in range(self.model.config.num_labels)]

    def logits(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits

    def logits_of_embeddings(self, embeddings: torch.Tensor) -> torch.Tensor:
        """Logits from word embeddings [batch, tokens, dims], before position and type embeddings are added."""
        mask = torch.ones(embeddings.shape[:2], dtype=torch.long)
        return self.model(inputs_embeds=embeddings, attention_mask=mask).logits

    def target(self, name: str) -> Scalar:
        kind, _, rest = name.partition(":")
        index = [self.labels.index(label) for label in rest.split(",")]
        match kind:
            case "logit":
                return lambda logits: logits[:, index[0]]
            case "prob":
                return lambda logits: logits.softmax(-1)[:, index[0]]
            case "logprob":
                return lambda logits: logits.log_softmax(-1)[:, index[0]]
            case "diff":
                return lambda logits: logits[:, index[0]] - logits[:, index[1]]
        raise ValueError(f"unknown target: {name}")


def rounded(value: torch.Tensor) -> list | float:
    """Nested lists of floats with seven significant digits."""

    def walk(node):
        return [walk(child) for child in node] if isinstance(node, list) else float(f"{node:.7g}")

    return walk(value.detach().tolist())


def digest(matrix: torch.Tensor, full: bool) -> dict:
    """A matrix [tokens, dims] in brief: sums, and samples as [token, dim, value]; all values where full."""
    tokens, dims = matrix.shape
    places = [(k * tokens // SAMPLES, (k * SAMPLE_STRIDE + 7) % dims) for k in range(SAMPLES)]
    wide = matrix.double()
    brief = {
        "shape": [tokens, dims],
        "sum": rounded(wide.sum()),
        "absoluteSum": rounded(wide.abs().sum()),
        "samples": [[token, dim, rounded(matrix[token, dim])] for token, dim in places],
    }
    return {**brief, "values": rounded(matrix)} if full else brief


def sites(oracle: Oracle, ids: torch.Tensor) -> dict[str, torch.Tensor]:
    """Activations [tokens, dims] by site, read by forward hooks."""
    found: dict[str, torch.Tensor] = {}

    def keep(name: str):
        def hook(_module, _inputs, output):
            found[name] = (output[0] if isinstance(output, tuple) else output)[0]

        return hook

    bert = oracle.model.bert
    hooks = [bert.embeddings.register_forward_hook(keep("emb"))]
    for i, block in enumerate(bert.encoder.layer):
        hooks.append(block.attention.output.dense.register_forward_hook(keep(f"L{i}.attn")))
        hooks.append(block.intermediate.register_forward_hook(keep(f"L{i}.ffn")))
        hooks.append(block.register_forward_hook(keep(f"L{i}.resid")))
    try:
        oracle.logits(ids)
    finally:
        for handle in hooks:
            handle.remove()
    return found


def gradient(oracle: Oracle, ids: torch.Tensor, full: bool) -> dict:
    """Gradient of GRADIENT_TARGET with respect to the word embeddings, and what the one-point methods make of it."""
    x = oracle.words(ids).requires_grad_()
    (slope,) = torch.autograd.grad(oracle.target(GRADIENT_TARGET)(oracle.logits_of_embeddings(x)).sum(), x)
    slope, x = slope[0], x.detach()[0]
    brief = digest(slope, full)
    del brief["sum"]  # LayerNorm takes each token's mean out, so a token's gradient sums to zero but for rounding
    return {
        "target": GRADIENT_TARGET,
        **brief,
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
            case["sites"] = {site: digest(value, i == FULL_TEXT) for site, value in sites(oracle, ids).items()}
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


def dump(value, indent: int = 0) -> str:
    """JSON with one line for each list that holds no object and no row, so that a diff can be read."""
    pad, end = " " * (indent + 1), " " * indent
    if isinstance(value, dict) and value:
        body = [f"{pad}{json.dumps(key)}: {dump(child, indent + 1)}" for key, child in value.items()]
        return "{\n" + ",\n".join(body) + f"\n{end}}}"
    if isinstance(value, list) and any(isinstance(child, dict) or len(str(child)) > 200 for child in value):
        return "[\n" + ",\n".join(pad + dump(child, indent + 1) for child in value) + f"\n{end}]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder to write bert.json and ig.json to")
    args = parser.parse_args()

    oracle = Oracle(args.model)
    packages = ("torch", "transformers", "tokenizers", "captum", "numpy")
    made = {
        "by": "training/fixtures.py",
        "model": args.model.resolve().name,
        "sha256": hashlib.sha256((args.model / "model.safetensors").read_bytes()).hexdigest(),
        "dtype": "float16 weights upcast to float32, computed in float32",
        "attention": "eager",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in packages}},
    }
    args.out.mkdir(parents=True, exist_ok=True)
    for name, make in (("bert.json", bert_fixture), ("ig.json", ig_fixture)):
        path = args.out / name
        path.write_text(dump({"made": made, "texts": make(oracle)}) + "\n", encoding="utf-8")
        print(f"{path} {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
