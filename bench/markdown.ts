/** Tables and numbers of the report. */

import { median, type Times } from './timing';

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The median with the fastest and the slowest. */
export function spread(times: Times): string {
  return `${whole(median(times))} (${whole(Math.min(...times))}–${whole(Math.max(...times))})`;
}

export const threads = (count = 0) => `${count} thread${count === 1 ? '' : 's'}`;
const whole = (value: number) => value.toFixed(0);
export const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
export const kilobytes = (bytes: number) => `${(bytes / 1e3).toFixed(0)} kB`;
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
