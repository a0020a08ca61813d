/**
 * Integrated gradients: ∫₀¹ ∇F(b + α(x − b)) dα · (x − b) (Sundararajan et al. 2017, arXiv 1703.01365, eq. 1), and in
 * the same sweep, where sites are asked for, the conductance and internal influence of their neurons.
 */

import type { SiteMatrices } from '../neurons/neuron-table';
import { refinePanels } from '../quadrature/adaptive';
import {
  type FixedRule,
  fixedRule,
  gaussLegendre,
  onInterval,
  type QuadratureRule,
} from '../quadrature/rules';
import { relay } from '../relay';
import { areEqualScores, isConstant, measureOf, TOLERANCE } from './completeness';
import type { Differentiable } from './differentiable';
import { conductanceByLeftDifferences } from './left-differences';
import type { AttributionMethod, AttributionRun, TokenAttribution } from './method';
import { neuronsInOrder } from './neurons-in-order';
import { addTo, incompletePanels, isLong, type PanelShare, panelPlan, shareOf, sumTokens } from './panels';
import {
  batches,
  integrateAlongPath,
  isStill,
  ONE_POINT,
  type Path,
  type PathIntegral,
  type RecordedSites,
  rememberedValues,
  valuesAlongPath,
} from './path';
import { SITE_INTEGRALS, type SiteIntegral, type SiteIntegrals } from './site-recorder';

export const integratedGradients: AttributionMethod = (f, request) => {
  const { input, baseline, rule, steps, sites = [], integrals = SITE_INTEGRALS, signal } = request;
  if (!baseline) throw new Error('Integrated gradients need a baseline.');
  const path = { input, baseline };
  const recorded = { sites, integrals: sites.length > 0 ? integrals : [] };
  if (isStill(path)) return still(f, path, recorded, signal);
  if (rule !== 'adaptive') return fixed(f, path, fixedRules(rule, steps), recorded, signal);
  return recorded.integrals.includes('conductance') && isLong(input.tokens)
    ? wordsFirst(f, path, recorded, signal)
    : adaptive(f, path, recorded, signal);
};

/** The tokens as if they were alone, and the neurons after them. */
async function* wordsFirst(
  f: Differentiable,
  path: Path,
  recorded: RecordedSites,
  signal: AbortSignal | undefined,
): AttributionRun {
  const words = yield* adaptive(f, path, { sites: [], integrals: [] }, signal);
  return { ...words, neuronsLater: () => counter()(neuronsInOrder(f, path, recorded, words, signal)) };
}

/** Attributions and conductances are 0, internal influence is the gradient: by whichever rule, one evaluation tells. */
async function* still(
  f: Differentiable,
  path: Path,
  recorded: RecordedSites,
  signal: AbortSignal | undefined,
): AttributionRun {
  const [value = 0] = await valuesAlongPath(f, path, [1]);
  const counted = counter();
  const { tokens, sites } = yield* counted(inBatches(f, path, ONE_POINT, recorded, signal));
  return complete(tokens, value, value, counted.evaluations(), sites);
}

/** A rule of n points, and the nodes of its sister with one more, which Captum takes the differences of. */
function fixedRules(name: FixedRule, steps: number) {
  return { rule: fixedRule(name, steps), differenceNodes: () => fixedRule(name, steps + 1).nodes };
}

/** All points in one rule, as Captum does it; conductance takes a pass of its own, over one node more, not counted. */
async function* fixed(
  f: Differentiable,
  path: Path,
  { rule, differenceNodes }: ReturnType<typeof fixedRules>,
  { sites, integrals }: RecordedSites,
  signal: AbortSignal | undefined,
): AttributionRun {
  const [value = 0, baselineValue = 0] = await valuesAlongPath(f, path, [1, 0]);
  const counted = counter();
  const weighted = integrals.filter(name => name !== 'conductance');
  const withWords = { sites: weighted.length > 0 ? sites : [], integrals: weighted };
  const words = yield* counted(inBatches(f, path, rule, withWords, signal));
  const evaluations = counted.evaluations();
  const found = complete(words.tokens, value, baselineValue, evaluations, words.sites);
  if (!integrals.includes('conductance')) return found;
  const differences = () => conductanceByLeftDifferences(f, path, differenceNodes(), sites, signal);
  if (isLong(path.input.tokens)) {
    return { ...found, neuronsLater: () => counter()(conductanceOnly(differences())) };
  }
  const conductance = yield* counted(differences());
  return { ...found, neurons: { ...words.sites, conductance } };
}

