import { describe, expect, it } from 'vitest';
import { encoderSites } from '../engine/transformer/sites';
import { rejectLostNeurons } from './lost-neurons';
import { createViewStore } from './view-store';

const sites = encoderSites(6, 384, 1536);

describe('a site or a neuron that the model lacks', () => {
  it('is put back with a notice', () => {
    const views = createViewStore();
    views.getState().set({ site: 'L6.ffn', neuron: 'L3.ffn.1536' }, 'push');
    rejectLostNeurons(views, sites);
    const { view, notices } = views.getState();
    expect([view.site, view.neuron]).toEqual([null, null]);
    expect(notices).toEqual([
      '“site” was “L6.ffn”, but one of the model’s sites, emb to L5.resid, was expected; the default is used.',
      '“neuron” was “L3.ffn.1536”, but a neuron that the model has was expected; the default is used.',
    ]);
  });

  it('is told from those that it has', () => {
    const views = createViewStore();
    views.getState().set({ site: 'L5.resid', neuron: 'emb.0' }, 'push');
    rejectLostNeurons(views, sites);
    const { view, notices } = views.getState();
    expect([view.site, view.neuron]).toEqual(['L5.resid', 'emb.0']);
    expect(notices).toEqual([]);
  });
});
