import { isContactsError } from '@contacts-gateway/domain';

interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly correlationId?: string | undefined;
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * An error for the log. The messages of our own errors and their causes are made without secrets or contact data; that
 * of any other error may quote anything, so that only its name and the places in the code are told.
 */
export function describeError(error: unknown): ErrorDescription {
  if (isContactsError(error)) {
    const { code, correlationId } = error;
    return { ...described(error), code, correlationId };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, at: at.map((line) => line.trim()) };
}

function described(error: Error): ErrorDescription {
  const { name, message, cause } = error;
  return { name, message, ...(cause instanceof Error && { cause: described(cause) }) };
}
