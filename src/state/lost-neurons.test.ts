import { describe, expect, it } from 'vitest';
import { encoderSites } from '../engine/transformer/sites';
import { rejectLost } from './lost-neurons';
import { createViewStore } from './view-store';

const sites = encoderSites(6, 384, 1536);

describe('a site or a neuron that the model lacks', () => {
  it('is put back with a notice', () => {
    const views = createViewStore();
    views.getState().set({ site: 'L6.ffn', neuron: 'L3.ffn.1536' }, 'push');
    rejectLost(views, sites);
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
    rejectLost(views, sites);
    const { view, notices } = views.getState();
    expect([view.site, view.neuron]).toEqual(['L5.resid', 'emb.0']);
    expect(notices).toEqual([]);
  });

  it('among several is named, be they examined or changed', () => {
    const views = createViewStore();
    views.getState().set({ interventions: 'L3.ffn.7=0; L6.resid@2*2', examined: 'emb.{0,384}' }, 'push');
    rejectLost(views, sites);
    const { view, notices } = views.getState();
    expect([view.interventions, view.examined]).toEqual(['', null]);
    expect(notices).toEqual([
      '“examined” was “emb.{0,384}”, but a set of neurons that the model has was expected; the default is used.',
      '“do” was “L3.ffn.7=0; L6.resid@2*2”, but a list of changes to what the model has, unlike L6.resid@2*2, was expected; the default is used.',
    ]);
  });

  it('is not looked for in the text: a token’s number may be any', () => {
    const views = createViewStore();
    views.getState().set({ interventions: 'L3.ffn.7@999=0' }, 'push');
    rejectLost(views, sites);
    expect(views.getState().view.interventions).toBe('L3.ffn.7@999=0');
  });
});
