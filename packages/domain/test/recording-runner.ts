import type { Runner } from '@contacts-gateway/domain/contracts';

/** A test runner that runs nothing by itself. */
export class RecordingRunner implements Runner {
  readonly suites: string[] = [];
  readonly tests = new Map<string, () => Promise<void>>();

  readonly describe = (title: string, body: () => void): void => {
    this.suites.push(title);
    body();
  };

  readonly it = (title: string, test: () => Promise<void>): void => void this.tests.set(title, test);
}
