// Asking the server as long as a view is shown: the last answer stays until the next is there.
import { getUntil, isAborted } from '../../lib/api';

export interface Asking<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly busy: boolean;
  again: () => void;
}

/**
 * Asks again whenever the address of `call` changes (a path with its query, as `apiUrl` makes it, without the API's own part);
 * nothing where it is null. To be called while a component is made.
 */
export function asking<T>(call: () => { path: string; params: Record<string, string | number | undefined> } | null): Asking<T> {
  let value = $state.raw<T | null>(null);
  let error = $state.raw<unknown>(null);
  let busy = $state(false);
  let turn = $state(0);
  const key = $derived(JSON.stringify(call()));

  $effect(() => {
    void turn;
    const asked = JSON.parse(key) as ReturnType<typeof call>;
    if (!asked) {
      [value, error, busy] = [null, null, false];
      return;
    }
    const stop = new AbortController();
    busy = true;
    getUntil<T>(stop.signal, asked.path, asked.params)
      .then((answer) => ([value, error, busy] = [answer, null, false]))
      .catch((reason: unknown) => {
        if (!isAborted(reason)) [value, error, busy] = [null, reason, false];
      });
    return () => stop.abort();
  });

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get busy() {
      return busy;
    },
    again: () => (turn += 1),
  };
}
