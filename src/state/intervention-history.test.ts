import { describe, expect, it } from 'vitest';
import { connectInterventionHistory, createInterventionHistory, MAX_UNDO } from './intervention-history';
import { createViewStore } from './view-store';

function connected(fragment = 'v=1&text=so+dull') {
  const views = createViewStore();
  views.getState().open(fragment, true);
  const history = createInterventionHistory();
  const end = connectInterventionHistory(views, history);
  return {
    views,
    end,
    change: (interventions: string, how: 'push' | 'replace' = 'push') =>
      views.getState().set({ interventions }, how),
    set: views.getState().set,
    undo: () => history.getState().undo(),
    redo: () => history.getState().redo(),
    list: () => views.getState().view.interventions,
    can: () => {
      const { canUndo, canRedo } = history.getState();
      return { canUndo, canRedo };
    },
  };
}

describe('undo', () => {
  it('takes changes of the list and of its switch back one by one, as choices of their own', () => {
    const { views, change, set, undo, list, can } = connected();
    expect(can()).toEqual({ canUndo: false, canRedo: false });
    change('emb=0');
    set({ applied: 'off' }, 'push');
    set({ unit: 'tokens' }, 'push');
    expect(can()).toEqual({ canUndo: true, canRedo: false });

    undo();
    expect(views.getState().view).toMatchObject({ interventions: 'emb=0', applied: 'on', unit: 'tokens' });
    expect(views.getState().arrival).toBe('push');
    undo();
    expect(list()).toBe('');
    expect(can()).toEqual({ canUndo: false, canRedo: true });
    undo();
    expect(list()).toBe('');
  });

  it('takes small changes in a row back at once', () => {
    const { change, set, undo, list } = connected();
    change('emb*2');
    change('emb*3', 'replace');
    change('emb*4', 'replace');
    set({ selected: 0 }, 'push');
    change('emb*5', 'replace');
    undo();
    expect(list()).toBe('emb*4');
    undo();
    expect(list()).toBe('emb*2');
    undo();
    expect(list()).toBe('');
  });

  it(`goes back ${MAX_UNDO} steps`, () => {
    const { change, undo, list, can } = connected();
    for (let factor = 0; factor < MAX_UNDO + 5; factor += 1) change(`emb*${factor}`);
    while (can().canUndo) undo();
    expect(list()).toBe('emb*4');
  });
});

describe('redo', () => {
  it('makes again what was undone, until something else is changed', () => {
    const { change, undo, redo, list, can } = connected();
    change('emb=0');
    change('emb=0; L5.resid*2');
    undo();
    undo();
    redo();
    expect(list()).toBe('emb=0');
    redo();
    expect(list()).toBe('emb=0; L5.resid*2');
    expect(can()).toEqual({ canUndo: true, canRedo: false });
    undo();
    change('emb=1');
    expect(can().canRedo).toBe(false);
    undo();
    expect(list()).toBe('emb=0');
  });
});

describe('a link that is opened', () => {
  it('is not taken back, nor anything before it', () => {
    const { views, change, undo, list, can } = connected();
    change('emb=0');
    views.getState().open('v=1&text=so+dull&do=emb*2', true);
    expect(can()).toEqual({ canUndo: false, canRedo: false });
    undo();
    expect(list()).toBe('emb*2');
  });

  it('with the same text and changes leaves the history as it is', () => {
    const { views, change, can } = connected();
    change('emb=0');
    views.getState().open('v=1&text=so+dull&do=emb=0&unit=tokens', false);
    expect(can().canUndo).toBe(true);
  });
});

it('a new text takes the changes that meant the old one’s tokens out of the history', () => {
  const { change, set, undo, redo, list, can } = connected();
  change('emb=0');
  change('emb=0; L3.ffn.7@1=0');
  change('emb=0; L3.ffn.7@1=0; L5.resid*2');
  undo();
  set({ text: 'quite fine' }, 'replace');
  expect(list()).toBe('emb=0');
  undo();
  expect(list()).toBe('');
  expect(can().canUndo).toBe(false);
  redo();
  redo();
  expect(list()).toBe('emb=0; L5.resid*2');
  expect(can().canRedo).toBe(false);
});

it('the end of the connection ends the recording', () => {
  const { change, end, can } = connected();
  end();
  change('emb=0');
  expect(can().canUndo).toBe(false);
});
