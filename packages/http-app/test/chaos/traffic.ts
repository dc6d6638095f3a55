import { setTimeout as delay } from 'node:timers/promises';
import type { Checker } from './checker.js';
import { type Answer, exchanged, type Question } from './exchange.js';
import type { Load } from './load.js';
import type { Life } from './member.js';
import type { Stage } from './stage.js';
import type { Tally } from './tally.js';

const REQUESTS_PER_SECOND = 80;

/** Callers behind a load balancer, who have every answer looked at. */
export class Traffic {
  readonly #stage: Pick<Stage, 'members' | 'agent'>;
  readonly #load: Load;
  readonly #checker: Checker;
  readonly #tally: Tally;

  constructor(stage: Pick<Stage, 'members' | 'agent'>, load: Load, checker: Checker, tally: Tally) {
    this.#stage = stage;
    this.#load = load;
    this.#checker = checker;
    this.#tally = tally;
    for (const member of stage.members) {
      member.onAnswer = (answer, { name }) => void this.#checked(answer, name);
      member.onNoAnswer = (error, life) => this.#unanswered(`GET /ready of ${life.name}`, error, life);
    }
  }

  /** At a steady rate, whatever becomes of the requests before. Resolves when all have ended. */
  async flow(goesOn: () => boolean): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const startedAt = performance.now();
    for (let count = 0; goesOn(); count += 1) {
      const ready = this.#stage.members.flatMap(({ life, isReady }) => (life && isReady ? [life] : []));
      const life = ready[count % ready.length];
      if (life) {
        const one = this.ask(life);
        underWay.add(one);
        void one.finally(() => underWay.delete(one));
      } else this.#tally.violated('any', 'no instance is ready');
      await delay(Math.max(0, startedAt + ((count + 1) / REQUESTS_PER_SECOND) * 1000 - performance.now()));
    }
    await Promise.all(underWay);
  }

  async ask(life: Life): Promise<void> {
    const found = await this.read(life, this.#load.next(life.name));
    if (!found) return;
    this.#tally.answered(found.answer);
    if (found.isRight) this.#load.took(found.answer, life.name);
  }

  /** Undefined when there is no answer. What is wrong has been noted, whatever it is. */
  async read(life: Life, question: Question): Promise<{ answer: Answer; isRight: boolean } | undefined> {
    try {
      const answer = await exchanged(life.url, question, this.#stage.agent);
      return { answer, isRight: this.#checked(answer, life.name) };
    } catch (error) {
      this.#unanswered(`${question.method} ${shown(question.target)} of ${life.name}`, error, life);
      return undefined;
    }
  }

  #checked(answer: Answer, instance: string): boolean {
    const faults = this.#checker.faultsOf(answer, instance);
    const { question, status } = answer;
    for (const what of faults)
      this.#tally.violated(`${question.method} ${shown(question.target)} of ${instance}, answered ${status}`, what);
    return faults.length === 0;
  }

  /** With an instance that is killed its requests die; all others have to be answered. */
  #unanswered(request: string, error: unknown, life: Life): void {
    if (life.endedBy === 'SIGKILL') this.#tally.unanswered += 1;
    else this.#tally.violated(request, `no answer: ${(error as { code?: string }).code ?? (error as Error).name}`);
  }
}

/** Without addresses. */
const shown = (target: string): string => target.replace(/email=.*/, 'email=…');
