import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Problem } from '../problems/problem.js';
import { detailsOf, problemDetails } from '../problems/problem-details.js';
import { everyAnswer, headers } from './headers.js';

/**
 * What to document for these problems, by status.
 *
 * @param more - headers beside those that the problems bring with them.
 */
export function problemResponses(
  problems: readonly Problem[],
  more: z.ZodRawShape = {},
): Record<string, ZodOpenApiResponseObject> {
  const statuses = [...new Set(problems.map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const alike = problems.filter((problem) => problem.status === status);
      return [status, problemResponse(alike, more)];
    }),
  );
}

/** @param problems - all of one status, which all bring the same headers. */
export function problemResponse(problems: readonly Problem[], more: z.ZodRawShape = {}): ZodOpenApiResponseObject {
  const [status, codes] = [problems[0]!.status, problems.map(({ code }) => code)];
  return {
    description: problems.map(({ code, detail }) => `- \`${code}\`: ${detail}`).join('\n'),
    headers: z.object({ ...more, ...ownHeaders(problems) }),
    content: {
      'application/problem+json': {
        schema: problemDetails.and(z.looseObject({ status: z.literal(status), code: z.enum(codes) })),
        examples: Object.fromEntries(problems.map((problem) => [problem.code, { value: exampleOf(problem) }])),
      },
    },
  };
}

const exampleOf = (problem: Problem): z.infer<typeof problemDetails> =>
  detailsOf(problem, '3d7a2f64-9a51-4c43-8a6e-0c9f0b6d8e12');

function ownHeaders(problems: readonly Problem[]): z.ZodRawShape {
  const names = new Set([
    ...Object.keys(everyAnswer.shape),
    'Cache-Control',
    ...problems.flatMap((each) => Object.keys(each.headers)),
  ]);
  return Object.fromEntries(Object.entries(headers.shape).filter(([name]) => names.has(name)));
}
