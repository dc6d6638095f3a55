import { ReplyError } from 'ioredis';

/**
 * Why a command or a connection failed: a code of Redis or of Node, never a message. An error of ioredis holds the command
 * with its arguments, and a message of Redis may quote them. Undefined when there is no more to say than that it failed.
 */
export function failureReason(error: Error): string | undefined {
  if (error instanceof ReplyError) return /^[A-Z]+\b/.exec(error.message)?.[0] ?? 'ERR';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /time(d )?out/i.test(error.message) ? 'timed out' : undefined;
}
