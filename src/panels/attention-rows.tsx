/** Whether grids of sites show the attention sub-blocks too. */

import { useViewStore } from '../state/view-store';

export function AttentionRows() {
  const rows = useViewStore(state => state.view.rows);
  const set = useViewStore(state => state.set);
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={rows === 'all'}
        onChange={event => set({ rows: event.target.checked ? 'all' : 'resid,ffn' }, 'push')}
      />
      Attention rows
    </label>
  );
}
