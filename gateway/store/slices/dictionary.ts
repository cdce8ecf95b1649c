/** Numbers for texts that come again and again. */
export function createDictionary(known: readonly string[] = []) {
  const names = [...known];
  const numbers = new Map(names.map((name, number) => [name, number]));
  return {
    names,
    numberOf(name: string): number {
      let number = numbers.get(name);
      if (number === undefined) numbers.set(name, (number = names.push(name) - 1));
      return number;
    },
  };
}

export type Dictionary = ReturnType<typeof createDictionary>;
