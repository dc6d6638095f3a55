import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A Chromium of this machine: the one that the variable names, else one on the path; undefined when there is none. */
export const chromium = (environment: NodeJS.ProcessEnv): string | undefined =>
  environment['CHROMIUM'] ??
  (environment['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
