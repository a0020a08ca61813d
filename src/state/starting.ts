/** How a starting engine gets on: what each event of loading changes. */

import type { LoadEvent } from '../worker/protocol';
import { type EngineState, STARTING, type StartingEngine } from './session';

/** The engine's state after an event of its loading. */
export function afterLoadEvent(engine: EngineState, event: LoadEvent): StartingEngine {
  const before = engine.phase === 'starting' ? engine : STARTING;
  switch (event.stage) {
    case 'backend':
      return { ...before, step: 'backend', trying: event.trying };
    case 'download': {
      const { file, loaded, total, cached } = event;
      return { ...before, step: 'download', file, loaded, total, cached };
    }
    case 'prepare':
      return { ...before, step: 'prepare' };
    case 'started':
    case 'loaded':
      return before;
    case 'again':
      return { ...STARTING, remark: event.sentence };
  }
}
