import { type Logger } from 'pino';

/** What left the house, for whom. */
export interface Exported {
  requestId: string;
  principal: string;
  /** `messages` or another report. */
  report: string;
  format: string;
  /** Every parameter as it was asked, and the range that it came to. */
  filter: Record<string, string[]>;
  from: string;
  to: string;
}

export interface ExportEnded {
  outcome: 'finished' | 'broken-off' | 'abandoned';
  rows: number;
  bytes: number;
  ms: number;
}

/** Writes down who took what out: one line when it begins, one when it has ended, joined by the id of the request. */
export interface Audit {
  begins(exported: Exported): void;
  ended(exported: Exported, how: ExportEnded): void;
}

/** In the log, marked `audit: "export"`, whatever its level. */
export function createAudit(log: Logger): Audit {
  const lines = log.level === 'silent' ? log : log.child({ audit: 'export' }, { level: 'info' });
  return {
    begins: (exported) => lines.info(exported, 'export begins'),
    ended: (exported, how) => lines.info({ ...exported, ...how }, 'export ended'),
  };
}
