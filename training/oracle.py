"""What the fixtures share: the texts, the checkpoint in PyTorch with its sites, and how numbers are written down.

Eager attention, no dropout, attention mask all ones, batch of one text without padding. Numbers are rounded to seven
significant digits.
"""

import hashlib
import json
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

# Sentences of our own. The first is stored in full (five tokens).
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
SAMPLES = 16
SAMPLE_STRIDE = 241  # prime to every width in the model, so that no dimension is sampled twice
PACKAGES = ("torch", "transformers", "tokenizers", "captum", "numpy")

Scalar = Callable[[torch.Tensor], torch.Tensor]  # logits [batch, labels] → target [batch]
SiteChange = Callable[[torch.Tensor], torch.Tensor]  # activations [batch, tokens, dims] → the same shape
Place = tuple[int, int]  # token, dim


class Oracle:
    """The checkpoint with its tokenizer, in float32 unless told."""

    def __init__(self, folder: Path, dtype: torch.dtype = torch.float32):
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(
            folder, dtype=dtype, attn_implementation="eager"
        ).eval()
        self.model.requires_grad_(False)
        self.words: torch.nn.Embedding = self.model.bert.embeddings.word_embeddings
        self.labels = [self.model.config.id2label[i] for i in range(self.model.config.num_labels)]
        self.sites = self._sites()

    def _sites(self) -> dict[str, torch.nn.Module]:
        """The module whose output is the site, in the order in which the forward pass meets them."""
        found = {"emb": self.model.bert.embeddings}
        for i, block in enumerate(self.model.bert.encoder.layer):
            found[f"L{i}.attn"] = block.attention.output.dense
            found[f"L{i}.ffn"] = block.intermediate
            found[f"L{i}.resid"] = block
        return found

    def logits(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits

    def logits_of_embeddings(self, embeddings: torch.Tensor) -> torch.Tensor:
        """Logits from word embeddings [batch, tokens, dims], before position and type embeddings are added."""
        mask = torch.ones(embeddings.shape[:2], dtype=torch.long)
        return self.model(inputs_embeds=embeddings, attention_mask=mask).logits

    @contextmanager
    def recorded(self) -> Iterator[dict[str, torch.Tensor]]:
        """Activations [batch, tokens, dims] by site of the forward pass made inside, read by forward hooks."""
        found: dict[str, torch.Tensor] = {}

        def keep(name: str):
            def hook(_module, _inputs, output):
                found[name] = output[0] if isinstance(output, tuple) else output

            return hook

        with self._hooked({name: keep(name) for name in self.sites}):
            yield found

    @contextmanager
    def changed(self, changes: dict[str, SiteChange]) -> Iterator[None]:
        """Forward passes made inside go on with what the functions make of their sites' outputs.

        Hooks run in the order in which they are added: those added inside, Captum's too, see the changed output.
        """

        def replace(change: SiteChange):
            def hook(_module, _inputs, output):
                return (change(output[0]), *output[1:]) if isinstance(output, tuple) else change(output)

            return hook

        with self._hooked({name: replace(change) for name, change in changes.items()}):
            yield

    @contextmanager
    def _hooked(self, hooks: dict[str, Callable]) -> Iterator[None]:
        handles = [self.sites[name].register_forward_hook(hook) for name, hook in hooks.items()]
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

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


def rounded(value: torch.Tensor | float) -> list | float:
    """A float, or nested lists of floats, with seven significant digits."""

    def walk(node):
        return [walk(child) for child in node] if isinstance(node, list) else float(f"{node:.7g}")

    return walk(value.detach().tolist() if isinstance(value, torch.Tensor) else value)


def spread_places(tokens: int, dims: int) -> list[Place]:
    """SAMPLES places of a matrix [tokens, dims], spread over both."""
    return [(k * tokens // SAMPLES, (k * SAMPLE_STRIDE + 7) % dims) for k in range(SAMPLES)]


def digest(matrix: torch.Tensor, places: list[Place]) -> dict:
    """A matrix [tokens, dims] in brief: its shape, its sums, and the values at some places as [token, dim, value]."""
    wide = matrix.double()
    return {
        "shape": list(matrix.shape),
        "sum": rounded(wide.sum()),
        "absoluteSum": rounded(wide.abs().sum()),
        "samples": [[token, dim, rounded(matrix[token, dim])] for token, dim in places],
    }


def made(script: str, folder: Path, dtype: str) -> dict:
    """Where a fixture comes from: the script, the checkpoint and the versions. `dtype` is a name, as `float32`."""
    return {
        "by": f"training/{script}",
        "model": folder.resolve().name,
        "sha256": hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest(),
        "dtype": f"float16 weights upcast to {dtype}, computed in {dtype}",
        "attention": "eager",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }


def write_fixture(path: Path, value: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(value) + "\n", encoding="utf-8")
    print(f"{path} {path.stat().st_size / 1000:.0f} kB")


def dump(value, indent: int = 0) -> str:
    """JSON with one line for each list that holds no object and no row, so that a diff can be read."""
    pad, end = " " * (indent + 1), " " * indent
    if isinstance(value, dict) and value:
        body = [f"{pad}{json.dumps(key)}: {dump(child, indent + 1)}" for key, child in value.items()]
        return "{\n" + ",\n".join(body) + f"\n{end}}}"
    if isinstance(value, list) and any(isinstance(child, dict) or len(str(child)) > 200 for child in value):
        return "[\n" + ",\n".join(pad + dump(child, indent + 1) for child in value) + f"\n{end}]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
