import { describe, expect, it } from 'vitest';
import { encoderSites } from '../engine/transformer/sites';
import { experimentRequest, experimentSubjects } from './experiment-request';
import type { View } from './view';
import { DEFAULT_VIEW } from './view-keys';

const sites = encoderSites(2, 4, 60);

const viewOf = (patch: Partial<View>): View => ({ ...DEFAULT_VIEW, text: 'so dull', ...patch });
const asked = (patch: Partial<View>) => experimentRequest(viewOf(patch), sites);
const requestOf = (patch: Partial<View>) => asked(patch)?.request ?? null;

describe('no experiment is asked for', () => {
  it('where none is open', () => {
    expect(asked({ neuron: 'L1.ffn.7' })).toBeNull();
  });

  it('of no neuron, and of no other text', () => {
    expect(asked({ experiment: 'sweep' })).toBeNull();
    expect(asked({ experiment: 'patch', other: ' \n' })).toBeNull();
  });
});

describe('dose–response', () => {
  it('is of the selected neuron, by a factor in steps of a tenth', () => {
    expect(asked({ experiment: 'sweep', neuron: 'L1.ffn.7', controls: 5, seed: 3 })).toEqual({
      request: {
        kind: 'sweep',
        neurons: ['L1.ffn.7'],
        dose: 'factor',
        range: { from: -3, to: 3 },
        points: 61,
        controls: { count: 5, points: 16, seed: 3 },
      },
      texts: ['so dull'],
      lines: null,
    });
  });

  it('is of the examined set where there is one, each neuron by its address', () => {
    expect(
      requestOf({ experiment: 'sweep', neuron: 'emb.0', examined: 'L1.ffn.{1,7}; emb.3' }),
    ).toMatchObject({ neurons: ['L1.ffn.1', 'L1.ffn.7', 'emb.3'] });
  });

  it('by value takes the range of the neuron', () => {
    expect(requestOf({ experiment: 'sweep', neuron: 'emb.0', dose: 'value' })).toMatchObject({
      dose: 'value',
      range: null,
      points: 64,
    });
  });
});

describe('ablation', () => {
  it('tries every ranking that costs nothing, over all feed-forward neurons', () => {
    expect(requestOf({ experiment: 'ablation', controls: 5, seed: 3 })).toEqual({
      kind: 'ablation',
      rankings: ['conductance', 'gradient-x-activation', 'activation', 'internal-influence'],
      sites: null,
      counts: [0, 1, 2, 3, 5, 10, 20, 50, 100],
      controls: { count: 5, seed: 3 },
    });
  });

  it('tries a costlier ranking only where it ranks the neurons', () => {
    expect(requestOf({ experiment: 'ablation', rank: 'layer-integrated-gradients' })).toMatchObject({
      rankings: [
        'conductance',
        'gradient-x-activation',
        'activation',
        'internal-influence',
        'layer-integrated-gradients',
      ],
    });
  });

  it('tries what a method without a path knows', () => {
    const rank = 'layer-integrated-gradients';
    expect(requestOf({ experiment: 'ablation', method: 'saliency', rank })).toMatchObject({
      rankings: ['gradient-x-activation', 'activation'],
    });
  });

  it.each([
    [{ site: 'L1.attn' }, ['L1.attn'], [0, 1, 2, 3]],
    [{ kind: 'attn' }, ['L0.attn', 'L1.attn'], [0, 1, 2, 3, 5]],
    [{ kind: 'emb' }, ['emb'], [0, 1, 2, 3]],
    [{ kind: 'all' }, sites.map(({ site }) => site), [0, 1, 2, 3, 5, 10, 20, 50, 100]],
  ] as const)('of %o takes its sites, and no more neurons than they have', (patch, chosen, counts) => {
    expect(requestOf({ experiment: 'ablation', ...patch })).toMatchObject({ sites: chosen, counts });
  });

  it('is made on each sentence where there are any, whose lines are known', () => {
    expect(asked({ experiment: 'ablation', sentences: 'so fine \n\n  \r\nso bad' })).toMatchObject({
      texts: ['so fine', 'so bad'],
      lines: [1, 4],
    });
    expect(asked({ experiment: 'ablation', sentences: ' \n' })).toMatchObject({
      texts: ['so dull'],
      lines: null,
    });
  });
});

describe('the other experiments', () => {
  it('look for a set that flips the decision within the limit', () => {
    expect(requestOf({ experiment: 'flip', flipLimit: 7, site: 'emb' })).toEqual({
      kind: 'flip',
      sites: ['emb'],
      limit: 7,
    });
  });

  it('check the ranking of the view, or one that its method knows', () => {
    expect(requestOf({ experiment: 'check', rank: 'internal-influence', seed: 3 })).toEqual({
      kind: 'check',
      ranking: 'internal-influence',
      sites: null,
      count: 100,
      seed: 3,
    });
    expect(requestOf({ experiment: 'check', method: 'saliency' })).toMatchObject({
      ranking: 'gradient-x-activation',
    });
  });

  it('patch the rows that the layer grid shows', () => {
    expect(requestOf({ experiment: 'patch', other: 'so fine' })).toEqual({
      kind: 'patch',
      from: 'so fine',
      sites: ['emb', 'L0.ffn', 'L0.resid', 'L1.ffn', 'L1.resid'],
    });
    expect(requestOf({ experiment: 'patch', other: 'so fine', rows: 'all' })).toMatchObject({ sites: null });
  });
});

describe('the subjects of an experiment', () => {
  const subjectsOf = (patch: Partial<View>) => {
    const experiment = asked(patch);
    return experiment ? experimentSubjects(viewOf(patch), experiment) : [];
  };

  it('do not hold what was applied of their own result, so that its result stays when it is applied', () => {
    const interventions = 'L1.ffn.7=0; emb.0*2; emb@1=patch';
    const patch = { interventions, other: 'so fine' } as const;
    expect(subjectsOf({ ...patch, experiment: 'flip' })).toMatchObject([{ interventions }]);
    expect(subjectsOf({ ...patch, experiment: 'flip', examined: 'L1.ffn.7' })).toMatchObject([
      { interventions: 'emb.0*2; emb@1=patch' },
    ]);
    expect(subjectsOf({ ...patch, experiment: 'patch' })).toMatchObject([
      { interventions: 'L1.ffn.7=0; emb.0*2' },
    ]);
  });

  it('do not hold the neurons whose dose is varied', () => {
    const patch = { experiment: 'sweep', neuron: 'L1.ffn.7', interventions: 'L1.ffn.7=0; emb.0*2' } as const;
    expect(subjectsOf(patch)).toMatchObject([{ interventions: 'emb.0*2' }]);
  });

  it('have the interventions of the view in force, and ask for nothing of the neurons', () => {
    const interventions = 'emb.0@1=0; L1.resid=patch';
    expect(
      subjectsOf({
        experiment: 'flip',
        rank: 'layer-integrated-gradients',
        interventions,
        other: 'so fine',
      }),
    ).toMatchObject([{ text: 'so dull', interventions, patchFrom: 'so fine', neuronMethod: null }]);
  });

  it('of other sentences leave out those that mean tokens of the view’s text', () => {
    const subjects = subjectsOf({
      experiment: 'ablation',
      sentences: 'so fine\nso bad',
      interventions: 'emb.0@1=0; L1.ffn.7=0',
    });
    expect(subjects.map(({ text, interventions }) => [text, interventions])).toEqual([
      ['so fine', 'L1.ffn.7=0'],
      ['so bad', 'L1.ffn.7=0'],
    ]);
  });
});