async function* conductanceOnly(
  run: AsyncGenerator<number, SiteMatrices>,
): AsyncGenerator<number, SiteIntegrals> {
  return { conductance: yield* run };
}

/** The integral over all of a rule, batch by batch, so that no more is in memory than one batch leaves. */
async function* inBatches(
  f: Differentiable,
  path: Path,
  rule: QuadratureRule,
  recorded: RecordedSites,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, PathIntegral> {
  const tokens = new Float64Array(path.input.tokens);
  const sites = siteSums();
  let start = 0;
  for (const { length } of batches(Array.from(rule.nodes), path.input.tokens)) {
    const end = start + length;
    const part = { nodes: rule.nodes.slice(start, end), weights: rule.weights.slice(start, end) };
    const integral = yield* integrateAlongPath(f, path, part, recorded, signal);
    addTo(tokens, integral.tokens);
    sites.add(integral.sites);
    start = end;
  }
  return { tokens, sites: sites.total() };
}

/**
 * Panels of Gauss–Legendre nodes, each halved until its own tokens, and full cuts, add up to its own change of F. Where
 * F is the same at both ends and between, one panel over the whole path comes first: it tells whether anything moves.
 */
async function* adaptive(
  f: Differentiable,
  path: Path,
  recorded: RecordedSites,
  signal: AbortSignal | undefined,
): AttributionRun {
  const plan = panelPlan(path.input.tokens, recorded.sites.length > 0);
  const panelRule = gaussLegendre(plan.nodes);
  const fullCuts = new Set(f.sites.filter(({ fullCut }) => fullCut).map(({ site }) => site));
  const valueAt = rememberedValues(f, path);
  const edges = Array.from({ length: plan.initial - 1 }, (_, i) => (i + 1) / plan.initial);
  const ends = await valueAt([1, 0, ...edges]);
  const [value = 0, baselineValue = 0] = ends;
  const initial = areEqualScores(ends) ? 1 : plan.initial;
  const counted = counter();

  const panels = yield* counted(
    refinePanels<PanelShare>(
      async function* ({ start, end }) {
        const [after = 0, before = 0] = await valueAt([end, start]);
        const rule = onInterval(panelRule, start, end);
        const integral = yield* integrateAlongPath(f, path, rule, recorded, signal);
        return shareOf(integral, after - before, recorded.sites, fullCuts);
      },
      found => {
        if (isConstant(value, baselineValue, sumTokens(found))) return new Set();
        return found.length < plan.initial ? new Set(found) : incompletePanels(found, value - baselineValue);
      },
      { initial, limit: plan.limit },
    ),
  );
  const tokens = sumTokens(panels);
  const neurons = siteSums();
  for (const { result } of panels) neurons.add(result.sites);
  return complete(tokens, value, baselineValue, counted.evaluations(), neurons.total());
}

/** Turns a run that yields points evaluated into one that yields their running total. */
function counter() {
  let evaluations = 0;
  const counted = <R>(run: AsyncGenerator<number, R>): AsyncGenerator<number, R> =>
    relay(run, added => {
      evaluations += added;
      return evaluations;
    });
  return Object.assign(counted, { evaluations: () => evaluations });
}

function complete(
  tokens: Float64Array,
  value: number,
  baselineValue: number,
  evaluations: number,
  neurons: SiteIntegrals,
): TokenAttribution {
  const change = value - baselineValue;
  const delta = tokens.reduce((sum, token) => sum + token, 0) - change;
  const withinTolerance =
    isConstant(value, baselineValue, tokens) || Math.abs(delta) <= TOLERANCE * measureOf(change, tokens);
  const completeness = { baselineValue, delta, withinTolerance };
  return { tokens, value, evaluations, neurons, neuronsLater: null, completeness };
}

/** Integrals over the whole path from those over its parts, kept in float64; empty where no site was recorded. */
function siteSums() {
  const totals = new Map<SiteIntegral, Float64Array[]>();
  return {
    add(part: SiteIntegrals) {
      for (const name of SITE_INTEGRALS) {
        const matrices = part[name];
        if (!matrices) continue;
        const known = totals.get(name) ?? matrices.map(({ length }) => new Float64Array(length));
        totals.set(name, known);
        known.forEach((total, site) => {
          const matrix = matrices[site];
          if (matrix) addTo(total, matrix);
        });
      }
    },
    total(): SiteIntegrals {
      const rounded = [...totals].map(([name, sums]) => [name, sums.map(sum => Float32Array.from(sum))]);
      return Object.fromEntries(rounded);
    },
  };
}
