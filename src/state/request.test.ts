import { describe, expect, it } from 'vitest';
import { isTouched, keyOf, requestOf, sameComputation, untouchedOf } from './request';
import type { View } from './view';
import { DEFAULT_VIEW } from './view-keys';

const viewOf = (patch: Partial<View>): View => ({ ...DEFAULT_VIEW, ...patch });

describe('the request of a view', () => {
  it('names no interventions where none are in force', () => {
    const plain = keyOf(requestOf(DEFAULT_VIEW));
    for (const patch of [
      { interventions: ' ; ' },
      { interventions: 'L3.ffn.7=0', applied: 'off' },
      { other: 'so fine' },
    ] as const) {
      expect(keyOf(requestOf(viewOf(patch)))).toBe(plain);
    }
    expect(isTouched(requestOf(DEFAULT_VIEW))).toBe(false);
  });

  it('has them in one form, however they are written', () => {
    const request = requestOf(viewOf({ interventions: 'L3.ffn.{7,1} = 0 ;L5.resid*2' }));
    expect(request.interventions).toBe('L3.ffn.{1,7}=0; L5.resid*2');
    expect(isTouched(request)).toBe(true);
  });

  it('has the other text only where a patch takes from it', () => {
    const other = 'so fine';
    expect(requestOf(viewOf({ interventions: 'L3.ffn.7=0', other }))).not.toHaveProperty('patchFrom');
    expect(requestOf(viewOf({ interventions: 'L3.ffn.7=patch', other: ' ' }))).not.toHaveProperty(
      'patchFrom',
    );
    expect(requestOf(viewOf({ interventions: 'L3.ffn.7=patch', other })).patchFrom).toBe(other);
  });

  it('without its interventions is that of the view without them', () => {
    const touched = viewOf({ interventions: 'L3.ffn.7=patch', other: 'so fine', steps: 20 });
    expect(keyOf(untouchedOf(requestOf(touched)))).toBe(keyOf(requestOf(viewOf({ steps: 20 }))));
  });
});

describe('comparing views', () => {
  it('finds the same computation when only the drawing changed', () => {
    expect(sameComputation(DEFAULT_VIEW, { ...DEFAULT_VIEW, unit: 'tokens', selected: 3 })).toBe(true);
    const walked = { site: 'L3.ffn', neuron: 'L3.ffn.812', rank: 'activation', find: '8' } as const;
    expect(sameComputation(DEFAULT_VIEW, { ...DEFAULT_VIEW, ...walked })).toBe(true);
  });

  it.each([{ text: 'other' }, { target: 'logit:positive' }, { steps: 51 }, { backend: 'cpu' as const }])(
    'finds another computation for %o',
    patch => {
      expect(sameComputation(DEFAULT_VIEW, { ...DEFAULT_VIEW, ...patch })).toBe(false);
    },
  );

  it('finds the same computation while the interventions that act are the same', () => {
    const view = viewOf({ interventions: 'L3.ffn.7=0' });
    expect(sameComputation(view, viewOf({ interventions: 'L3.ffn.7 = 0;', other: 'so fine' }))).toBe(true);
    expect(sameComputation(DEFAULT_VIEW, { ...view, applied: 'off' })).toBe(true);
    expect(sameComputation(DEFAULT_VIEW, view)).toBe(false);
    const patched = viewOf({ interventions: 'L3.ffn.7=patch' });
    expect(sameComputation(patched, { ...patched, other: 'so fine' })).toBe(false);
  });
});
