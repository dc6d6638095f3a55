import { parseConfig } from '#app/config/config.js';
import { variables } from '#app/config/variables.js';
import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const dockerfile = read('Dockerfile');
const compose = read('docker-compose.yml');
const file = parse(compose, { merge: true }) as { readonly services: Readonly<Record<string, Service>> };
const services = Object.entries(file.services);
const gateways = services.flatMap(([name, { environment }]) => (environment ? [{ name, environment }] : []));

/** Where in the checkout a file of the image was compiled from. */
const sourceOf = (path: string): string =>
  path
    .replace(/\bdist-(\w+)/, '$1')
    .replace(/\bdist\b/, 'src')
    .replace(/\.js$/, '.ts');
const isInCheckout = (path: string): boolean => existsSync(new URL(sourceOf(path), root));

describe('docker-compose.yml', () => {
  // Published with a linter, which takes the specification's own.
  const schema = readFileSync(
    new URL('schemas/compose.schema.json', import.meta.resolve('dclint/package.json')),
    'utf8',
  );
  const isCompose = new Ajv({ strict: false, validateSchema: false, validateFormats: false }).compile(
    JSON.parse(schema) as object,
  );

  it('is what the Compose Specification allows', () => {
    isCompose(file);
    expect(isCompose.errors ?? []).to.deep.equal([]);
  });

  for (const [written, wrong] of [
    ['read_only', 'readonly'],
    ['service_healthy', 'service_well'],
    ['profiles: [demo]', 'profiles: demo'],
  ] as const)
    it(`would not be with ${wrong}`, () =>
      expect(isCompose(parse(compose.replaceAll(written, wrong), { merge: true }))).to.equal(false));

  it('sets variables that there are, to values that they take', () => {
    expect(gateways.map(({ name }) => name)).to.deep.equal(['gateway', 'demo']);
    for (const { environment } of gateways) {
      expect(Object.keys(variables.shape)).to.include.members(Object.keys(environment));
      const [redis, ...others] = parseConfig(environment, () => '').redisUrls;
      expect(Object.keys(file.services)).to.include(new URL(redis!).hostname);
      expect(others).to.be.empty;
    }
    const interpolated = [...compose.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(variables.shape)).to.include.members(interpolated);
  });

  it('publishes, on loopback alone, the port on which the image listens', () => {
    const [, exposed] = /^EXPOSE (\d+)$/m.exec(dockerfile) ?? [];
    const { port } = parseConfig({}, () => '');
    expect([exposed, ...gateways.map(({ environment }) => environment['PORT'])]).to.deep.equal(
      Array(3).fill(String(port)),
    );
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published).to.have.length(2);
    for (const each of published)
      expect(each).to.match(new RegExp(`^127\\.0\\.0\\.1:(\\d+|\\$\\{PORT:-${port}\\}):${port}$`));
  });

  it('connects the demo to what the sandbox is, where it listens', async () => {
    const { command, environment } = { ...file.services['sandbox'], ...file.services['demo'] };
    const sandbox = await startSandbox();
    await sandbox.close();
    const [hubSpot, nango] = ['--hubspot-port', '--nango-port'].map((option) => command?.[command.indexOf(option) + 1]);
    expect(environment).to.include({
      ...sandbox.environment,
      HUBSPOT_BASE_URL: `http://127.0.0.1:${hubSpot}`,
      NANGO_BASE_URL: `http://127.0.0.1:${nango}`,
    });
  });

  it('runs files that there are', () => {
    const run = services.flatMap(([, { command = [] }]) => command.filter((word) => word.endsWith('.js')));
    expect(run).to.have.length(1);
    expect(run.filter((path) => !isInCheckout(path))).to.deep.equal([]);
  });
});

describe('the Dockerfile', () => {
  it('copies and runs files that there are', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?:--from=build \/app\/)?([^-].*) \S+$/gm)].flatMap(([, from]) =>
      from!.split(' '),
    );
    const run = [...dockerfile.matchAll(/"([^"]+\.js)"/g)].map(([, path]) => path!);
    expect(copied).to.include.members(['LICENSE', 'packages/http-app/dist']);
    expect(run).to.deep.equal(['packages/http-app/dist/main.js']);
    expect([...copied, ...run].filter((path) => !isInCheckout(path))).to.deep.equal([]);
  });

  it('installs with the pnpm that the README runs', () => {
    const named = [dockerfile, read('README.md'), read('.ci/run')].flatMap(
      (text) => text.match(/\bpnpm@[\d.]+/g) ?? [],
    );
    expect(new Set(named).size).to.equal(1);
  });

  it('pulls one image', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).to.deep.equal(new Set(['node:24-slim', 'manifests']));
  });
});
