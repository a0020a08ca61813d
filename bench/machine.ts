/** Where a measurement was made. */

import { cpus, release, totalmem, type } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Gigabytes of 10⁹ bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** Day of the measurement, ISO 8601. */
  readonly date: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory: totalmem() / 1e9,
    system: `${type()} ${release()}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
}
