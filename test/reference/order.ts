/** Order of two names by code point, never by UTF-16 unit: U+FF5E comes before an emoji. */
export function byCodePoint(left: string, right: string): number {
  const a = Array.from(left, (char) => char.codePointAt(0)!);
  const b = Array.from(right, (char) => char.codePointAt(0)!);
  for (let index = 0; index < Math.min(a.length, b.length); index++) if (a[index] !== b[index]) return a[index]! - b[index]!;
  return a.length - b.length;
}

/** The first of the orders that tells two values apart. */
export function inOrder<T>(...orders: ((left: T, right: T) => number)[]): (left: T, right: T) => number {
  return (left, right) => {
    for (const order of orders) {
      const sign = order(left, right);
      if (sign !== 0) return sign;
    }
    return 0;
  };
}

/** Puts values with the same key together, in the order of their first appearance. */
export function groupBy<T>(values: readonly T[], key: (value: T) => readonly string[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = JSON.stringify(key(value));
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return [...groups.values()];
}

/** The middle of a list, the lower of two middles. */
export function lowerMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
