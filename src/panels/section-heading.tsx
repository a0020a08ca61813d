/** The heading of a section that may still show what belongs to an earlier text or to earlier settings. */

import { useViewStore } from '../state/view-store';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly isStale: boolean;
  /** The text that the section shows. */
  readonly text: string;
}

/** Says so beside the name, once it lasts. */
export function SectionHeading({ id, name, isStale, text }: Props) {
  return (
    <div className="heading-line">
      <h2 id={id} className="heading">
        {name}
      </h2>
      <Outdated isStale={isStale} text={text} />
    </div>
  );
}

function Outdated({ isStale, text }: Pick<Props, 'isStale' | 'text'>) {
  const isOtherText = useViewStore(state => state.view.text !== text);
  if (!isStale) return null;
  return (
    <span className="outdated-note">
      {isOtherText ? 'Outdated: of the text before' : 'Outdated: before the last change'}
    </span>
  );
}
