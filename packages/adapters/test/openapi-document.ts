import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Exchange {
  readonly method: 'get' | 'post';
  readonly url: URL;
  readonly request?: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** Something in an exchange that the document does not allow. */
export interface Discrepancy {
  readonly in: 'route' | 'query' | 'request' | 'answer';
  /** Where in the body, as a JSON pointer; or the name of a parameter. */
  readonly at: string;
  readonly what: string;
}

/** An OpenAPI document that exchanges are held against. Fields that it does not name are discrepancies too. */
export class OpenApiDocument {
  readonly #document: Document;
  readonly #ajv = new Ajv({ strict: false, allErrors: true });

  constructor(document: Document) {
    this.#document = document;
    formats.default(this.#ajv);
    for (const schema of Object.values(document.components.schemas))
      if (schema.properties && schema.additionalProperties === undefined)
        Object.assign(schema, { additionalProperties: false });
    this.#ajv.addSchema(document, 'document');
  }

  discrepancies({ method, url, request, status, answer }: Exchange): Discrepancy[] {
    const found = this.#operation(method, url.pathname);
    if (!found) return [{ in: 'route', at: url.pathname, what: 'is no path of the document' }];
    const { pointer, operation } = found;
    const named = new Set(operation.parameters?.filter((each) => each.in === 'query').map(({ name }) => name));
    const unknown = [...url.searchParams.keys()].filter((name) => !named.has(name));
    const response =
      String(status) in operation.responses
        ? `${pointer}/responses/${status}/content/${escape('application/json')}/schema`
        : `/components/responses/Error/content/${escape('*/*')}/schema`;
    return [
      ...unknown.map((name): Discrepancy => ({ in: 'query', at: name, what: 'is no parameter of the document' })),
      ...(request === undefined
        ? []
        : this.#validate('request', `${pointer}/requestBody/content/${escape('application/json')}/schema`, request)),
      ...this.#validate('answer', response, answer),
    ];
  }

  #operation(method: string, path: string): { readonly pointer: string; readonly operation: Operation } | undefined {
    const templates = Object.keys(this.#document.paths).filter((template) => matches(template, path));
    const [template] = templates.toSorted((a, b) => a.split('{').length - b.split('{').length);
    const operation = template === undefined ? undefined : this.#document.paths[template]?.[method];
    return operation && { pointer: `/paths/${escape(template!)}/${method}`, operation };
  }

  #validate(where: 'request' | 'answer', pointer: string, body: unknown): Discrepancy[] {
    const validate = this.#ajv.getSchema(`document#${pointer}`) as ValidateFunction;
    validate(body);
    return (validate.errors ?? []).map((error) => ({ in: where, at: error.instancePath, what: describe(error) }));
  }
}

const escape = (segment: string): string => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path);

/** Without values: a discrepancy may be printed. */
const describe = ({ keyword, message, params }: ErrorObject): string =>
  keyword === 'additionalProperties' ? `has no field ${String(params['additionalProperty'])}` : message!;
