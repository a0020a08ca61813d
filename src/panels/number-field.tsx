/** A number of the view, taken when it is finished: on Enter, on leaving, and with each step. */

import { useViewStore } from '../state/view-store';
import { useFinishedInput } from './use-finished-input';

interface NumberFieldProps {
  readonly label: string;
  readonly name: 'steps' | 'controls' | 'seed' | 'flipLimit';
  readonly min: number;
  readonly max: number;
}

export function NumberField({ label, name, min, max }: NumberFieldProps) {
  const value = useViewStore(state => state.view[name]);
  const field = useFinishedInput(String(value), text => {
    const { set } = useViewStore.getState();
    // An empty field names no number; the store refuses one that is out of range, and says so.
    if (text !== '') set({ [name]: Number(text) }, 'push');
    return String(useViewStore.getState().view[name]);
  });
  return (
    <label className="choice">
      <span>{label}</span>
      <input
        ref={field}
        type="number"
        className="flat-select"
        min={min}
        max={max}
        step={1}
        defaultValue={value}
      />
    </label>
  );
}
