import type { Answer } from '../http/outcome.js';
import { correlationIdOf, errorBody } from './error-body.js';

/** HubSpot's word for an id that it does not have. */
export const NOT_FOUND = 'OBJECT_NOT_FOUND';

/** Whether HubSpot itself says that it has no such contact: a 404 may also come from a proxy, or be about the path. */
export function saysNotFound(answer: Answer): boolean {
  const { category, status } = errorBody.parse(answer.json);
  const isUncategorised = category === undefined && status === 'error' && correlationIdOf(answer) !== undefined;
  return answer.status === 404 && (category === NOT_FOUND || isUncategorised);
}
