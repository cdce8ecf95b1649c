/** Places that an empty one has; a power of two. */
const LEAST = 64;

/** When each user was last seen; a user is a hash of 64 bits, in two halves. */
export function createLastSeen() {
  let count = 0;
  // Twice as many places as users at least; a hash says where to begin to look, and who was not seen is nowhere.
  let users = new Uint32Array(2 * LEAST);
  let times = new Float64Array(LEAST).fill(NaN);

  function placeOf(low: number, high: number): number {
    const mask = times.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask)
      if (Number.isNaN(times[place]) || (users[2 * place] === low && users[2 * place + 1] === high)) return place;
  }

  function put(low: number, high: number, time: number): void {
    const place = placeOf(low, high);
    users[2 * place] = low;
    users[2 * place + 1] = high;
    times[place] = time;
  }

  function grow(): void {
    const [before, at] = [users, times];
    users = new Uint32Array(2 * before.length);
    times = new Float64Array(2 * at.length).fill(NaN);
    at.forEach((time, place) => {
      if (!Number.isNaN(time)) put(before[2 * place] ?? 0, before[2 * place + 1] ?? 0, time);
    });
  }

  return {
    get bytes() {
      return users.byteLength + times.byteLength;
    },
    /** @returns when the user was seen before; `-Infinity`: never */
    see(low: number, high: number, time: number): number {
      const place = placeOf(low, high);
      const before = times[place] ?? NaN;
      put(low, high, time);
      if (!Number.isNaN(before)) return before;
      if (2 * ++count >= times.length) grow();
      return -Infinity;
    },
    /** Takes back what was seen after a time, as `see` returned it. */
    unsee(low: number, high: number, before: number): void {
      const place = placeOf(low, high);
      times[place] = Math.min(times[place] ?? before, before);
    },
  };
}

export type LastSeen = ReturnType<typeof createLastSeen>;
