import type { Account } from './account.js';
import { hash } from './chance.js';

const FIRST_OF_AN_EMPTY_ACCOUNT = 713_492_000_000;
const SALT = 8;

/** Ids for contacts that are created: anywhere among the others, because HubSpot's do not ascend with time. */
export class FreeIds {
  readonly #account: Account;
  #taken = 0;

  constructor(account: Account) {
    this.#account = account;
  }

  next(): number {
    const { ids, count } = this.#account.seeded;
    const index = hash(count, (this.#taken += 1), SALT) % Math.max(1, count);
    let id = count === 0 ? FIRST_OF_AN_EMPTY_ACCOUNT : ids.at(index) + 1;
    while (this.#account.find(id)) id += 1;
    return id;
  }
}

/** @throws Error with a sentence. */
export function idOf(id: number | string): number {
  const number = Number(id);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${JSON.stringify(id)} is not an id.`);
  return number;
}
