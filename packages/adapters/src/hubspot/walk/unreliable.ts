/** The list is not one that could be read from several places at once. */
export class Unreliable extends Error {
  /** Half a sentence without any data. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'Unreliable';
    this.reason = reason;
  }
}
