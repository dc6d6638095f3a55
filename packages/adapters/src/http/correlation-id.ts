/** An upstream's name for an exchange, if it is fit to be logged and shown. */
export const saneCorrelationId = (id: string | undefined): string | undefined =>
  id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
