import { hash } from './chance.js';

/** What HubSpot keeps of a person; null is an empty value. */
export interface Person {
  readonly firstname: string | null;
  readonly lastname: string | null;
  readonly email: string | null;
}

/** Every last name contains `Sandbox` and every address `sandbox.example`, in whatever case, so that a leak can be searched for. */
const firstNames = 'Ada Björn Chidi Dalia Elif Fumiko Gérard Hana Ivo Jelena Kwame Łucja Mateo Noor Oisín Priya'.split(
  ' ',
);
const lastNames = 'Sandboxley Sandboxton Sandboxwood Sandboxer Sandboxham Sandbox-Ito Sandboxová Sandboxñez'.split(' ');
/** Of the first names, then of the last ones. */
const localParts = [...firstNames, ...lastNames].map((name) =>
  name
    .normalize('NFD')
    .replace(/[^\w.-]/g, '')
    .toLowerCase(),
);
const DOMAIN = 'sandbox.example';
const FIRST_DAY = Date.parse('2024-01-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

/** What is found in real accounts, each with its share of a hundred contacts. The rest is tidy. */
const mess: readonly { readonly percent: number; readonly spoil: (tidy: Person) => Partial<Person> }[] = [
  {
    percent: 5,
    spoil: ({ firstname, lastname }) => ({ firstname: `  ${firstname} `, lastname: `\t${lastname}\u00a0` }),
  },
  { percent: 4, spoil: ({ firstname, lastname }) => ({ firstname: `${firstname} ${lastname}`, lastname: null }) },
  {
    percent: 4,
    spoil: ({ firstname, lastname }) => ({
      firstname: firstname!.normalize('NFD'),
      lastname: lastname!.normalize('NFD'),
    }),
  },
  { percent: 3, spoil: ({ lastname }) => ({ lastname: `${lastname} 🎉` }) },
  { percent: 4, spoil: () => ({ firstname: null, lastname: null }) },
  { percent: 4, spoil: () => ({ email: null }) },
  { percent: 2, spoil: () => ({ firstname: '', lastname: null, email: null }) },
  { percent: 3, spoil: ({ email }) => ({ email: email!.replace('@', ' at ') }) },
  { percent: 2, spoil: ({ email }) => ({ email: email!.replace(DOMAIN, `bücher.${DOMAIN}`) }) },
  { percent: 2, spoil: ({ email }) => ({ email: ` ${email!.toUpperCase()} ` }) },
];

/** The person at an index, the same for the same seed. Created in another order than the ids suggest, as in real accounts. */
export function personAt(index: number, seed: number): Person {
  const first = hash(seed, index, 2) % firstNames.length;
  const last = hash(seed, index, 3) % lastNames.length;
  const email = `${localParts[first]}.${localParts[firstNames.length + last]}.${index}@${DOMAIN}`;
  const tidy: Person = { firstname: firstNames[first]!, lastname: lastNames[last]!, email };
  return { ...tidy, ...spoiled(tidy, hash(seed, index, 7) % 100) };
}

/** In Unix milliseconds; without the person, because an index over a million contacts needs nothing but the dates. */
export function createdAt(index: number, seed: number): number {
  return FIRST_DAY + (hash(seed, index, 4) % 700) * DAY_MS + (hash(seed, index, 5) % DAY_MS);
}

export function modifiedAt(index: number, seed: number): number {
  return createdAt(index, seed) + (hash(seed, index, 6) % 100) * DAY_MS;
}

/** Where the person with this address could be: the address itself has to be compared. */
export function indexInAddress(email: string): number | undefined {
  const index = /\.(\d{1,9})(?:@| at )/.exec(email)?.[1];
  return index === undefined ? undefined : Number(index);
}

function spoiled(tidy: Person, percentile: number): Partial<Person> {
  let below = 0;
  for (const { percent, spoil } of mess) {
    below += percent;
    if (percentile < below) return spoil(tidy);
  }
  return {};
}
