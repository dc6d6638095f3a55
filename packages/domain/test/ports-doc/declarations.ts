/** An exported type of a module, as it is written. */
export interface Declaration {
  readonly name: string;
  /** With its delimiters; empty when there is none. */
  readonly comment: string;
  readonly code: string;
}

const LEADING_COMMENT = /^\s*(\/\*\*(?:(?!\*\/)[^])*\*\/)?\n?([^]*)$/;

/** Those of a module whose declarations are parted by empty lines, and which has none within. */
export const declarationsIn = (module: string): readonly Declaration[] =>
  module.split('\n\n').flatMap((part) => {
    const [, comment = '', code = ''] = LEADING_COMMENT.exec(part)!;
    const name = /^export (?:interface|type) (\w+)/.exec(code)?.[1];
    return name === undefined ? [] : [{ name, comment, code: code.trimEnd() }];
  });

/** What a declaration speaks of, and what that speaks of, in the order of the module. */
export function mentionedBy(declaration: Declaration, all: readonly Declaration[]): readonly Declaration[] {
  const found = new Set([declaration]);
  for (const each of found)
    for (const other of all) if (new RegExp(`\\b${other.name}\\b`).test(each.code)) found.add(other);
  found.delete(declaration);
  return all.filter((each) => found.has(each));
}

/** The members of an interface, each with its comment. */
export const membersOf = ({ code }: Declaration): readonly { readonly comment: string; readonly code: string }[] =>
  [...code.matchAll(/^ {2}(?:(\/\*\*(?:(?!\*\/)[^])*\*\/)\n {2})?(\w[^]*?;)$/gm)].map(
    ([, comment = '', member = '']) => ({ comment, code: member }),
  );
