/** The button behind a list of which only the first are shown. */

interface Props {
  readonly isOpen: boolean;
  readonly first: number;
  /** What it says while the rest is hidden. */
  readonly closed: string;
  readonly onToggle: (isOpen: boolean) => void;
  readonly className?: string;
}

export function ShowAll({ isOpen, first, closed, onToggle, className = '' }: Props) {
  return (
    <button
      type="button"
      className={`link-button ${className}`.trim()}
      aria-expanded={isOpen}
      onClick={() => onToggle(!isOpen)}
    >
      {isOpen ? `Show the first ${first}` : closed}
    </button>
  );
}
