import { type Adapter, type Target } from './adapter.ts';
import { botFramework } from './bot-framework.ts';
import { botpress } from './botpress.ts';
import { dialogflowCx } from './dialogflow-cx.ts';
import { lexV2 } from './lex-v2.ts';
import { rasa } from './rasa.ts';

/** Adapters by the name that `import --from` takes. */
export const ADAPTERS: Readonly<Record<string, (target: Target) => Adapter>> = {
  rasa,
  botpress,
  'dialogflow-cx': dialogflowCx,
  'lex-v2': lexV2,
  'bot-framework': botFramework,
};

/** Products whose files hold a list that belongs together, such as a transcript. */
export const TAKES_LISTS: ReadonlySet<string> = new Set(['bot-framework']);
