/** Whether an Authorization header can carry the text. */
export const fitsHeader = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
