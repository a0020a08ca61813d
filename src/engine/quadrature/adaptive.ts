/**
 * Local refinement: panels of [0, 1], each halved until it passes a test of its own. For integrals along a path the
 * test is completeness on the panel, which is sharper than any comparison of two rules.
 */

export interface Panel {
  readonly start: number;
  readonly end: number;
}

export interface PanelResult<R> extends Panel {
  readonly result: R;
}

/**
 * Integrates panel by panel: `initial` equal panels first, then halves of those that fail.
 * @param evaluate computes one panel; what it yields is passed on
 * @param failing the panels that do not pass, given all current ones
 * @param limit the most panels that may be computed, discarded ones included; those left failing are returned as they are
 * @returns the panels in the order of the path
 */
export async function* refinePanels<R>(
  evaluate: (panel: Panel) => AsyncGenerator<number, R>,
  failing: (panels: readonly PanelResult<R>[]) => ReadonlySet<PanelResult<R>>,
  { initial, limit }: { readonly initial: number; readonly limit: number },
): AsyncGenerator<number, readonly PanelResult<R>[]> {
  let panels: PanelResult<R>[] = [];
  for (let i = 0; i < initial; i++) {
    const panel = { start: i / initial, end: (i + 1) / initial };
    panels.push({ ...panel, result: yield* evaluate(panel) });
  }
  let computed = initial;
  for (;;) {
    const bad = failing(panels);
    if (bad.size === 0) return panels;
    const next: PanelResult<R>[] = [];
    for (const panel of panels) {
      if (!bad.has(panel) || computed + 2 > limit) {
        next.push(panel);
        continue;
      }
      computed += 2;
      const middle = (panel.start + panel.end) / 2;
      for (const half of [
        { start: panel.start, end: middle },
        { start: middle, end: panel.end },
      ]) {
        next.push({ ...half, result: yield* evaluate(half) });
      }
    }
    if (next.length === panels.length) return panels;
    panels = next;
  }
}
