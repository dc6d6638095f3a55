import { createAdaptorServer } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The answer of the service that the others repeat. */
interface Model {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const listIn = ({ body }: Model): object[] => JSON.parse(String(body)) as object[];

/** How the same list could be served otherwise. None of them checks a key, and none logs. */
const contenders = {
  raw: ({ body, headers }) => {
    const { 'content-type': type, 'content-encoding': coding } = headers;
    const told = { 'Content-Type': type, 'Content-Length': body.length, ...(coding && { 'Content-Encoding': coding }) };
    return createServer((_request, response) => response.writeHead(200, told).end(body));
  },
  'raw 304': ({ headers: { etag } }) =>
    createServer((_request, response) => response.writeHead(304, { ETag: etag }).end()),
  'res.json': (model) => {
    const list = listIn(model);
    return createServer(express().get('/contacts', (_request, response) => void response.json(list)));
  },
  fastify: async (model) => {
    const list = listIn(model);
    const fields = ['id', 'name', 'email', 'source'];
    const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]));
    const issues = { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } };
    const items = { type: 'object', required: fields, properties: { ...properties, issues } };
    const app = fastify();
    app.get('/contacts', { schema: { response: { 200: { type: 'array', items } } } }, () => Promise.resolve(list));
    await app.ready();
    return app.server;
  },
  hono: (model) => {
    const list = listIn(model);
    return createAdaptorServer(new Hono().get('/contacts', (context) => context.json(list))) as Server;
  },
} satisfies Record<string, (model: Model) => Server | Promise<Server>>;

export type ContenderName = keyof typeof contenders;

const [name, url, headers] = process.argv.slice(2) as [ContenderName, string, string];
const [answer] = (await once(get(url, { headers: JSON.parse(headers) as Record<string, string> }), 'response')) as [
  IncomingMessage,
];
const model: Model = { body: await buffer(answer), headers: answer.headers as Model['headers'] };
const server = await contenders[name](model);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
