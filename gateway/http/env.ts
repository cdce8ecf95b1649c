import { type Caller } from '../access/caller.ts';

/** What the routes' contexts hold. */
export interface Env {
  Variables: {
    requestId: string;
    /** Set once the caller is known. */
    caller?: Caller;
  };
}
