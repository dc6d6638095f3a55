import fc from 'fast-check';

const PARTS = 1_000_000;

/** From 0 to below 1, anything as likely as anything else. */
export const share = fc.noBias(fc.nat(PARTS - 1)).map((part) => part / PARTS);
