import axios, { type AxiosResponse } from 'axios';
import { Answer, NoAnswer, type Outcome } from './outcome.js';

export const answerOf = ({ status, headers, data }: AxiosResponse<unknown>): Answer =>
  new Answer(status, headers, data);

/** What an error of the HTTP library says, without the error: it holds the request and its secrets. */
export function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) return new NoAnswer('CANCELLED');
  const response = axios.isAxiosError(error) ? error.response : undefined;
  if (response) return isSuccess(response) ? new NoAnswer('INCOMPLETE') : answerOf(response);
  const { name, code } = named(error);
  if (axios.isCancel(error) || name === 'AbortError') return new NoAnswer('TIMEOUT');
  // The library's code for a body beyond maxContentLength, when it comes without a response.
  return new NoAnswer(code === 'ERR_BAD_RESPONSE' ? 'TOO_LARGE' : code);
}

/** An error about a success is about its body, which broke off. */
const isSuccess = ({ status }: AxiosResponse): boolean => status >= 200 && status < 300;

function named(error: unknown): { readonly name: string; readonly code: string } {
  if (!(error instanceof Error)) return { name: 'unknown', code: 'UNKNOWN' };
  const code = 'code' in error ? error.code : undefined;
  return { name: error.name, code: typeof code === 'string' ? code : 'UNKNOWN' };
}
