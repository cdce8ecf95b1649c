'use client';
/**
 * The tags as components of React 18 and 19: properties of every type, events as `onBotSelect` and so on, `ref` is the element.
 * A component registers its tag when it is used; on a server it renders the tag alone.
 */
import * as React from 'react';
import { BotFilters as Filters } from './filters/bot-filters.ts';
import { createComponent } from './internal/create-component.ts';
import { BotJourney as Journey } from './journey/bot-journey.ts';
import { BotMessages as Messages } from './messages/bot-messages.ts';
import { BotProvider as Provider } from './provider/bot-provider.ts';
import { BotStories as Stories } from './stories/bot-stories.ts';
import { BotTrends as Trends } from './trends/bot-trends.ts';
import type { Tags } from './tags.ts';
import { BotWords as Words } from './words/bot-words.ts';

type Pascal<Name extends string> = Name extends `${infer Head}-${infer Rest}` ? `${Capitalize<Head>}${Pascal<Rest>}` : Capitalize<Name>;

/** `onBotSelect` for `bot-select`: what a viewer asks for, which a listener may prevent. */
type Listeners<Events> = { [Name in keyof Events & string as `on${Pascal<Name>}`]?: ((event: Events[Name]) => void) | undefined };

/** What the component of a tag takes. */
export type TagProps<Name extends keyof Tags> = Omit<React.HTMLAttributes<Tags[Name]['element']>, keyof Tags[Name]['properties']> &
  Tags[Name]['properties'] &
  Listeners<Tags[Name]['events']>;

/** The component of a tag; `ref` is the element. */
export type TagComponent<Name extends keyof Tags> = React.ForwardRefExoticComponent<
  TagProps<Name> & React.RefAttributes<Tags[Name]['element']>
>;

const events = {
  onBotSelect: 'bot-select',
  onBotFilterRequest: 'bot-filter-request',
  onBotUnauthenticated: 'bot-unauthenticated',
  onBotFiltersChange: 'bot-filters-change',
};

interface TagClass {
  new (): HTMLElement;
  readonly tag: string;
  define(): void;
}

function component<Name extends keyof Tags>(elementClass: TagClass): TagComponent<Name> {
  // The provider first, so that widgets find it ready.
  Provider.define();
  elementClass.define();
  // On a server React 18 warns of effects before the paint.
  const react = typeof window === 'undefined' ? { ...React, useLayoutEffect: React.useEffect } : React;
  return createComponent({ react, tagName: elementClass.tag, elementClass, events }) as unknown as TagComponent<Name>;
}

export const BotProvider: TagComponent<'bot-provider'> = /* @__PURE__ */ component(Provider);
export const BotFilters: TagComponent<'bot-filters'> = /* @__PURE__ */ component(Filters);
export const BotTrends: TagComponent<'bot-trends'> = /* @__PURE__ */ component(Trends);
export const BotStories: TagComponent<'bot-stories'> = /* @__PURE__ */ component(Stories);
export const BotWords: TagComponent<'bot-words'> = /* @__PURE__ */ component(Words);
export const BotJourney: TagComponent<'bot-journey'> = /* @__PURE__ */ component(Journey);
export const BotMessages: TagComponent<'bot-messages'> = /* @__PURE__ */ component(Messages);
