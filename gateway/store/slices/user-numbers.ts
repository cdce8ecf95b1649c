/**
 * Numbers for users, from 1 on, so that they can be told apart in any number of groups; a user is a hash of 63 bits.
 *
 * @param known - what `all` said of those that have numbers already
 */
export function createUserNumbers(known: Uint32Array = new Uint32Array(2)) {
  let count = known.length / 2 - 1;
  // Twice as many places as users at least; a hash says where to begin to look.
  let places = new Uint32Array(roomFor(count));
  let hashes = new Uint32Array(places.length);
  hashes.set(known);
  fillPlaces();

  function placeOf(low: number, high: number): number {
    const mask = places.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const number = places[place] ?? 0;
      if (number === 0 || (hashes[2 * number] === low && hashes[2 * number + 1] === high)) return place;
    }
  }

  function grow(): void {
    const before = hashes;
    hashes = new Uint32Array(2 * before.length);
    hashes.set(before);
    places = new Uint32Array(2 * places.length);
    fillPlaces();
  }

  function fillPlaces(): void {
    for (let number = 1; number <= count; number++) places[placeOf(hashes[2 * number] ?? 0, hashes[2 * number + 1] ?? 0)] = number;
  }

  return {
    get count() {
      return count;
    },
    /** Two halves of the hash of each, by their numbers; nobody has the number 0. */
    all: (): Uint32Array => hashes.slice(0, 2 * (count + 1)),
    numberOf(user: bigint): number {
      const [low, high] = [Number(user & 0xffffffffn), Number(user >> 32n)];
      const place = placeOf(low, high);
      const known = places[place] ?? 0;
      if (known > 0) return known;
      places[place] = ++count;
      hashes.set([low, high], 2 * count);
      if (2 * (count + 1) >= places.length) grow();
      return count;
    },
  };
}

/** A power of two, of at least twice as many places as numbers. */
const roomFor = (count: number): number => 2 ** Math.max(16, Math.ceil(Math.log2(2 * (count + 2))));

export type UserNumbers = ReturnType<typeof createUserNumbers>;

/**
 * How many different users there are in all and in each group.
 *
 * @param groups - the group of each row
 * @param users - the user of each row, a number up to `most`
 */
export function usersByGroup(groups: Uint32Array, users: Uint32Array, count: number, most: number): { all: number; each: Uint32Array } {
  // Rows of one group side by side: then it is enough to remember for each user the group that last had it.
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const sorted = new Uint32Array(groups.length);
  const next = starts.slice();
  groups.forEach((group, row) => {
    const place = next[group] ?? 0;
    sorted[place] = users[row] ?? 0;
    next[group] = place + 1;
  });
  const last = new Uint32Array(most + 1);
  const each = new Uint32Array(count);
  let all = 0;
  for (let group = 0; group < count; group++) {
    for (let place = starts[group] ?? 0; place < (starts[group + 1] ?? 0); place++) {
      const user = sorted[place] ?? 0;
      if (last[user] === group + 1) continue;
      if (last[user] === 0) all++;
      last[user] = group + 1;
      each[group] = (each[group] ?? 0) + 1;
    }
  }
  return { all, each };
}
