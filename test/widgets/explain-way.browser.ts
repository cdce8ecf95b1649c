import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Messages } from '../../gateway/contract/messages.ts';
import type { Stories } from '../../gateway/contract/stories.ts';
import type { BotMessages, BotProvider, BotSelectEvent } from '../../widgets/index.ts';
import { ASKED, closed, exact, explained, find, mount, waitFor, way } from './explain-support.ts';
import { openLane } from './support/lane.ts';

describe('the way to the messages', () => {
  it('of a story shows exactly these in the list, whatever it showed before', async () => {
    const lane = openLane();
    const { elements, provider } = await mount(['bot-stories', 'bot-messages'], lane);
    const [stories, messages] = elements as [HTMLElement, BotMessages];
    messages.search = 'nothing of this';
    messages.shown = 'human';
    await explained(stories, 'tbody button.explain');
    await waitFor(() => way(stories), 'not offered');
    const { data } = await lane.ask<Answer<Stories>>(`/v1/stories?${ASKED}`);
    const [{ story, invocations }] = data.stories as [Stories['stories'][number]];
    expect(way(stories)!.textContent).to.equal(`Show the ${exact(invocations)} messages behind it`);
    way(stories)!.click();
    expect(provider.selection).to.deep.equal({ story });
    await closed(stories);
    await waitFor(() => messages.settled && messages.answer!.data.messages[0]?.story === story, 'not filtered');
    const { data: list } = await lane.ask<Answer<Messages>>(`/v1/messages?${ASKED}&story=${encodeURIComponent(story)}`);
    expect(messages.answer!.data.messages).to.deep.equal(list.messages);
    expect(document.activeElement === messages, 'the focus').to.equal(true);
  });

  it('of messages not understood shows these', async () => {
    const { elements } = await mount(['bot-words', 'bot-messages'], openLane());
    const [words, messages] = elements as [HTMLElement, BotMessages];
    await explained(words, '.sums button.explain');
    await waitFor(() => way(words), 'not offered');
    way(words)!.click();
    expect(messages.chosenShown).to.equal('missed');
    await waitFor(() => messages.settled && messages.answer!.data.messages.every(({ understood }) => understood === false), 'not filtered');
  });

  it('does nothing where the page prevents the selection', async () => {
    const { elements, provider } = await mount(['bot-words', 'bot-messages'], openLane());
    const [words, messages] = elements as [HTMLElement, BotMessages];
    provider.addEventListener('bot-select', (request: BotSelectEvent) => request.preventDefault());
    await explained(words, '.sums button.explain');
    await waitFor(() => way(words), 'not offered');
    way(words)!.click();
    expect(messages.chosenShown).to.equal('all');
  });

  it('is not offered without the right to see messages, without a list, or where the list shows something else', async () => {
    const lane = openLane({ as: 'numbers' });
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} range="yesterday" tz="Europe/Berlin" .getToken=${lane.getToken}>
        <bot-words></bot-words><bot-messages></bot-messages>
      </bot-provider>
    `);
    const words = provider.querySelector('bot-words')!;
    await waitFor(() => find(words, '.sums button.explain'), 'no numbers');
    await explained(words, '.sums button.explain');
    await waitUntil(async () => (await lane.asked('/v1/scope')).some(({ status }) => status === 200), 'never asked', { timeout: 15_000 });
    await aTimeout(200);
    expect(way(words) === null, 'not offered').to.equal(true);

    const other = openLane();
    const { elements } = await mount(['bot-words', 'bot-messages'], other);
    const [element, messages] = elements as [HTMLElement, BotMessages];
    await explained(element, '.sums button.explain');
    await waitFor(() => way(element), 'not offered');
    messages.channel = 'web';
    (element as unknown as { requestUpdate(): void }).requestUpdate();
    await waitFor(() => way(element) === null, 'offered though the list has another channel');
    messages.channel = undefined;
    (element as unknown as { requestUpdate(): void }).requestUpdate();
    await waitFor(() => way(element), 'not offered again');
    messages.remove();
    (element as unknown as { requestUpdate(): void }).requestUpdate();
    await waitFor(() => way(element) === null, 'offered without a list');
  });
});
