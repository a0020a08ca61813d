/** Which neurons are ranked: those of a kind of site, or of the selected one. */

import { useShallow } from 'zustand/react/shallow';
import { KINDS } from '../state/view';
import { useViewStore } from '../state/view-store';
import { Choice } from './choice';
import { KIND_NAMES } from './names';

export function SitesChoice() {
  const { kind, site } = useViewStore(useShallow(({ view: { kind, site } }) => ({ kind, site })));
  const set = useViewStore(state => state.set);
  return (
    <Choice
      label="Sites"
      value={site ?? kind}
      options={[
        ...(site === null ? [] : [{ value: site, name: site }]),
        ...KINDS.map(value => ({ value, name: KIND_NAMES[value] })),
      ]}
      onChoose={chosen => {
        const kinds = KINDS.find(each => each === chosen);
        if (kinds) set({ kind: kinds, site: null }, 'push');
      }}
    />
  );
}
