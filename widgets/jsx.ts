/**
 * Types alone: the tags in the JSX of React, properties and `onbot-select` and its like as React 19 sets them. Where a `tsconfig.json` names
 * `bot-widgets/jsx` among its `types`, or a file imports it, all files have them.
 */
import type * as React from 'react';
import type { Tags } from './tags.ts';

type Listeners<Events> = { [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined };

/** What a tag takes. */
export type TagProps<Name extends keyof Tags> = Omit<
  React.DetailedHTMLProps<React.HTMLAttributes<Tags[Name]['element']>, Tags[Name]['element']>,
  keyof Tags[Name]['properties']
> &
  Tags[Name]['properties'] &
  Listeners<Tags[Name]['events']>;

export type TagElements = { [Name in keyof Tags]: TagProps<Name> };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the one that React reads
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- adds to it
    interface IntrinsicElements extends TagElements {}
  }
}
