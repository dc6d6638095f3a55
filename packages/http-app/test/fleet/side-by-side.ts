/** Tests that mostly wait: all begin at once, and each has its own title and outcome. */
export function sideBySide(stories: Readonly<Record<string, () => Promise<void>>>): void {
  const runs = new Map<string, Promise<void>>();
  before(() => {
    for (const [title, story] of Object.entries(stories)) {
      const run = story();
      // It is its test that fails.
      run.catch(() => undefined);
      runs.set(title, run);
    }
  });
  for (const title of Object.keys(stories)) it(title, () => runs.get(title));
}
