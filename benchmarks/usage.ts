/** What a process has used so far. */
export interface Usage {
  /** CPU time in microseconds, of all its threads. */
  readonly cpuUs: number;
  /** Memory in bytes. */
  readonly rss: number;
}

// Loaded ahead of every process that is measured, which knows nothing of it.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, rss: process.memoryUsage.rss() } satisfies Usage);
});
process.channel?.unref();
