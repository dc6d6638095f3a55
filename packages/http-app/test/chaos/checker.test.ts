import { expect } from 'chai';
import { Agent } from 'node:http';
import { type Running, startRunning, stopLeftRunning } from '../running-service.js';
import { Checker } from './checker.js';
import { type Answer, exchanged, type Question } from './exchange.js';
import { History } from './history.js';
import { ask, firstId, inVersion, later, relabelled, spoiled } from './spoiling.js';
import { textOf } from './truth.js';

const LINES = { Accept: 'application/x-ndjson', 'Accept-Encoding': 'identity' };
const GZIP = { 'Accept-Encoding': 'gzip' };

describe('what the chaos run sees in an answer', () => {
  const agent = new Agent();
  let running: Running;
  let history: History;
  let checker: Checker;

  before(async () => {
    running = await startRunning({}, { contacts: 150 });
  });
  after(stopLeftRunning);
  beforeEach(() => {
    history = new History(0);
    for (const contact of running.sandbox.hubSpot.account.contacts()) history.began(contact.id, textOf(contact));
    checker = new Checker(history, running.contract);
  });

  const get = (question: Question): Promise<Answer> => exchanged(running.service.url, question, agent);

  it('is nothing in answers that are right', async () => {
    const list = await get(ask('/contacts', { 'Accept-Encoding': 'identity' }));
    const version = list.headers.get('x-contacts-version')!;
    const questions = [
      ask('/contacts', GZIP),
      ask('/contacts', LINES),
      ask('/contacts', { ...LINES, ...GZIP }),
      ask('/contacts', { 'Accept-Encoding': 'identity', 'If-None-Match': list.headers.get('etag')! }),
      ask('/contacts?limit=40'),
      ask(`/contacts?after=${firstId(list)}&limit=40`),
      ask(`/contacts/changes?since=${version}`),
      ask(`/contacts/${firstId(list)}`),
      ask('/contacts/1'),
      ask('/contacts?issue=suspect'),
      ask('/ready'),
      { ...ask('/contacts'), method: 'HEAD' } as const,
    ];
    const faults = checker.faultsOf(list, 'a');
    for (const question of questions) faults.push(...checker.faultsOf(await get(question), 'a'));
    expect(faults).to.deep.equal([]);
  });

  const cases: Record<string, readonly [Question, (answer: Answer) => Answer, RegExp]> = {
    'a list that is torn': [
      ask('/contacts'),
      (answer) => spoiled(answer, (text) => text.slice(0, -10)),
      /cannot be read/,
    ],
    'a list that is torn, compressed': [
      ask('/contacts', GZIP),
      (answer) => ({ ...answer, body: answer.body.subarray(0, -20) }),
      /cannot be read/,
    ],
    'lines that are torn': [
      ask('/contacts', LINES),
      (answer) => spoiled(answer, (text) => text.slice(0, -5)),
      /cannot be read/,
    ],
    'a line that is missing': [
      ask('/contacts', LINES),
      (answer) => spoiled(answer, (text) => text.replace(/^.*\n/, '')),
      /has 149 contacts of 150.*is missing/,
    ],
    'a contact that is missing from a page': [
      ask('/contacts?limit=40'),
      (answer) => spoiled(answer, (text) => text.replace(/\{[^{}]*\},/, '')),
      /^the contact \d+ is missing$/,
    ],
    'a contact that is there twice': [
      ask('/contacts?limit=40'),
      (answer) => spoiled(answer, (text) => text.replace(/\[(\{[^{}]*\}),/, '[$1,$1,')),
      /twice/,
    ],
    'a contact that nobody has': [
      ask('/contacts?limit=40'),
      (answer) => spoiled(answer, (text) => text.replace(/"id":"\d/, '"id":"00')),
      /has never been so/,
    ],
    'a contact with the name of another': [
      ask('/contacts'),
      (answer) => spoiled(answer, (text) => text.replace(/"name":"[^"]+"/, '"name":"Nobody"')),
      /has never been so/,
    ],
    'a status that is not documented': [
      ask('/contacts'),
      (answer) => ({ ...answer, status: 418 }),
      /not documented; 418 \w+ is not in the table/,
    ],
    'a bug': [
      ask('/contacts/1'),
      (answer) =>
        spoiled({ ...answer, status: 500 }, (text) =>
          text.replaceAll('404', '500').replace('not_found', 'internal_error'),
        ),
      /it is a bug/,
    ],
    'a code that is not in the table': [
      ask('/contacts/1'),
      (answer) => spoiled(answer, (text) => text.replace('not_found', 'lost')),
      /404 lost is not in the table/,
    ],
    'a header that is missing': [
      ask('/contacts'),
      (answer) => relabelled(answer, { 'X-Total-Count': '' }),
      /x-total-count is missing/i,
    ],
    'the tag of another version': [
      ask('/contacts'),
      (answer) => relabelled(answer, { ETag: '"0-json"' }),
      /not one of the version/,
    ],
  };
  for (const [what, [question, spoil, fault]] of Object.entries(cases))
    it(`is ${what}`, async () => {
      expect(checker.faultsOf(spoil(await get(question)), 'a').join('; ')).to.match(fault);
    });

  it('is a contact that is said not to be there', async () => {
    const id = firstId(await get(ask('/contacts')));
    const answer = await get(ask('/contacts/1'));
    const question = ask(`/contacts/${id}`);
    expect(checker.faultsOf({ ...answer, question, url: question.target }, 'a').join()).to.equal(
      `there is a contact ${id}`,
    );
  });

  it('is the same tag on other bytes, of whichever instance', async () => {
    const answer = await get(ask('/contacts?limit=40'));
    expect(checker.faultsOf(answer, 'a')).to.deep.equal([]);
    const other = spoiled(answer, (text) => text.replace('[', '[ '));
    expect(checker.faultsOf(other, 'b')).to.deep.equal(['the same tag has been sent with other bytes']);
  });

  it('is a 304 with another tag than was asked with', async () => {
    const list = await get(ask('/contacts', GZIP));
    const answer = await get(ask('/contacts', { ...GZIP, 'If-None-Match': list.headers.get('etag')! }));
    expect(answer.status).to.equal(304);
    const other = { ...answer, question: ask('/contacts', { ...GZIP, 'If-None-Match': '"0-json"' }) };
    expect(checker.faultsOf(other, 'a').join()).to.match(/another tag/);
  });

  it('is a version that comes back on one instance, and not on another', async () => {
    const answer = await get(ask('/contacts?limit=1'));
    const [before, between, after] = [answer, inVersion(later(answer, 1000), '0'.repeat(32)), later(answer, 2000)];
    for (const each of [before, between]) expect(checker.faultsOf(each, 'a')).to.deep.equal([]);
    expect(checker.faultsOf(after, 'b')).to.deep.equal([]);
    expect(checker.faultsOf(after, 'a').join()).to.match(/came back/);
  });

  describe('of a contact that is edited', () => {
    let before: Answer;
    let after: Answer;
    beforeEach(async () => {
      before = await get(ask('/contacts', { 'Accept-Encoding': 'identity' }));
      const id = firstId(before);
      const now = performance.now();
      const text = JSON.stringify({ id, name: 'Edited', email: '', source: 'hubspot' });
      history.became(id, text, { sentAt: now - 1, doneAt: now });
      after = later(
        inVersion(
          spoiled(before, (all) => all.replace(/\{[^{}]*\}/, text)),
          '0'.repeat(32),
        ),
        1000,
      );
    });

    it('is what it was, in an answer that says to be younger', () => {
      expect(checker.faultsOf(later(before, 60_000), 'a')).to.deep.equal([]);
      expect(checker.faultsOf(later(before, 70_000), 'b').join()).to.match(/older than the answer says/);
      const aged = relabelled(later(before, 70_000), { Age: '30' });
      expect(checker.faultsOf(aged, 'c')).to.deep.equal([]);
    });

    it('is what it will be, before it is', () => {
      expect(checker.faultsOf(later(after, -60_000), 'a').join()).to.match(/older than the answer says/);
    });

    it('is that it goes back', () => {
      expect(checker.faultsOf(after, 'a')).to.deep.equal([]);
      const back = later(inVersion(before, '1'.repeat(32)), 2000);
      expect(checker.faultsOf(back, 'a').join()).to.match(/goes back from 1 to 0/);
    });

    it('is what leads from one version to another, and does not', async () => {
      for (const list of [before, after]) expect(checker.faultsOf(list, 'a')).to.deep.equal([]);
      const version = before.headers.get('x-contacts-version')!;
      const nothing = await get(ask(`/contacts/changes?since=${version}`));
      const wrong = spoiled(inVersion(later(nothing, 2000), '0'.repeat(32)), (text) =>
        text.replace(version, '0'.repeat(32)),
      );
      expect(checker.faultsOf(wrong, 'a').join()).to.match(/does not lead to its version/);
    });
  });
});
