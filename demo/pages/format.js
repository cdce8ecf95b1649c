const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat();
const share = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** A number as it is shown, and as it is. */
export const count = (value) =>
  value === null ? none('There is nothing to count here.') : { text: compact.format(value), title: exact.format(value) };

export const rate = (value) =>
  value === null ? none('There is nothing to divide by.') : { text: share.format(value), title: share.format(value) };

const none = (reason) => ({ text: '–', title: reason });

/** How a count moved against the one before, with an arrow, so that colour is not alone; `null`: there is nothing to compare with. */
export function countChange(now, before) {
  if (before === 0) return null;
  const moved = now / before - 1;
  return { text: `${arrow(moved)} ${change.format(moved)}`, moved };
}

/** How a rate moved, in percentage points. */
export function rateChange(now, before) {
  if (now === null || before === null) return null;
  const moved = now - before;
  return { text: `${arrow(moved)} ${points.format(moved * 100)} pp`, moved };
}

const arrow = (moved) => (moved > 0 ? '▲' : moved < 0 ? '▼' : '=');

const dated = (options) => {
  const formats = new Map();
  return (instant, tz) => {
    const format = formats.get(tz) ?? new Intl.DateTimeFormat(undefined, { ...options, timeZone: tz });
    formats.set(tz, format);
    return format.format(new Date(instant));
  };
};

export const moment = dated({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
export const clock = dated({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

const bucketFormats = {
  hour: dated({ weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  day: dated({ weekday: 'short', day: 'numeric', month: 'short' }),
  week: dated({ day: 'numeric', month: 'short', year: 'numeric' }),
  month: dated({ month: 'long', year: 'numeric' }),
};

/** The start of a bucket in words of the zone. */
export const bucketLabel = (start, interval, tz) => bucketFormats[interval](start, tz);

export const rangeLabel = ({ from, to }, tz) => `${moment(from, tz)} to ${moment(to, tz)}`;
