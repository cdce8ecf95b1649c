/** Answers by key: the port of the process's memory and of Redis. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  /** Keeps the value at most `ttl` milliseconds. */
  set(key: string, value: string, ttl: number): Promise<void>;
  /**
   * Claims to be the one, of all gateways, who makes the value of a key; `null`: somebody else is at it.
   * Returns the way to give it up, which happens by itself soon after whoever holds it is gone.
   */
  claim(key: string): Promise<(() => Promise<void>) | null>;
  close(): Promise<void>;
}
