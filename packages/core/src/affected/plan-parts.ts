import type { PlanParts } from '../plan/plan.js';

/** Selects archives of a plan. The modules for this are loaded on first use. */
export const planParts: PlanParts = {
  touchedSince: async (plan, options, since, host) => {
    const { touchedSince } = await import('./touched-since.js');
    const { touched } = await touchedSince(plan, options, since, host);
    return touched.map((each) => each.plan);
  },
  sizesIn: async (file, host) => {
    const { readReport } = await import('../build/read-report.js');
    const report = await readReport({ file }, host);
    return new Map(report.archives.map(({ name, unzippedSize }) => [name, unzippedSize]));
  },
};
