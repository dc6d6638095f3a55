import type { Fault, FaultCatalogue } from '../faults/fault.js';
import { FaultScript } from '../faults/fault-script.js';
import type { StandInAnswer, StandInRequest } from './exchange.js';

/** An upstream without its server: it counts what it receives, may be told to misbehave, and answers at once. */
export abstract class StandIn<FaultName extends string = string, Operation extends string = string> {
  readonly faults: FaultScript<FaultName, Operation>;
  /** Requests received. */
  requests = 0;
  /** Requests received for each operation. */
  readonly operations: Record<Operation, number>;
  readonly #operations: readonly Operation[];

  constructor(catalogue: FaultCatalogue<FaultName>, operations: readonly Operation[]) {
    this.faults = new FaultScript(catalogue);
    this.#operations = operations;
    this.operations = {} as Record<Operation, number>;
    this.resetCounters();
  }

  /** What a request asks for; undefined when it is nothing that is known here. */
  abstract operationOf(request: StandInRequest): Operation | undefined;

  /** The answer that is due, faults aside. */
  abstract answer(request: StandInRequest): StandInAnswer;

  /** The time on its clock, in Unix milliseconds. */
  abstract now(): number;

  /** Added to each of its answers. */
  abstract get latencyMs(): number;

  resetCounters(): void {
    this.requests = 0;
    for (const operation of this.#operations) this.operations[operation] = 0;
  }

  /** Counts a request, and says what it meets instead of its answer. */
  receive(request: StandInRequest): Fault | undefined {
    this.requests += 1;
    const operation = this.operationOf(request);
    if (operation !== undefined) this.operations[operation] += 1;
    return this.faults.take(operation);
  }
}
