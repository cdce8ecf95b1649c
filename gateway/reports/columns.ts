import { type z } from 'zod';
import { type Column, type Kind } from '../export/table.ts';

/** A column that is called and explained as the field of the contract. */
export function columnOf(shape: Record<string, z.ZodType>, name: string, kind: Kind, more: Partial<Column> = {}): Column {
  return { name, kind, means: shape[name]?.description ?? '', ...more };
}
