import { Journey, JourneyQuery } from '../contract/journey.ts';
import { foldJourney } from '../conversation/journey.ts';
import { defineReport, filterOf } from './report.ts';
import { journeyFile } from './journey-file.ts';

export const journey = defineReport<JourneyQuery, Journey>({
  name: 'journey',
  summary: "How conversations walked through the bot's nodes.",
  permission: 'reports',
  query: JourneyQuery,
  data: Journey,
  file: journeyFile,
  async compute(question) {
    const { store, scope, query, now, idle, signal } = question;
    const { outcome: outcomes, story: stories, node: nodes } = query;
    const found = await store.journey(scope, { ...filterOf(question), now, idle, outcomes, stories, nodes }, signal);
    return {
      data: foldJourney(found.steps, query.limit),
      until: found.idleAt,
    };
  },
});
