/** Milliseconds of one task that all widgets of a page may take for their updates: a frame. */
const BUDGET = 16;

let began: number | undefined;
let next: Promise<void> | undefined;

function nextTask(): Promise<void> {
  next ??= new Promise((resolve) =>
    setTimeout(() => {
      began = next = undefined;
      resolve();
    }),
  );
  return next;
}

/** Whether widgets have had their time of this task: then the page has its turn. */
export function isTurnOver(): boolean {
  if (began === undefined) {
    began = performance.now();
    void nextTask();
  }
  return performance.now() - began > BUDGET;
}

/** Waits for a task in which there is time left; those who wait go on in the order in which they came. */
export async function ownTurn(): Promise<void> {
  do await nextTask();
  while (isTurnOver());
}
