/** A doc comment as Markdown: its paragraphs, and its tags as a list. */
export function markdownOf(comment: string): string {
  const text = comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n');
  const [prose = '', ...tags] = `\n${text.trim()}`.split(/\n(?=@)/);
  const paragraphs = prose.split('\n\n').map(onOneLine);
  return [...paragraphs, tags.map((tag) => `- ${sentenceOf(onOneLine(tag))}`).join('\n')].filter(Boolean).join('\n\n');
}

const onOneLine = (text: string): string => text.split('\n').join(' ').trim();

const sentenceOf = (tag: string): string =>
  tag
    .replace(/^@param (\w+) - /, '`$1`: ')
    .replace(/^@returns /, 'Answers ')
    .replace(/^@throws /, 'Throws ')
    .replace(/\b[A-Z]\w+(?: \| [A-Z]\w+)+/g, (names) => names.split(' | ').join(', '));
