import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** An answer as it came. */
export interface Answered {
  readonly method: string;
  /** Whole, or from its path on; with a path as it was sent. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

interface Response {
  readonly headers?: Readonly<Record<string, Reference | { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Reference {
  readonly $ref: string;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, unknown> }>>>>;
}

/** What HTTP itself and Node put on an answer. */
const TRANSPORT = ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'];

/** The answers where the document has no operation, if the key is not right, or is used too often. */
const REFUSALS = { 401: '/components/responses/ApiKeyInvalid', 429: '/components/responses/TooManyRequests' };

/** Answers to what does not reach an operation, by status: the code, and where they are. */
const REFUSED: Readonly<Record<string, readonly [code: string, pointer: string]>> = {
  400: ['bad_request', '/components/responses/BadRequest'],
  408: ['request_timeout', '/components/responses/RequestTimeout'],
  431: ['headers_too_large', '/components/responses/HeadersTooLarge'],
};

/** An OpenAPI document that answers are held against. */
export class Contract {
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  /** Headers come as texts. */
  readonly #headerAjv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true });

  constructor(document: object) {
    this.#document = document as Document;
    for (const ajv of [this.#ajv, this.#headerAjv]) ajv.addSchema(document, 'openapi');
  }

  /** @throws when the answer is not as the document says; without paths and values of its own, which may be personal. */
  hold(answered: Answered): void {
    const found = this.discrepancies(answered);
    if (found.length === 0) return;
    const { method, url, status } = answered;
    const path = this.#template(pathOf(url)) ?? 'an unknown path';
    throw new Error(`${method} ${path}, answered ${status}, is not as /openapi.json says: ${found.join('; ')}`);
  }

  discrepancies(answered: Answered): string[] {
    const path = pathOf(answered.url);
    if (answered.status === 308) return this.#redirectDiscrepancies(path, answered.headers.get('location') ?? '');
    const status = String(answered.status);
    const [code, refused] = REFUSED[status] ?? [];
    const isRefused = code !== undefined && answered.body.includes(`"code":"${code}"`);
    const told = this.#response(answered.method.toLowerCase(), path, status);
    const pointer = told ?? (isRefused || answered.method === 'HEAD' ? refused : undefined);
    if (pointer === undefined) return ['the status is not documented'];
    return [...this.#headerDiscrepancies(pointer, answered), ...this.#bodyDiscrepancies(pointer, answered)];
  }

  /** A redirect is no operation: it leads to one. */
  #redirectDiscrepancies(path: string, location: string): string[] {
    const target = new URL(location, `http://gateway.example${path}`).pathname;
    return this.#template(target) === undefined ? [`it leads to no path of the document: ${target}`] : [];
  }

  /** Where the document describes the response. */
  #response(method: string, path: string, status: string): string | undefined {
    const template = this.#template(path);
    if (template === undefined) return componentFor(status, { 404: '/components/responses/NotFound' });
    const operation = this.#document.paths[template]?.[method];
    if (!operation) return componentFor(status, { 405: '/components/responses/MethodNotAllowed' });
    if (status in operation.responses) return this.#target(`/paths/${escape(template)}/${method}/responses/${status}`);
    // An encoded path is below nothing that is public.
    return path.includes('%') ? componentFor(status) : undefined;
  }

  #template(path: string): string | undefined {
    const templates = Object.keys(this.#document.paths).toSorted((a, b) => a.split('{').length - b.split('{').length);
    return templates.find((template) => matches(template, path));
  }

  #headerDiscrepancies(pointer: string, { headers }: Answered): string[] {
    const documented = Object.keys((this.#at(pointer) as Response).headers ?? {});
    const known = new Set([...TRANSPORT, ...documented.map((name) => name.toLowerCase())]);
    return [
      ...[...headers.keys()].filter((name) => !known.has(name)).map((name) => `the header ${name} is not documented`),
      ...documented.flatMap((name) => {
        const header = this.#target(`${pointer}/headers/${escape(name)}`);
        const value = headers.get(name);
        if (value !== null)
          return errorsOf(this.#headerAjv, `${header}/schema`, value).map((text) => `${name}: ${text}`);
        return (this.#at(header) as { required?: boolean }).required ? [`the header ${name} is missing`] : [];
      }),
    ];
  }

  #bodyDiscrepancies(pointer: string, { method, headers, body }: Answered): string[] {
    const { content } = this.#at(pointer) as Response;
    if (!content || method === 'HEAD') return body.length === 0 ? [] : ['there is a body'];
    const type = (headers.get('content-type') ?? 'none').split(';')[0]!;
    if (!(type in content)) return [`the media type ${type} is not documented`];
    const value: unknown = /[/+]json$/.test(type) ? JSON.parse(body.toString()) : body.toString();
    return errorsOf(this.#ajv, `${pointer}/content/${escape(type)}/schema`, value);
  }

  /** Where that is which stands at the pointer: it may be a reference. */
  #target(pointer: string): string {
    const { $ref } = this.#at(pointer) as Partial<Reference>;
    return $ref === undefined ? pointer : $ref.slice(1);
  }

  #at(pointer: string): unknown {
    const segments = pointer.slice(1).split('/').map(unescape);
    return segments.reduce((node: unknown, name) => (node as Record<string, unknown>)[name], this.#document);
  }
}

const componentFor = (status: string, others: Readonly<Record<string, string>> = {}): string | undefined =>
  ({ ...REFUSALS, ...others })[status];

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '');

/** What cannot be decoded is no path of the document. */
function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path) && isEncoded(path);
}

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function errorsOf(ajv: Ajv2020, pointer: string, value: unknown): string[] {
  const validate = ajv.getSchema(`openapi#${encodeURI(pointer)}`) as ValidateFunction;
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`.trim());
}
