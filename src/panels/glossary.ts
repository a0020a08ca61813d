/**
 * The terms of the field that the page uses, each in one sentence with its source: the only place where they are
 * defined. Loaded after the first paint.
 */

export interface Definition {
  /** How the page writes the term; the first is its name. */
  readonly forms: readonly string[];
  readonly means: string;
  /** Where the definition is from. */
  readonly source: string;
}

const IG = 'Sundararajan et al. 2017';
const TRANSFORMER = 'Vaswani et al. 2017';
const BERT = 'Devlin et al. 2019';

export const GLOSSARY = {
  token: {
    forms: ['token', 'tokens', 'Token', 'Tokens'],
    means: 'A piece of text that the model knows by itself: a word, a part of one, or a mark.',
    source: BERT,
  },
  'special-tokens': {
    forms: ['Special tokens', 'special tokens', '[CLS]', '[SEP]'],
    means:
      'Tokens that the model adds itself, [CLS] in front and [SEP] at the end; every baseline keeps them.',
    source: BERT,
  },
  method: {
    forms: ['Method'],
    means: 'How the prediction is traced back to words and neurons.',
    source: 'Captum',
  },
  target: {
    forms: ['Target', 'target'],
    means: 'The one number that is explained: a logit, a probability, or a difference of two logits.',
    source: 'Captum',
  },
  logit: {
    forms: ['logit', 'logits'],
    means: 'The model’s number for a class before softmax turns all of them into probabilities.',
    source: BERT,
  },
  baseline: {
    forms: ['Baseline', 'baseline'],
    means: 'The input that a text is compared with, such as [PAD] in place of every word.',
    source: IG,
  },
  rule: {
    forms: ['Rule', 'rule'],
    means:
      'Where on the straight path from baseline to text the gradient is evaluated, and with which weights; adaptive adds points until the parts add up.',
    source: 'Captum; Gauss–Legendre quadrature, Abramowitz and Stegun 25.4.29',
  },
  evaluations: {
    forms: ['evaluations', 'points', 'Steps'],
    means: 'Points of the path (quadrature nodes) at which the model and its gradient were computed.',
    source: 'Captum, n_steps',
  },
  attribution: {
    forms: ['attribution', 'Σ attributions', 'Attribution'],
    means: 'The part of the score that a word or a neuron is credited with, in units of the target.',
    source: IG,
  },
  change: {
    forms: ['ΔF', 'ΔF = F(x) − F(baseline)', 'F(x)', 'F(baseline)', 'score'],
    means: 'What there is to explain: the target at the text, F(x), less the target at the baseline.',
    source: IG,
  },
  delta: {
    forms: ['delta', 'delta = Σ − ΔF'],
    means: 'By how much the parts miss the whole: their sum less ΔF.',
    source: 'Captum, convergence delta',
  },
  completeness: {
    forms: ['completeness', 'Complete.', 'Not complete:'],
    means: 'That attributions add up to ΔF, as those of integrated gradients must.',
    source: `${IG}, proposition 1`,
  },
  site: {
    forms: ['site', 'sites', 'Site', 'Sites'],
    means: 'A place in the model where activations are read, written as block and kind, such as L3.ffn.',
    source: 'TransformerLens calls it a hook point',
  },
  block: {
    forms: ['block', 'blocks', 'Block', 'Blocks'],
    means:
      'One layer of the transformer, attention and then feed-forward; counted from 0 as L0, L1 and so on.',
    source: TRANSFORMER,
  },
  emb: {
    forms: ['emb', 'embedding'],
    means: 'What enters block 0: the sum of word, position and type embeddings, normalised.',
    source: BERT,
  },
  attn: {
    forms: ['attn', 'Attention', 'attention'],
    means: 'Output of a block’s attention, which mixes tokens, before it is added to the residual stream.',
    source: TRANSFORMER,
  },
  ffn: {
    forms: ['ffn', 'Feed-forward', 'feed-forward', 'all ffn'],
    means: 'The inner activations of a block’s feed-forward network, after its non-linearity.',
    source: TRANSFORMER,
  },
  resid: {
    forms: ['resid', 'block output', 'block’s output'],
    means: 'A block’s output, the residual stream that the next block reads.',
    source: 'Elhage et al. 2021',
  },
  neuron: {
    forms: ['neuron', 'neurons', 'Neurons'],
    means:
      'One number of a site’s activations: L3.ffn.812 is number 812 of the feed-forward site of block 3.',
    source: 'Geva et al. 2021',
  },
  'full-cut': {
    forms: ['full cut', 'full cuts'],
    means:
      'A site through which all of the computation passes, so that its neurons carry the whole score: the embedding and each block’s output.',
    source: 'Dhamdhere et al. 2018',
  },
  activation: {
    forms: ['activation', 'activations', 'Activation'],
    means: 'The number that a neuron computes at a token.',
    source: 'NeuroX',
  },
  'integrated-gradients': {
    forms: ['integrated gradients', 'Integrated gradients'],
    means: 'The gradient, averaged along the straight path from baseline to text, times the difference.',
    source: IG,
  },
  'input-x-gradient': {
    forms: ['input × gradient', 'Input × gradient'],
    means: 'Each input times the gradient at the text itself, without a baseline.',
    source: 'Shrikumar et al. 2017',
  },
  saliency: {
    forms: ['saliency', 'Saliency'],
    means: 'How strongly the target reacts to each input: the size of the gradient at the text.',
    source: 'Simonyan et al. 2014',
  },
  conductance: {
    forms: ['conductance', 'Conductance'],
    means: 'The part of the score that flows through a neuron on the path from baseline to text.',
    source: 'Dhamdhere et al. 2018',
  },
  'internal-influence': {
    forms: ['internal influence', 'Internal influence'],
    means: 'How strongly the target reacts to a neuron, averaged along the path, whatever the neuron does.',
    source: 'Leino et al. 2018',
  },
  'gradient-x-activation': {
    forms: ['gradient × activation', 'Gradient × activation'],
    means:
      'A neuron’s activation times the target’s gradient there: roughly what switching it off would take.',
    source: 'Captum, layer gradient × activation',
  },
  'layer-integrated-gradients': {
    forms: ['layer integrated gradients', 'Layer integrated gradients'],
    means: 'Integrated gradients on a path that is straight in a site’s activations instead of the input’s.',
    source: 'Captum',
  },
  percentile: {
    forms: ['percentile', 'are below'],
    means: 'The activation that so many percent of the corpus’s tokens stay below.',
    source: 'Hyndman and Fan 1996',
  },
  correlation: {
    forms: ['ρ', 'Moves with'],
    means: 'Correlation, from −1 to 1: Pearson’s of two neurons’ activations, Spearman’s of two rankings.',
    source: 'Bonett and Wright 2000',
  },
  'average-precision': {
    forms: ['Average precision', 'average precision', 'Parts of speech'],
    means:
      'How well a neuron’s activation finds the words of a class: the mean precision over all thresholds.',
    source: 'Antverg and Belinkov 2022',
  },
  'mean-z': {
    forms: ['Top words'],
    means: 'Words by how far from its mean the neuron is on them, in standard deviations, of the greatest.',
    source: 'NeuroX',
  },
  skewness: {
    forms: ['skewness'],
    means: 'How lopsided the distribution of activations is: above 0 where the long tail is on the right.',
    source: 'Joanes and Gill 1998',
  },
  kurtosis: {
    forms: ['excess kurtosis'],
    means: 'How heavy the tails of the distribution are: 0 for a normal distribution.',
    source: 'Joanes and Gill 1998',
  },
  ablation: {
    forms: ['Switched off', 'switched off'],
    means: 'Ablation: a neuron is set to 0 at every token, whatever the text.',
    source: 'Morcos et al. 2018',
  },
  area: {
    forms: ['Area', 'Area, top'],
    means: 'Mean height of a curve over log(1 + neurons off); low where the ranking finds what matters.',
    source: 'as the areas of Samek et al. 2017',
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type TermName = keyof typeof GLOSSARY;

/** The term that is written so; undefined where it is none. */
export function termOf(form: string): TermName | undefined {
  return BY_FORM.get(form);
}

const BY_FORM: ReadonlyMap<string, TermName> = new Map(
  termNames().flatMap(name => GLOSSARY[name].forms.map(form => [form, name] as const)),
);

/** All terms, in the order in which the glossary lists them. */
export function termNames(): TermName[] {
  // The keys of a literal are those of its type.
  return Object.keys(GLOSSARY) as TermName[];
}

/** A text in its parts: plain ones, and the first mention of each term, the longest form that fits. */
export function mentions(text: string): readonly { readonly text: string; readonly term?: TermName }[] {
  const parts: { text: string; term?: TermName }[] = [];
  const seen = new Set<TermName>();
  let plain = 0;
  for (const match of text.matchAll(FORMS)) {
    const term = termOf(match[0]);
    if (term === undefined || seen.has(term)) continue;
    seen.add(term);
    if (match.index > plain) parts.push({ text: text.slice(plain, match.index) });
    parts.push({ text: match[0], term });
    plain = match.index + match[0].length;
  }
  if (plain < text.length) parts.push({ text: text.slice(plain) });
  return parts;
}

const FORMS = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:${[...BY_FORM.keys()]
    .sort((a, b) => b.length - a.length)
    .map(form => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);
