import { html } from 'hono/html';

/** The whole page: the tags are in it, and each has its room before any script has run. */
export const page = (gateway, { businesses }) => {
  const permissions = businesses.flatMap(({ bots }) => bots.flatMap((bot) => bot.permissions));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Our bot</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="page.css" />
        <script type="module" src="${gateway}/widgets/bot-widgets.js"></script>
        <script type="module" src="page.js"></script>
      </head>
      <body>
        <h1>Our bot</h1>
        <p>${businesses.map(({ name, bots }) => `${name}: ${bots.map((bot) => bot.name).join(', ')}`).join('; ')}</p>
        <bot-provider gateway="${gateway}" range="7d" tz="Europe/Berlin">
          <bot-filters></bot-filters>
          <bot-trends></bot-trends>
          <bot-stories></bot-stories>
          <bot-words></bot-words>
          <bot-journey></bot-journey>
          ${permissions.includes('messages') ? html`<bot-messages></bot-messages>` : ''}
        </bot-provider>
      </body>
    </html>`;
};
