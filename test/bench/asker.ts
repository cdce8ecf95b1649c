import { type Question } from './questions.ts';
import { type Effort, type Timing, timeOf } from './timing.ts';

/** Fetches from a gateway. A connection that was idle may be closed at the very moment at which it is used again: like a browser, it asks once more then. */
export async function get(gateway: string, token: string, path: string, signal?: AbortSignal): Promise<Response> {
  const once = () => fetch(`${gateway}${path}`, { headers: { authorization: `Bearer ${token}` }, ...(signal && { signal }) });
  const response = await once().catch((error: unknown) => {
    signal?.throwIfAborted();
    if (error instanceof TypeError) return once();
    throw error;
  });
  if (!response.ok) throw new Error(`The gateway answered ${path} with ${response.status}: ${await response.text()}`);
  return response;
}

/** Asks one question and reads the answer to its end. @throws Error when there is none */
export async function ask(gateway: string, token: string, path: string, signal?: AbortSignal): Promise<void> {
  await (await get(gateway, token, path, signal)).arrayBuffer();
}

/** Has each question asked again and again, one question after the other. */
export async function timeAll(
  asked: readonly Question[],
  work: (question: Question) => Promise<unknown>,
  effort: Effort,
): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const question of asked) timings.push(await timeOf(() => work(question), effort));
  return timings;
}
