/** Joins names into one, each percent-encoded, so that a slash inside a name stays apart from the joint (contract section 3). */
export const composeName = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');
