import { hash } from './chance.js';

/** What HubSpot keeps of a person; null is an empty value. */
export interface Person {
  readonly firstname: string | null;
  readonly lastname: string | null;
  readonly email: string | null;
  readonly createdate: string;
  readonly lastmodifieddate: string;
}

/** Every last name contains `Sandbox` and every address `sandbox.example`, in whatever case, so that a leak can be searched for. */
const firstNames = 'Ada Björn Chidi Dalia Elif Fumiko Gérard Hana Ivo Jelena Kwame Łucja Mateo Noor Oisín Priya'.split(
  ' ',
);
const lastNames = 'Sandboxley Sandboxton Sandboxwood Sandboxer Sandboxham Sandbox-Ito Sandboxová Sandboxñez'.split(' ');
const DOMAIN = 'sandbox.example';
const FIRST_DAY = Date.parse('2024-01-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

type Fields = Pick<Person, 'firstname' | 'lastname' | 'email'>;

/** What is found in real accounts, each with its share of a hundred contacts. The rest is tidy. */
const mess: readonly { readonly percent: number; readonly spoil: (tidy: Fields) => Partial<Fields> }[] = [
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
  const pick = <T>(values: readonly T[], salt: number): T => values[hash(seed, index, salt) % values.length]!;
  const firstname = pick(firstNames, 2);
  const lastname = pick(lastNames, 3);
  const local = `${firstname}.${lastname}.${index}`
    .normalize('NFD')
    .replace(/[^\w.-]/g, '')
    .toLowerCase();
  const tidy: Fields = { firstname, lastname, email: `${local}@${DOMAIN}` };
  const created = FIRST_DAY + (hash(seed, index, 4) % 700) * DAY_MS + (hash(seed, index, 5) % DAY_MS);
  const modified = created + (hash(seed, index, 6) % 100) * DAY_MS;
  return {
    ...tidy,
    ...spoiled(tidy, hash(seed, index, 7) % 100),
    createdate: new Date(created).toISOString(),
    lastmodifieddate: new Date(modified).toISOString(),
  };
}

function spoiled(tidy: Fields, percentile: number): Partial<Fields> {
  let below = 0;
  for (const { percent, spoil } of mess) {
    below += percent;
    if (percentile < below) return spoil(tidy);
  }
  return {};
}
