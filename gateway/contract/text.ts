import { z } from 'zod';

/** Length in code points, the contract's chars. */
export function codePoints(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      length--;
      index++;
    }
  }
  return length;
}

/** A string of `min` to `max` code points without lone surrogates. */
export function chars(min: number, max: number) {
  return z
    .string()
    .superRefine((text, context) => {
      if (!text.isWellFormed()) context.addIssue({ code: 'custom', message: 'holds a lone surrogate' });
      else if (text.length < min || (text.length > max && codePoints(text) > max))
        context.addIssue({ code: 'custom', message: `must have ${min} to ${max.toLocaleString('en')} characters` });
    })
    .meta({ minLength: min, maxLength: max });
}
