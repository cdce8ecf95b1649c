/** Answers by key: the port of the process's memory and of Redis. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  /** Keeps the value at most `ttl` milliseconds. */
  set(key: string, value: string, ttl: number): Promise<void>;
  close(): Promise<void>;
}
