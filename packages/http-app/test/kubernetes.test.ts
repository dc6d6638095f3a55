import { parseConfig } from '#app/config/config.js';
import { variables } from '#app/config/variables.js';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [
    {
      readonly ports: readonly [{ readonly name: string; readonly containerPort: number }];
      readonly env: readonly { readonly name: string; readonly value?: string }[];
      readonly volumeMounts: readonly [{ readonly name: string; readonly mountPath: string }];
      readonly readinessProbe: Probe;
      readonly livenessProbe: Probe;
    },
  ];
  readonly volumes: readonly [
    { readonly name: string; readonly secret: { readonly items: readonly { path: string }[] } },
  ];
}

const [deployment, service] = parseAllDocuments(
  readFileSync(new URL('../../../docs/kubernetes.yaml', import.meta.url), 'utf8'),
).map((document) => document.toJS() as { readonly spec: unknown });
const { replicas, template } = deployment!.spec as {
  readonly replicas: number;
  readonly template: { readonly spec: Pod };
};
const { terminationGracePeriodSeconds, containers, volumes } = template.spec;
const [{ ports, env, volumeMounts, readinessProbe, livenessProbe }] = containers;

const secretFiles = volumes[0].secret.items.map(({ path }) => `${volumeMounts[0].mountPath}/${path}`);
const environment = Object.fromEntries(env.map(({ name, value }) => [name, value ?? 'rediss://redis.example']));
const config = parseConfig(environment, (path) => {
  expect(secretFiles).to.include(path);
  return 'secret';
});

describe('docs/kubernetes.yaml', () => {
  it('sets variables that there are, to values that they take', () => {
    expect(Object.keys(variables.shape)).to.include.members(Object.keys(environment));
    expect(config.tokens.kind).to.equal('nango');
    expect(config.apiKeys).to.have.length(1);
  });

  it('shares a copy between several instances', () => {
    expect(replicas).to.be.greaterThan(1);
    expect(config.redisUrls).to.have.length(1);
  });

  it('sends requests to where the service listens', () => {
    expect(config.host).to.equal('0.0.0.0');
    expect(ports[0].containerPort).to.equal(config.port);
    expect((service!.spec as { ports: unknown }).ports).to.deep.include.members([
      { name: 'http', port: 80, targetPort: ports[0].name },
    ]);
  });

  it('asks for what needs no key: /ready twice in a drain, /health for life', () => {
    expect(config.publicPaths).to.include.members([readinessProbe.httpGet.path, livenessProbe.httpGet.path]);
    expect([readinessProbe.httpGet.path, livenessProbe.httpGet.path]).to.deep.equal(['/ready', '/health']);
    expect(2 * readinessProbe.periodSeconds * 1000).to.be.lessThan(config.drainMs);
  });

  it('kills nothing before the last downloads have had their time', () => {
    expect(terminationGracePeriodSeconds * 1000).to.be.greaterThan(config.drainMs + 20_000);
  });
});
