/** Which backend runs, why, and the choice of another. */

import { Popover, Tooltip } from 'radix-ui';
import { BACKENDS, type BackendReport, backendOf, START_TITLES } from '../engine/backend/names';
import { counted } from '../engine/counted';
import { type EngineState, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';

const AUTOMATIC = 'automatic';

export function BackendBadge() {
  const engine = useSession(state => state.engine);
  const reason = reasonOf(engine);
  return (
    <Popover.Root>
      <Tooltip.Provider delayDuration={200}>
        <Tooltip.Root>
          <Tooltip.Trigger asChild>
            <Popover.Trigger className="pill" data-testid="backend-badge">
              {titleOf(engine)}
            </Popover.Trigger>
          </Tooltip.Trigger>
          <Tooltip.Portal>
            <Tooltip.Content className="floating floating-hint" sideOffset={6} collisionPadding={8}>
              {reason}
            </Tooltip.Content>
          </Tooltip.Portal>
        </Tooltip.Root>
      </Tooltip.Provider>
      <Popover.Portal>
        <Popover.Content
          className="floating"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Where the model runs"
        >
          <p>{reason}</p>
          <BackendSelect />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function BackendSelect() {
  const backend = useViewStore(state => state.view.backend);
  const set = useViewStore(state => state.set);
  return (
    <label className="choice">
      <span>Backend</span>
      <select
        className="flat-select"
        value={backend ?? AUTOMATIC}
        onChange={event => {
          const chosen = BACKENDS.find(name => name === event.target.value) ?? null;
          set({ backend: chosen }, 'push');
        }}
      >
        <option value={AUTOMATIC}>automatic</option>
        {BACKENDS.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function titleOf(engine: EngineState): string {
  switch (engine.phase) {
    case 'starting':
      return engine.trying ? `${backendOf(engine.trying)} …` : 'starting …';
    case 'failed':
      return 'not running';
    case 'ready':
      return nameOf(engine.model.backend);
  }
}

function nameOf({ name, threads }: BackendReport): string {
  if (name !== 'wasm') return name;
  return `wasm · ${counted(threads, 'thread')}`;
}

function reasonOf(engine: EngineState): string {
  switch (engine.phase) {
    case 'starting':
      return [
        engine.remark,
        engine.trying ? `Starting ${START_TITLES[engine.trying]}.` : 'Choosing a backend.',
      ]
        .filter(sentence => sentence !== null)
        .join(' ');
    case 'failed':
      return engine.message;
    case 'ready':
      return engine.model.backend.reason;
  }
}
