/** What mocha, vitest and node:test have in common. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown;
  /** @param timeoutMs - as vitest takes it. */
  readonly it: (title: string, test: () => Promise<void>, timeoutMs: number) => unknown;
}
