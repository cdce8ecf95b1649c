/** What the page says to the runner of a test that only passed when it was run again; see `runReport`. */
afterEach(function () {
  const test = this.currentTest as (Mocha.Test & { currentRetry(): number }) | undefined;
  // eslint-disable-next-line no-console -- the way from a page to its runner
  if (test && test.currentRetry() > 0 && test.state === 'passed') console.warn('passed at the second attempt:', test.fullTitle());
});
