import { expect, test } from 'vitest';
import { dayNumber, dayText, dayTicks, nextStep, numberTicks, worthShowing } from '../../src/charts/time';

const month = (text: string, count: number) => ({ at: dayNumber(`${text}-01`), count });

test('days are numbers and back, before 1970 and after', () => {
  for (const day of ['1700-01-01', '1969-12-31', '1970-01-01', '2024-02-29', '2100-03-01']) expect(dayText(dayNumber(day))).toBe(day);
  expect(dayNumber('not a day')).toBeNaN();
});

test('a month ends where the next begins', () => {
  expect(dayText(nextStep(dayNumber('2023-12-01'), 'month'))).toBe('2024-01-01');
  expect(dayText(nextStep(dayNumber('2024-02-01'), 'month'))).toBe('2024-03-01');
  expect(nextStep(10, 'week')).toBe(17);
});

test('far days do not squash the axis, and what is left out is counted', () => {
  const counts = [month('1700-01', 2), month('2021-10', 500), month('2021-11', 900), month('2022-02', 700), month('2100-01', 3)];
  expect(worthShowing(counts)).toEqual({ first: dayNumber('2021-10-01'), last: dayNumber('2022-02-01'), before: 2, after: 3 });
});

test('an even spread stays whole', () => {
  const counts = Array.from({ length: 200 }, (_, at) => ({ at: at * 30, count: 1 }));
  expect(worthShowing(counts)).toMatchObject({ first: 0, last: 199 * 30, before: 0, after: 0 });
});

test('of a few counts none is left out', () => {
  expect(worthShowing([month('1700-01', 1), month('2022-01', 1)])).toMatchObject({ before: 0, after: 0 });
  expect(worthShowing([])).toBeNull();
});

test('ticks stand on first days, never more than asked for, and lie inside', () => {
  const spans: [string, string][] = [['2021-10-01', '2022-03-01'], ['2022-01-03', '2022-01-20'], ['1700-01-01', '2100-01-01'], ['2019-05-17', '2023-02-02']];
  for (const [first, last] of spans) {
    for (const most of [3, 8, 15]) {
      const ticks = dayTicks(dayNumber(first), dayNumber(last), most);
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
      for (const { at } of ticks) expect(at >= dayNumber(first) && at <= dayNumber(last)).toBe(true);
    }
  }
  expect(dayTicks(dayNumber('2021-10-01'), dayNumber('2022-03-01'), 15).map(({ label }) => label)).toEqual(['Oct 2021', 'Nov', 'Dec', 'Jan 2022', 'Feb', 'Mar']);
});

test('ticks of numbers are round and have zero', () => {
  expect(numberTicks(-9.5, 31, 5)).toEqual([0, 10, 20, 30]);
  expect(numberTicks(0, 1, 4)).toContain(0.5);
});

test('the days of the archive are the axis where most lies within them', () => {
  const own = { first: dayNumber('2021-10-01'), last: dayNumber('2022-03-01') };
  const counts = [month('2010-01', 1), month('2021-11', 5), month('2022-02', 4), month('2031-01', 1)];
  expect(worthShowing(counts, own)).toEqual({ first: dayNumber('2021-11-01'), last: dayNumber('2022-02-01'), before: 1, after: 1 });
  expect(worthShowing([month('2010-01', 5), month('2021-11', 5)], own)).toMatchObject({ first: dayNumber('2010-01-01'), before: 0 });
});
