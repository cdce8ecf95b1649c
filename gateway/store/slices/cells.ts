/** Values by bot and slice. Numbers as keys are found much faster than names made for each, and a question looks at thousands. */
export function createCells<Value>() {
  const bots = new Map<string, Map<number, Value>>();
  let size = 0;

  function of(bot: string): Map<number, Value> {
    let slices = bots.get(bot);
    if (!slices) bots.set(bot, (slices = new Map<number, Value>()));
    return slices;
  }

  return {
    get size() {
      return size;
    },
    /** Those of one bot, by slice; it stays the same. */
    of: (bot: string): ReadonlyMap<number, Value> => of(bot),
    get: (bot: string, slice: number): Value | undefined => bots.get(bot)?.get(slice),
    set(bot: string, slice: number, value: Value): void {
      const slices = of(bot);
      if (!slices.has(slice)) size++;
      slices.set(slice, value);
    },
    delete(bot: string, slice: number): void {
      if (bots.get(bot)?.delete(slice)) size--;
    },
    all: (): Value[] => [...bots.values()].flatMap((slices) => [...slices.values()]),
    each(act: (bot: string, slice: number, value: Value) => void): void {
      for (const [bot, slices] of bots) for (const [slice, value] of slices) act(bot, slice, value);
    },
    clear(): void {
      bots.clear();
      size = 0;
    },
  };
}

export type Cells<Value> = ReturnType<typeof createCells<Value>>;
