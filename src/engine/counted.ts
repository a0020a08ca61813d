/** Numbers of things in sentences, for the page and the command line alike. */

/** "1 token", "1,204 tokens", "1 pass", "2 passes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
