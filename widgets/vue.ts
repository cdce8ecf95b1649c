/**
 * Types alone: the tags in the templates of Vue. Where a `tsconfig.json` names `bot-widgets/vue` among its `types`, or a file imports it, all files have
 * them.
 */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { Tags } from './tags.ts';

type Emits<Events> = { [Name in keyof Events]: (event: Events[Name]) => void };

/** A tag as Vue's compiler knows components. */
export type TagComponent<Name extends keyof Tags> = new () => Tags[Name]['element'] & {
  /** For templates alone. */
  $props: HTMLAttributes & Tags[Name]['properties'] & PublicProps;
  /** For templates alone. */
  $emit: EmitFn<Emits<Tags[Name]['events']>>;
};

export type TagComponents = { [Name in keyof Tags]: TagComponent<Name> };

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- adds to it
  interface GlobalComponents extends TagComponents {}
}
