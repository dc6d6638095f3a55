import { SourceAnswerInvalid } from '@contacts-gateway/domain';
import type { z } from 'zod';

/**
 * The answer, if it is what the schema says.
 *
 * @param what - completes the sentence "it is not …".
 * @throws SourceAnswerInvalid, naming the places that are wrong and no value.
 */
export function conforming<Schema extends z.ZodType>(schema: Schema, what: string, json: unknown): z.output<Schema> {
  const answer = schema.safeParse(json);
  if (answer.success) return answer.data;
  const places = answer.error.issues.map(({ path }) => path.join('.') || 'the body').join(', ');
  throw new SourceAnswerInvalid(`it is not ${what} (${places})`);
}
