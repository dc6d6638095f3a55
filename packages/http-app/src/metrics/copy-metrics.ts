import type { ContactDirectory } from '@contacts-gateway/domain';
import { Gauge, type GaugeConfiguration, type Registry } from 'prom-client';
import { issueCounts } from './issue-counts.js';

/** What is served, looked at when it is asked for. Without a copy there is nothing to tell, which is not 0. */
export function copyMetrics(registry: Registry, directory: ContactDirectory): void {
  const watch = (gauge: GaugeConfiguration<string>): void =>
    registry.registerMetric(new Gauge({ ...gauge, registers: [] }));
  watch({
    name: 'contacts_gateway_copy_age_seconds',
    help: 'Since a completed pass confirmed the copy; absent while there is none.',
    collect() {
      const { copy } = directory.status();
      if (copy) this.set(copy.ageMs / 1000);
      else this.remove();
    },
  });
  watch({
    name: 'contacts_gateway_contacts',
    help: 'Contacts in the copy; absent while there is none.',
    collect() {
      const { copy } = directory.status();
      if (copy) this.set(copy.contacts);
      else this.remove();
    },
  });
  watch({
    name: 'contacts_gateway_contacts_with_issue',
    help: 'Contacts in the copy that have this issue; absent while there is no usable one.',
    labelNames: ['issue'],
    async collect() {
      this.reset();
      const answer = await directory.read('cached').catch(() => undefined);
      if (!answer) return;
      const counts = await issueCounts(answer.snapshot);
      for (const [issue, count] of Object.entries(counts)) this.set({ issue }, count);
    },
  });
}
