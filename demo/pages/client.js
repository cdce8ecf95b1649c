/* global URLSearchParams, URL */

/** An answer that is no answer: `status` and `code` as the gateway's problem says, or 0 when it could not be reached. */
export class Refused extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** Tokens of the host's own endpoint, fetched again a minute before they end. */
export function createTokens(visitor) {
  let current = null;
  return {
    async token(renew = false) {
      if (!renew && current && current.until > Date.now()) return current.token;
      const response = await fetch(`/token?as=${encodeURIComponent(visitor)}`).catch(() => null);
      if (!response?.ok) throw new Refused(0, 'token', 'The site could not say who you are. It may have been stopped.');
      const { token, expiresIn } = await response.json();
      current = { token, until: Date.now() + (expiresIn - 60) * 1000 };
      return token;
    },
  };
}

/** Asks the gateway; what has not changed since the last time is not sent again. */
export function createClient(gateway, tokens) {
  const kept = new Map();

  async function ask(path, query, signal, renew) {
    const url = new URL(`${gateway}/v1/${path}`);
    url.search = new URLSearchParams(query).toString();
    const before = kept.get(url.href);
    const headers = { authorization: `Bearer ${await tokens.token(renew)}`, ...(before && { 'if-none-match': before.tag }) };
    const response = await fetch(url, { headers, signal, cache: 'no-store' }).catch((error) => {
      if (error.name === 'AbortError') throw error;
      throw new Refused(0, 'unreachable', 'The gateway cannot be reached. Nothing is lost; it will be asked again.');
    });
    if (response.status === 304 && before) return before.answer;
    if (response.status === 401 && !renew) return ask(path, query, signal, true);
    if (!response.ok) throw await refusal(response);
    const answer = await response.json();
    const tag = response.headers.get('etag');
    if (tag) kept.set(url.href, { tag, answer });
    if (kept.size > 60) kept.delete(kept.keys().next().value);
    return answer;
  }

  return {
    /** @param query - pairs of name and value */
    get: (path, query, signal) => ask(path, query, signal, false),
  };
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refused(response.status, problem.code ?? 'internal', problem.detail ?? `The gateway answered ${response.status}.`);
}
