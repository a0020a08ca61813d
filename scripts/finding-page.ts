/** What `finding-figure.ts` runs in Chromium. */

import { type AblationData, drawAblationCurves } from '../src/figures/ablation-curves';
import { figureMarkup } from '../src/figures/export';
import { FIGURE_THEMES } from '../src/figures/theme';

declare global {
  function drawFinding(data: AblationData, theme: keyof typeof FIGURE_THEMES, width: number): string;
}

globalThis.drawFinding = (data, name, width) => {
  const theme = FIGURE_THEMES[name];
  const unit = 'mean lead of the predicted label, in logits';
  const label = 'What is left of the decision when neurons are switched off, by ranking.';
  return figureMarkup([(svg, inner) => drawAblationCurves(svg, data, { width: inner, theme, unit, label })], {
    width,
    theme,
    caption: [],
  });
};
