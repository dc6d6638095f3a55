export const networkError = (code: string): Error => Object.assign(new Error(code), { code });
