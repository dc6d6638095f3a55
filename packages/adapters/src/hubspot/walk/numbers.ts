import { Unreliable } from './unreliable.js';

/** An id, or a cursor that is one, as a number; undefined where it is none, or none that would come back as the same text. */
export function numberOf(text: string): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : undefined;
}

/**
 * The ids of a list, in its order.
 *
 * @throws Unreliable when they are no numbers, or do not ascend.
 */
export function ascendingNumbers(ids: readonly string[]): number[] {
  const numbers: number[] = [];
  for (const id of ids) {
    const number = numberOf(id);
    if (number === undefined) throw new Unreliable('its ids are no numbers');
    if (number <= (numbers.at(-1) ?? -1)) throw new Unreliable('its ids do not ascend');
    numbers.push(number);
  }
  return numbers;
}
