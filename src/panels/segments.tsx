/** A few choices side by side, one of them in force. */

import './segments.css';
import { useId } from 'react';

interface SegmentsProps<Value extends string> {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly name: string }[];
  readonly onChoose: (value: Value) => void;
  /** Why nothing can be chosen; null while it can. */
  readonly reason?: string | null;
}

export function Segments<Value extends string>({
  label,
  value,
  options,
  onChoose,
  reason = null,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="switch" disabled={reason !== null} title={reason ?? undefined}>
      <legend className="visually-hidden">
        {label}
        {reason !== null && `. ${reason}`}
      </legend>
      {options.map(option => (
        <label key={option.value} className="switch-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>{option.name}</span>
        </label>
      ))}
    </fieldset>
  );
}
