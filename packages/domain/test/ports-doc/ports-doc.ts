import {
  cacheContract,
  contactSourceContract,
  type Contract,
  type Section,
  type Stead,
  tokenContract,
} from '@contacts-gateway/domain/contracts';
import { readFileSync } from 'node:fs';
import { declarationsIn, type Declaration, membersOf, mentionedBy } from './declarations.js';
import { markdownOf } from './doc-comment.js';

const SOURCE = new URL('../../src/ports.ts', import.meta.url);
export const PORTS_DOC = new URL('../../../../docs/ports.md', import.meta.url);

const INTRODUCTION = `# The ports

What the adapters of Contacts Gateway promise to the domain, port by port: their methods as
[\`ports.ts\`](../packages/domain/src/ports.ts) describes them, and every requirement of their contracts. \`honours\` from
\`@contacts-gateway/domain/contracts\` has a test runner prove all of a contract of an adapter. This page is generated from
both by \`pnpm ports-doc\`; the tests fail where it says something else.`;

/** The specification of the ports, as Markdown. */
export function portsDoc(): string {
  const declarations = declarationsIn(readFileSync(SOURCE, 'utf8'));
  const chapters = [tokenContract, contactSourceContract, cacheContract].map((contract) =>
    chapterOf(contract as Contract<object>, declarations),
  );
  return `${[INTRODUCTION, ...chapters].join('\n\n')}\n`;
}

function chapterOf(contract: Contract<object>, declarations: readonly Declaration[]): string {
  const port = declarations.find(({ name }) => name === contract.port)!;
  const shapes = mentionedBy(port, declarations);
  return [
    `## ${port.name}`,
    markdownOf(port.comment),
    ...membersOf(port).map(({ comment, code }) => [codeBlock(code), markdownOf(comment)].filter(Boolean).join('\n\n')),
    ...(shapes.length > 0 ? [`### Shapes of ${port.name}`] : []),
    ...shapes.map(({ comment, code }) => codeBlock([comment, code].filter(Boolean).join('\n'))),
    `### What an adapter of ${port.name} promises`,
    ...contract.sections.map(sectionOf),
    '#### Where its rig cannot have a part',
    'What needs the part is then not left out. Proven in its stead:',
    steadsOf(contract),
  ].join('\n\n');
}

const codeBlock = (code: string): string => `\`\`\`ts\n${code}\n\`\`\``;

const sectionOf = ({ title, requirements }: Section<object>): string =>
  [`#### ${title}`, requirements.map((each) => `- It ${withCodes(each.title)}.`).join('\n')].join('\n\n');

/** Each once, with the parts in whose stead it is proven. */
function steadsOf({ parts }: Contract<object>): string {
  const optional = Object.entries(parts as Readonly<Record<string, Stead<object> | 'required'>>).flatMap(
    ([part, stead]) => (stead === 'required' ? [] : [{ part, stead }]),
  );
  const titles = [...new Set(optional.map(({ stead }) => stead.title))];
  const lines = titles.map((title) => {
    const names = optional.filter(({ stead }) => stead.title === title).map(({ part }) => `\`${part}\``);
    return `- One without ${names.join(' or ')}: it ${withCodes(title)}.`;
  });
  return lines.join('\n');
}

/** A code in a sentence, such as that of an error, as code. */
const withCodes = (sentence: string): string => sentence.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, '`$&`');
