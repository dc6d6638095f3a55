/** Whether the text can be sent as a bearer token: printable ASCII without spaces. */
export const isBearerText = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
