/** What every experiment has around its figure: what it is, its settings, its progress, its sentence, its fine print. */

import './experiment-frame.css';
import type { ReactNode } from 'react';
import type { ExperimentRecord } from '../engine/experiments/experiment';
import { shortened } from '../figures/settings';
import { type Experiment, useSession } from '../state/session';
import type { ExperimentName } from '../state/view';
import { useViewStore } from '../state/view-store';
import { DownloadMenu, pretty } from './download-menu';
import { ExperimentProgress } from './experiment-progress';
import type { Draw } from './figure';
import { Prose } from './prose';
import { Explained } from './term';
import { useFigureTheme } from './use-figure-theme';

interface Props {
  readonly kind: Exclude<ExperimentName, 'none'>;
  /** What its downloads are called. */
  readonly what: string;
  readonly about: string;
  readonly settings: ReactNode;
  readonly shown: {
    readonly run: Experiment | null;
    readonly records: readonly ExperimentRecord[];
    readonly isStale: boolean;
  };
  /** What has to be chosen before it can run; null where nothing is missing. */
  readonly missing: ReactNode;
  readonly sentence: string;
  /** The figures as they are saved; empty where there are none. */
  readonly draws: readonly Draw[];
  readonly csv: { readonly contents: string; readonly write: () => string };
  /** A line under saved figures: what was changed. */
  readonly caption: string;
  readonly finePrint: string;
  /** Figures and tables; what they need is known where `shown.records` has any. */
  readonly children: ReactNode;
}

export function ExperimentFrame(props: Props) {
  const { kind, what, about, settings, shown, sentence, draws, csv, caption, finePrint, children } = props;
  const { run, records, isStale } = shown;
  const theme = useFigureTheme();
  const set = useViewStore(state => state.set);
  const explanation = useSession(({ result }) => (result.stale ? null : result.explanation));
  const isExplaining = useSession(({ result }) => result.status === 'running');
  const isBlank = useViewStore(state => state.view.text.trim() === '');
  const missing = isBlank ? 'There is no text to experiment on.' : props.missing;
  const [record] = missing === null ? records : [];
  const isAhead = run ? run.status === 'running' : isExplaining;
  const isSaveable = record !== undefined && !isStale && run?.status !== 'running';
  return (
    <>
      <div className="experiment-head">
        <p className="dim">
          <Explained>{about}</Explained>
        </p>
        <div className="words-tools">
          <DownloadMenu
            what={what}
            explanation={isSaveable ? explanation : null}
            draws={draws}
            theme={theme}
            csv={csv}
            json={{
              contents: records.length > 1 ? 'experiment records' : 'experiment record',
              write: () => pretty(records.length > 1 ? records : (record ?? {})),
            }}
            subject={records.length > 1 ? `${records.length} sentences.` : undefined}
            caption={caption === '' ? [] : [caption]}
          />
          <button
            type="button"
            className="tool"
            aria-label="Close the experiment"
            onClick={event => {
              focusTab(event.currentTarget, kind);
              set({ experiment: 'none' }, 'push');
            }}
          >
            ×
          </button>
        </div>
      </div>
      <div className="controls experiment-controls">{settings}</div>
      {missing === null ? (
        <>
          <ExperimentProgress run={run} />
          <p className="say experiment-say" data-testid="experiment-sentence">
            <Prose>{record ? sentence : ''}</Prose>
          </p>
          <div className={classesOf(kind, record !== undefined || isAhead, isStale && record !== undefined)}>
            {record && children}
          </div>
        </>
      ) : (
        <p className="say dim experiment-missing">{missing}</p>
      )}
      {record && record.interventions.length > 0 && (
        <p className="fine-print">
          In force throughout:{' '}
          <code translate="no">{shortened(record.interventions.join('; '), MOST_IN_FORCE)}</code>
        </p>
      )}
      <p className="fine-print">
        <Explained>{finePrint}</Explained>
      </p>
    </>
  );
}

/** Gives the focus to an experiment's tab, before what has it now goes away. */
export function focusTab(from: Element, name: ExperimentName): void {
  from.closest('section')?.querySelector<HTMLElement>(`[role="tab"][id$="-trigger-${name}"]`)?.focus();
}

/** Room is kept for what is there or on its way. */
function classesOf(kind: string, hasRoom: boolean, isStale: boolean): string {
  return ['evidence', hasRoom ? `${kind}-evidence` : '', isStale ? 'stale' : ''].join(' ').trim();
}

/** Characters of interventions that are told. */
const MOST_IN_FORCE = 300;
