import { z } from 'zod';
import { saneCorrelationId } from '../http/correlation-id.js';
import type { Answer } from '../http/outcome.js';

/** HubSpot's error envelope. Its documentation asks to treat every field as optional; an edge may answer HTML. */
const text = z.string().optional().catch(undefined);
export const errorBody = z
  .object({ status: text, category: text, message: text, policyName: text, correlationId: text })
  .catch({});

/** The name that HubSpot gave the exchange, from the body or the header. */
export const correlationIdOf = (answer: Answer): string | undefined =>
  saneCorrelationId(errorBody.parse(answer.json).correlationId ?? answer.header('x-hubspot-correlation-id'));

/** Which limit a 429 is about; undefined when it does not say. Without a policy name the message tells. */
export function limitPolicyOf(answer: Answer): 'daily' | 'secondly' | 'ten-secondly' | undefined {
  const { policyName, message } = errorBody.parse(answer.json);
  const said = (policyName ?? message ?? '').toLowerCase();
  if (/\bdaily\b/.test(said)) return 'daily';
  if (said.includes('ten_secondly')) return 'ten-secondly';
  return said.includes('secondly') ? 'secondly' : undefined;
}
