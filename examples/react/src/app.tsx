import { useState } from 'react';
import type { Selection } from 'bot-widgets';
import { BotFilters, BotJourney, BotMessages, BotProvider, BotStories, BotTrends, BotWords } from 'bot-widgets/react';

const getToken = () => fetch('/token').then((response) => response.text());

export function App() {
  const [{ story, node, keyword }, setPicked] = useState<Selection>({});
  const names = [story, node, keyword].filter(Boolean).join(', ');
  return (
    <>
      <h1>Our bot</h1>
      <p id="picked">{names ? `Picked: ${names}.` : 'Nothing is picked: take a story, a node or a word.'}</p>
      <BotProvider
        gateway="http://127.0.0.1:8080"
        range="7d"
        tz="Europe/Berlin"
        getToken={getToken}
        onBotSelect={(request) => setPicked(request.selection)}
      >
        <BotFilters />
        <BotTrends />
        <BotStories />
        <BotWords />
        <BotJourney />
        <BotMessages />
      </BotProvider>
    </>
  );
}
