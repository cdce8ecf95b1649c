import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Place } from './contender.ts';
import { type Question } from './questions.ts';

const run = promisify(execFile);

export interface PandasAnswer {
  version: string;
  loadSeconds: number;
  /** Milliseconds, one a question. */
  medians: number[];
}

/** The same questions in pandas, over all messages in memory; `null` where Python or pandas is not there. */
export async function askPandas({ data, bundles }: Place, asked: readonly Question[]): Promise<PandasAnswer | null> {
  const python = await pythonWithPandas();
  if (python === undefined) return null;
  const script = join(bundles, '..', 'test', 'bench', 'usual-pandas.py');
  const questions = JSON.stringify(asked.map(({ report, from, to }) => [report, from, to]));
  const { stdout } = await run(python, ['-W', 'ignore', script, data, questions], { maxBuffer: 2 ** 20 });
  return JSON.parse(stdout) as PandasAnswer;
}

/** Debian's pandas belongs to Debian's Python, which need not be the first one. */
async function pythonWithPandas(): Promise<string | undefined> {
  for (const python of ['python3', '/usr/bin/python3']) {
    const there = await run(python, ['-c', 'import pandas']).then(
      () => true,
      () => false,
    );
    if (there) return python;
  }
  return undefined;
}
