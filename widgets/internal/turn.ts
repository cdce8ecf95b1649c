/** Milliseconds of one task that all widgets of a page may take for their updates: a frame. */
const BUDGET = 16;

/** When the first of them began in this task. */
let began: number | undefined;
const waiting: (() => void)[] = [];

const isOver = (): boolean => performance.now() - (began ??= begin()) > BUDGET;

function begin(): number {
  setTimeout(goOn);
  return performance.now();
}

/** In a task of its own. */
function goOn(): void {
  began = undefined;
  while (waiting.length > 0 && !isOver()) waiting.shift()?.();
}

/** Does something at once, or, where widgets have had their time of this task, when the page has had its turn; in the order in which it was asked for. */
export function inTurn(work: () => void): Promise<void> {
  return new Promise((resolve) => {
    const act = () => resolve(attempt(work));
    if (waiting.length > 0 || isOver()) waiting.push(act);
    else act();
  });
}

/** What it throws is the promise's. */
// eslint-disable-next-line @typescript-eslint/require-await
const attempt = async (work: () => void): Promise<void> => work();
