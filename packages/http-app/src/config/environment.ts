/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One variable and what is wrong with it; the text completes the sentence "VARIABLE …" and holds no value. */
export interface ConfigProblem {
  readonly variable: string;
  readonly expectation: string;
}

/** An empty list of public paths is a choice; any other empty variable is one that was not filled in. */
const MEANINGFUL_WHEN_EMPTY = 'PUBLIC_PATHS';

export const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(([name, text]) => text?.trim() || name === MEANINGFUL_WHEN_EMPTY),
  );

/**
 * The environment with `NAME_FILE` read into `NAME`, for secrets that are mounted as files. A trailing line break does
 * not count.
 */
export function withSecretFiles(
  environment: Environment,
  names: readonly string[],
  readFile: (path: string) => string,
): {
  readonly environment: Environment;
  /** The variables that were read from files. */
  readonly fromFiles: readonly string[];
  readonly problems: readonly ConfigProblem[];
} {
  const read: Record<string, string> = {};
  const problems: ConfigProblem[] = [];
  for (const name of names) {
    const variable = `${name}_FILE`;
    const path = environment[variable];
    if (path === undefined) continue;
    if (environment[name] !== undefined)
      problems.push({ variable, expectation: `must not be set together with ${name}` });
    const secret = contentOf(path, readFile);
    if (secret) read[name] = secret;
    else problems.push({ variable, expectation: 'must name a file that can be read and is not empty' });
  }
  return { environment: { ...environment, ...read }, fromFiles: Object.keys(read), problems };
}

function contentOf(path: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(path).trim();
  } catch {
    return undefined;
  }
}
