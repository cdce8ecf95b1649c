/** What is held now, by principal. */
export interface Shares {
  /** Takes an amount for a principal; the answer gives it back, once. `null`: the principal, or all of them together, would hold too much. */
  take(principal: string, amount: number): (() => void) | null;
}

/**
 * Lets no principal hold more than its share, and all of them together not more than there is.
 *
 * @param share - 0 = no limit
 */
export function createShares(share: number, all = Infinity): Shares {
  const held = new Map<string, number>();
  let sum = 0;
  return {
    take(principal, amount) {
      const before = held.get(principal) ?? 0;
      if ((share > 0 && before + amount > share) || sum + amount > all) return null;
      held.set(principal, before + amount);
      sum += amount;
      let given = true;
      return () => {
        if (!given) return;
        given = false;
        sum -= amount;
        const left = (held.get(principal) ?? 0) - amount;
        if (left > 0) held.set(principal, left);
        else held.delete(principal);
      };
    },
  };
}
