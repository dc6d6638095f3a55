import { type HubSpotSearchPage, requestOf, standInUpstreams } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');

type Key = (id: string, property: (name: string) => string) => number | string;
type Condition = readonly [property: string, operator: string, value: string];

/** Searches an account with seeded, edited, created and archived contacts, and scans the truth for the same. */
describe('a search of the sandbox, compared with the truth', () => {
  const { hubSpot, tokens } = standInUpstreams({ contacts: 400, searchesPerSecond: 0, now: () => NOW });
  const ids = [...hubSpot.account.contacts()].map(({ id }) => id);
  hubSpot.edits.bulkEdit(ids.slice(50, 90), { firstname: 'Edited' });
  hubSpot.edits.bulkEdit(ids.slice(90, 95), { lastmodifieddate: '2025-01-01T00:00:00.000Z' });
  for (const id of ids.slice(120, 130)) hubSpot.edits.archive(id);
  for (let nth = 1; nth <= 20; nth += 1) hubSpot.edits.create({ firstname: `New ${nth}` });
  const truth = [...hubSpot.account.contacts()];

  const keys: Readonly<Record<string, Key>> = {
    lastmodifieddate: (_, property) => Date.parse(property('lastmodifieddate')),
    createdate: (_, property) => Date.parse(property('createdate')),
    firstname: (_, property) => property('firstname').toLowerCase(),
  };
  const idKeys: Readonly<Record<'number' | 'string', Key>> = { number: Number, string: (id) => id };
  const holds = (operator: string, key: number | string, value: number | string): boolean =>
    ({ EQ: key === value, GT: key > value, GTE: key >= value, LT: key < value, LTE: key <= value })[operator]!;

  const middle = ids[200]!;
  const groups: [what: string, groups: Condition[][]][] = [
    ['everything', []],
    ['dates from', [[['lastmodifieddate', 'GTE', '2025-06-01']]]],
    ['dates after', [[['lastmodifieddate', 'GT', String(NOW - 1)]]]],
    ['dates until', [[['lastmodifieddate', 'LTE', '2024-06-01']]]],
    ['one date', [[['lastmodifieddate', 'EQ', '2025-01-01T00:00:00Z']]]],
    [
      'one date, ids after',
      [
        [
          ['lastmodifieddate', 'EQ', String(NOW)],
          ['hs_object_id', 'GT', ids[60]!],
        ],
      ],
    ],
    [
      'the same id from both sides',
      [
        [
          ['hs_object_id', 'GTE', middle],
          ['hs_object_id', 'LTE', middle],
        ],
      ],
    ],
    ['ids after', [[['hs_object_id', 'GT', middle]]]],
    ['ids before', [[['hs_object_id', 'LT', middle]]]],
    ['old ones or new ones', [[['createdate', 'LT', '2024-03-01']], [['lastmodifieddate', 'GTE', String(NOW)]]]],
    ['old ones or high ids', [[['createdate', 'LT', '2024-03-01']], [['hs_object_id', 'GT', middle]]]],
    [
      'dates between, by name',
      [
        [
          ['createdate', 'GT', '2024-06-01'],
          ['firstname', 'GT', 'e'],
        ],
      ],
    ],
  ];

  type IdComparison = keyof typeof idKeys;

  const scan = (
    conditions: Condition[][],
    of: (id: string, property: string) => number | string,
    comparison: IdComparison,
  ) => {
    const valueOf = (property: string, value: string): number | string => {
      if (property.endsWith('date')) return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
      return property === 'hs_object_id' && comparison === 'number' ? Number(value) : value;
    };
    return truth
      .map(({ id }) => id)
      .filter(
        (id) =>
          conditions.length === 0 ||
          conditions.some((group) =>
            group.every(([property, operator, value]) => holds(operator, of(id, property), valueOf(property, value))),
          ),
      );
  };

  /** Page by page, and each with the same total. */
  const search = (conditions: Condition[][], sort: string, total: number): string[] => {
    const filterGroups = conditions.map((group) => ({
      filters: group.map(([propertyName, operator, value]) => ({ propertyName, operator, value })),
    }));
    const found: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const body = JSON.stringify({ filterGroups, sorts: [sort], limit: 37, after });
      const request = requestOf('POST', '/crm/v3/objects/contacts/search', tokens.issue().token, body);
      const page = hubSpot.answer(request).body as HubSpotSearchPage;
      expect(page.total).to.equal(total);
      found.push(...page.results.map(({ id }) => id));
      after = page.paging?.next?.after;
    }
    return found;
  };

  const properties = new Map(truth.map((contact) => [contact.id, contact.properties]));
  const sorts = ['lastmodifieddate', '-lastmodifieddate', 'createdate', 'hs_object_id', '-hs_object_id', 'firstname'];

  for (const [what, conditions] of groups)
    for (const idComparison of ['number', 'string'] as const)
      it(`finds ${what} in every order, ids being compared as a ${idComparison}`, () => {
        hubSpot.switches.idComparison = idComparison;
        const of = (id: string, property: string): number | string =>
          (keys[property] ?? idKeys[idComparison])(id, (name) => properties.get(id)![name] ?? '');
        const expected = scan(conditions, of, idComparison);
        for (const sort of sorts) {
          const found = search(conditions, sort, expected.length);
          expect(found, sort).to.have.members(expected);
          const values = found.map((id) => of(id, sort.replace('-', ''))).filter((value) => value !== '');
          if (sort.startsWith('-')) values.reverse();
          const ascend = values.every((value, index) => index === 0 || values[index - 1]! <= value);
          expect(ascend, sort).to.equal(true);
        }
      });
});
