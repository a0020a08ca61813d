/** Integrated gradients: ∫₀¹ ∇F(b + α(x − b)) dα · (x − b) (Sundararajan et al. 2017, arXiv 1703.01365, eq. 1). */

import { type PanelResult, refinePanels } from '../quadrature/adaptive';
import { fixedRule, gaussLegendre, onInterval } from '../quadrature/rules';
import { measureOf, TOLERANCE } from './completeness';
import type { Differentiable } from './differentiable';
import type { AttributionMethod, AttributionRun, TokenAttribution } from './method';
import { integrateAlongPath, type Path, valuesAlongPath } from './path';

/** Gauss–Legendre nodes a panel. Two panels of 16 already pass on most sentences. */
const PANEL_NODES = 16;
const FIRST_PANELS = 2;
/** The most panels computed, discarded ones included: 512 evaluations. */
const PANEL_LIMIT = 32;

const panelRule = gaussLegendre(PANEL_NODES);

/** One panel's share of every token's attribution, and of ΔF. */
interface PanelShare {
  readonly tokens: Float64Array;
  readonly change: number;
}

export const integratedGradients: AttributionMethod = (f, { input, baseline, rule, steps, signal }) => {
  if (!baseline) throw new Error('Integrated gradients need a baseline.');
  const path = { input, baseline };
  return rule === 'adaptive' ? adaptive(f, path, signal) : fixed(f, path, fixedRule(rule, steps), signal);
};

/** All points in one rule, as Captum does it. */
async function* fixed(
  f: Differentiable,
  path: Path,
  rule: ReturnType<typeof fixedRule>,
  signal: AbortSignal | undefined,
): AttributionRun {
  const [value = 0, baselineValue = 0] = await valuesAlongPath(f, path, [1, 0]);
  let evaluations = 0;
  const run = integrateAlongPath(f, path, rule, signal);
  for (;;) {
    const step = await run.next();
    if (step.done) return complete(step.value, value, baselineValue, evaluations);
    evaluations += step.value;
    yield evaluations;
  }
}

/** Panels of Gauss–Legendre nodes, each halved until its own tokens add up to its own change of F. */
async function* adaptive(f: Differentiable, path: Path, signal: AbortSignal | undefined): AttributionRun {
  const valueAt = rememberedValues(f, path);
  const [value = 0, baselineValue = 0] = await valueAt([1, 0, 1 / FIRST_PANELS]);

  const run = refinePanels<PanelShare>(
    async function* ({ start, end }) {
      const [after = 0, before = 0] = await valueAt([end, start]);
      const tokens = yield* integrateAlongPath(f, path, onInterval(panelRule, start, end), signal);
      return { tokens, change: after - before };
    },
    panels => incompletePanels(panels, value - baselineValue),
    { initial: FIRST_PANELS, limit: PANEL_LIMIT },
  );
  let evaluations = 0;
  for (;;) {
    const step = await run.next();
    if (step.done) return complete(sumTokens(step.value), value, baselineValue, evaluations);
    evaluations += step.value;
    yield evaluations;
  }
}

/** F at points of the path, each evaluated once. */
function rememberedValues(f: Differentiable, path: Path): (alphas: readonly number[]) => Promise<number[]> {
  const known = new Map<number, number>();
  return async alphas => {
    const missing = alphas.filter(alpha => !known.has(alpha));
    const values = missing.length > 0 ? await valuesAlongPath(f, path, missing) : [];
    missing.forEach((alpha, i) => {
      known.set(alpha, values[i] ?? Number.NaN);
    });
    return alphas.map(alpha => known.get(alpha) ?? Number.NaN);
  };
}

function complete(
  tokens: Float64Array,
  value: number,
  baselineValue: number,
  evaluations: number,
): TokenAttribution {
  const change = value - baselineValue;
  const delta = sum(tokens) - change;
  const withinTolerance = Math.abs(delta) <= TOLERANCE * measureOf(change, tokens);
  return { tokens, value, evaluations, completeness: { baselineValue, delta, withinTolerance } };
}

/** Panels whose own error is too large; the worst one where only their sum is, since errors of one sign add up. */
function incompletePanels(
  panels: readonly PanelResult<PanelShare>[],
  change: number,
): ReadonlySet<PanelResult<PanelShare>> {
  const tokens = sumTokens(panels);
  const allowed = TOLERANCE * measureOf(change, tokens);
  const errorOf = ({ result }: PanelResult<PanelShare>) => Math.abs(sum(result.tokens) - result.change);
  const failing = panels.filter(panel => errorOf(panel) > allowed / Math.sqrt(panels.length));
  if (failing.length > 0 || Math.abs(sum(tokens) - change) <= allowed) return new Set(failing);
  return new Set(panels.toSorted((a, b) => errorOf(b) - errorOf(a)).slice(0, 1));
}

function sumTokens(panels: readonly PanelResult<PanelShare>[]): Float64Array {
  const total = new Float64Array(panels[0]?.result.tokens.length ?? 0);
  for (const { result } of panels) {
    result.tokens.forEach((token, i) => {
      total[i] = (total[i] ?? 0) + token;
    });
  }
  return total;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
