import { withBase } from 'vitepress';
import { defineComponent, h, onMounted, ref } from 'vue';

/** What stands together on a page: filters have something to filter, a provider something to provide for. */
const TOGETHER = {
  'bot-filters': ['bot-filters', 'bot-trends'],
  'bot-provider': ['bot-filters', 'bot-trends', 'bot-words'],
};

/** Who looks is a client of the demo; its site signs the token. */
const getToken = async () => {
  const response = await fetch('/token?as=portal');
  // A site without a demo behind it may answer anything with its own page.
  if (!response.ok || response.headers.get('content-type')?.includes('html')) throw new Error('No demo answers.');
  return response.text();
};

let loaded = false;

/** Once a visit, when a page first has one: built pages bring it along, `npm run docs` has it from the gateway. */
function load() {
  if (loaded) return;
  loaded = true;
  const script = document.createElement('script');
  script.type = 'module';
  script.src = withBase('/widgets/bot-widgets.js');
  document.head.append(script);
}

/** A widget on its page: live while a demo answers, and in its own words while none does. */
export const LiveWidget = defineComponent({
  props: { tag: { type: String, required: true } },
  setup({ tag }) {
    const away = ref(false);
    onMounted(() => {
      load();
      getToken().catch(() => (away.value = true));
    });
    const give = (provider) => provider && Object.assign(provider, { getToken });
    return () =>
      h('div', { class: 'live' }, [
        h(
          'bot-provider',
          { ref: give, gateway: '', range: '14d' },
          (TOGETHER[tag] ?? [tag]).map((each) => h(each)),
        ),
        away.value &&
          h('p', { class: 'away' }, [
            'Nothing answers here. In a clone, ',
            h('code', 'npm run docs'),
            ' starts this page beside a gateway with made-up data.',
          ]),
      ]);
  },
});
