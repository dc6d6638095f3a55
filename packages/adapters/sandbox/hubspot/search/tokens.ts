export type TextCondition = (text: string) => boolean;

/** Whether a text holds a word, in any case; `*` stands for any characters. The text as a whole counts as a word too. */
export function tokenCondition(pattern: string): TextCondition {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  const wanted = new RegExp(`^${parts.join('.*')}$`, 'u');
  return (text) => {
    const lower = text.toLowerCase();
    return wanted.test(lower) || lower.split(/[^\p{L}\p{N}\p{M}]+/u).some((word) => wanted.test(word));
  };
}

const SEARCHED = ['email', 'firstname', 'lastname', 'phone', 'company', 'hs_additional_emails'];

/** `query` finds a contact that has every word of it at the beginning of some word. */
export function queryCondition(query: string): (textOf: (property: string) => string | null) => boolean {
  const words = query.split(/\s+/).filter((word) => word !== '');
  const conditions = words.map((word) => tokenCondition(`${word}*`));
  return (textOf) => conditions.every((holds) => SEARCHED.some((property) => holds(textOf(property) ?? '')));
}
