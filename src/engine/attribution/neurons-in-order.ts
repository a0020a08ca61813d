/**
 * The neurons of a long text, in a sweep of their own along the path: panel after panel, of which one is in memory at a
 * time. A panel is judged when it is there and not again, by the errors of its full cuts and by their sums so far.
 */

import type { Panel } from '../quadrature/adaptive';
import { gaussLegendre, onInterval } from '../quadrature/rules';
import { isConstant, measureOf } from './completeness';
import type { Differentiable } from './differentiable';
import type { TokenAttribution } from './method';
import { CUT_TOLERANCE, longPanelPlan, shareOf } from './panels';
import { integrateAlongPath, type Path, type RecordedSites, rememberedValues } from './path';
import type { SiteIntegral, SiteIntegrals } from './site-recorder';

/**
 * Integrals of the sites asked for, halving panels until every full cut adds up to ΔF within the tolerance of cuts.
 * @param words what the tokens' own sweep found: it says what errors are measured against
 * Yields the number of points evaluated after each batch; checks the signal between batches.
 */
export async function* neuronsInOrder(
  f: Differentiable,
  path: Path,
  recorded: RecordedSites,
  { value, completeness, tokens }: TokenAttribution,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, SiteIntegrals> {
  const baselineValue = completeness?.baselineValue ?? null;
  const plan = longPanelPlan(path.input.tokens);
  const panelRule = gaussLegendre(plan.nodes);
  const fullCuts = new Set(f.sites.filter(({ fullCut }) => fullCut).map(({ site }) => site));
  const valueAt = rememberedValues(f, path);
  const allowed = CUT_TOLERANCE * measureOf(value - (baselineValue ?? value), tokens);
  const initial = isConstant(value, baselineValue, tokens) ? 1 : plan.initial;
  const total = new Map<SiteIntegral, Float32Array[]>();
  /** Σ of each full cut so far, less the change of F so far. */
  let errors: readonly number[] = [];
  let computed = 0;
  /** Panels to come, the next one last. */
  const ahead: Panel[] = equalPanels(initial).reverse();
  for (let panel = ahead.pop(); panel; panel = ahead.pop()) {
    const { start, end } = panel;
    const [after = 0, before = 0] = await valueAt([end, start]);
    const rule = onInterval(panelRule, start, end);
    const integral = yield* integrateAlongPath(f, path, rule, recorded, signal);
    const { cuts, change, sites } = shareOf(integral, after - before, recorded.sites, fullCuts);
    computed += 1;
    const own = cuts.map(cut => cut - change);
    const sums = own.map((error, cut) => (errors[cut] ?? 0) + error);
    const isComplete =
      initial === 1 ||
      (own.every(error => Math.abs(error) <= allowed / Math.sqrt(initial)) &&
        sums.every(error => Math.abs(error) <= allowed));
    if (!isComplete && computed + ahead.length + 2 <= plan.limit) {
      const middle = (start + end) / 2;
      ahead.push({ start: middle, end }, { start, end: middle });
      continue;
    }
    errors = sums;
    addIntegrals(total, sites, recorded.integrals);
  }
  return Object.fromEntries(total);
}

function equalPanels(count: number): Panel[] {
  return Array.from({ length: count }, (_, at) => ({ start: at / count, end: (at + 1) / count }));
}

/** Adds a panel's integrals, in place: of a long text they are tens of megabytes. */
function addIntegrals(
  total: Map<SiteIntegral, Float32Array[]>,
  part: SiteIntegrals,
  integrals: readonly SiteIntegral[],
): void {
  for (const name of integrals) {
    const known = total.get(name);
    const added = part[name] ?? [];
    if (!known) total.set(name, [...added]);
    else for (const [site, sums] of known.entries()) addValues(sums, added[site]);
  }
}

function addValues(sums: Float32Array, added: Float32Array | undefined): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (added?.[i] ?? 0);
}
