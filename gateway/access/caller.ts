import { type Claims, type Rights } from './rights.ts';

/** Who asks, as the token and the directory say. */
export interface Caller {
  /** `sub` of the token, the principal's id. */
  id: string;
  rights: Rights;
  /** What the token narrows the grants to. */
  claims: Claims;
  /** When the token ends, epoch milliseconds. */
  expires: number;
}
