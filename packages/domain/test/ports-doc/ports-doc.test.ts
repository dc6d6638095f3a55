import {
  cacheContract,
  contactSourceContract,
  requirementsOf,
  tokenContract,
} from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { declarationsIn, membersOf, mentionedBy } from './declarations.js';
import { markdownOf } from './doc-comment.js';
import { PORTS_DOC, portsDoc } from './ports-doc.js';

describe('docs/ports.md', () => {
  it('says what the ports and their contracts say; if not, run `pnpm ports-doc`', () => {
    expect(readFileSync(PORTS_DOC, 'utf8')).to.equal(portsDoc());
  });

  it('has every requirement of every contract', () => {
    const plain = portsDoc().replaceAll('`', '');
    for (const contract of [
      requirementsOf(tokenContract),
      requirementsOf(contactSourceContract),
      requirementsOf(cacheContract),
    ])
      for (const { title } of contract) expect(plain).to.include(`- It ${title}.\n`);
  });

  it('is made of declarations, their members, and what they speak of', () => {
    const all = declarationsIn(`import type { A } from './a.js';

/** A lamp. */
export interface Lamp {
  /** Its light. */
  light(of: Bulb): Promise<void>;
  readonly name: string;
}

export interface Bulb {
  readonly watts: Watts;
}

export type Watts = number;

export interface Candle {
  readonly wax: string;
}
`);
    expect(all.map(({ name }) => name)).to.deep.equal(['Lamp', 'Bulb', 'Watts', 'Candle']);
    expect(all[0]!.comment).to.equal('/** A lamp. */');
    expect(mentionedBy(all[0]!, all).map(({ name }) => name)).to.deep.equal(['Bulb', 'Watts']);
    expect(membersOf(all[0]!)).to.deep.equal([
      { comment: '/** Its light. */', code: 'light(of: Bulb): Promise<void>;' },
      { comment: '', code: 'readonly name: string;' },
    ]);
  });

  it('has doc comments as paragraphs and lists', () => {
    expect(
      markdownOf(`/**
   * Lights it,
   * and waits.
   *
   * Again.
   *
   * @param of - a bulb,
   * or none.
   * @returns nothing.
   * @throws NoCurrent | NoBulb
   */`),
    ).to.equal(
      'Lights it, and waits.\n\nAgain.\n\n- `of`: a bulb, or none.\n- Answers nothing.\n- Throws NoCurrent, NoBulb',
    );
    expect(markdownOf('/** @throws NoBulb */')).to.equal('- Throws NoBulb');
  });
});
