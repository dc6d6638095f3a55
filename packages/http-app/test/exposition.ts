interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly samples: Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\\\\n]|\\\\["\\\\n])*)"';
const HELP = new RegExp(`^# HELP (${NAME}) \\S.*$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (\\S+)$`);
const NUMBER = /^([+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?Inf|nan)$/i;

/**
 * Reads Prometheus's text format 0.0.4 and takes nothing that only some parsers take.
 *
 * @throws with what is wrong, and the name of the family.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, Family>();
  let help: string | undefined;
  let family: Family | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, helped] = HELP.exec(line) ?? [];
    const [, name, type] = TYPE.exec(line) ?? [];
    if (helped !== undefined) {
      help = helped;
    } else if (name !== undefined && type !== undefined) {
      if (help !== name) throw new Error(`${name} has no HELP before its TYPE`);
      if (families.has(name)) throw new Error(`${name} comes twice`);
      family = { name, type, samples: [] };
      families.set(name, family);
    } else {
      if (!family || help !== family.name)
        throw new Error(`a line stands outside of every family: ${line.slice(0, 40)}`);
      family.samples.push(sampleOf(line, family));
    }
  }
  for (const each of families.values()) check(each);
  return families;
}

function sampleOf(line: string, { name, type }: Family): Sample {
  const [, sampled, labels = ''] = SAMPLE.exec(line) ?? [];
  const value = line.slice(line.lastIndexOf(' ') + 1);
  if (sampled === undefined || !NUMBER.test(value)) throw new Error(`${name} has a line that is no sample`);
  const allowed = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name];
  if (!allowed.includes(sampled)) throw new Error(`${sampled} does not belong to ${name}`);
  const pairs = [...labels.matchAll(new RegExp(LABEL, 'g'))].map(([, label, text]) => [label!, text!] as const);
  if (new Set(pairs.map(([label]) => label)).size < pairs.length) throw new Error(`${name} repeats a label`);
  return { name: sampled, labels: Object.fromEntries(pairs), value: Number(value.replace(/inf$/i, 'Infinity')) };
}

function check({ name, type, samples }: Family): void {
  const series = samples.map((sample) => sample.name + JSON.stringify(sample.labels));
  if (new Set(series).size < series.length) throw new Error(`${name} has a series twice`);
  if (type === 'counter' && samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} counts below 0`);
  if (type !== 'histogram') return;
  for (const count of samples.filter((sample) => sample.name === `${name}_count`)) {
    const ofSame = ({ labels: { le: _le, ...labels } }: Sample): boolean =>
      JSON.stringify(labels) === JSON.stringify(count.labels);
    const buckets = samples.filter((sample) => sample.name === `${name}_bucket` && ofSame(sample));
    const bounds = buckets.map(({ labels }) => Number(labels['le']?.replace('+Inf', 'Infinity')));
    const isAscending = (values: readonly number[]): boolean =>
      values.every((value, at) => at === 0 || value >= values[at - 1]!);
    if (!isAscending(bounds) || !isAscending(buckets.map(({ value }) => value)))
      throw new Error(`${name} does not ascend`);
    if (bounds.at(-1) !== Infinity || buckets.at(-1)?.value !== count.value)
      throw new Error(`${name} has no last bucket that holds all`);
  }
}
