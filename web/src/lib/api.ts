// Talking to the server: typed, with its errors in words. The browser keeps what the server says may be kept (ETag).
import type { Filter } from './route';

const BASE = '/api/v1';

export type Params = Record<string, string | number | undefined | null> | Filter;

/** A refusal in the server's own words (`application/problem+json`), or that it could not be reached (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
    this.name = 'ApiError';
  }
}

/** The address of a call, for links to files (`?as=csv`, `/export`). */
export function apiUrl(path: string, ...params: Params[]): string {
  const query = new URLSearchParams();
  for (const some of params) {
    for (const [name, value] of Object.entries(some)) {
      if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
    }
  }
  const text = query.toString();
  return BASE + path + (text ? `?${text}` : '');
}

/** Asks for a view. Several objects of parameters are laid over each other: `get('/timeline', filter, { step: 'week' })`. */
export async function get<T>(path: string, ...params: Params[]): Promise<T> {
  return send<T>(apiUrl(path, ...params), { headers: { Accept: 'application/json' } });
}

/** Like `get`, and can be given up. */
export async function getUntil<T>(signal: AbortSignal, path: string, ...params: Params[]): Promise<T> {
  return send<T>(apiUrl(path, ...params), { signal, headers: { Accept: 'application/json' } });
}

/** A view in words (`/brief?as=md`). */
export async function getText(path: string, ...params: Params[]): Promise<string> {
  return (await answer(apiUrl(path, ...params), {})).text();
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  return send<T>(BASE + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Verbale': '1' },
    body: JSON.stringify(body),
  });
}

export async function upload<T>(path: string, form: FormData): Promise<T> {
  return send<T>(BASE + path, { method: 'POST', headers: { 'X-Verbale': '1' }, body: form });
}

export async function remove<T>(path: string): Promise<T> {
  return send<T>(BASE + path, { method: 'DELETE', headers: { 'X-Verbale': '1', 'Content-Type': 'application/json' } });
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  const response = await answer(url, init);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  const response = await reached(url, init);
  if (response.ok) return response;
  throw await refusal(response);
}

async function reached(url: string, init: RequestInit): Promise<Response> {
  try {
    if (import.meta.env.VITE_MOCK) return await (await import('./mock')).answer(url, init);
    // Always asked again, so that a correction shows at once; what has not changed comes out of the browser's store (304).
    return await fetch(url, { cache: 'no-cache', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer', 'Is "verbale serve" still running? Nothing was lost; try again when it is.');
  }
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as { title?: string; detail?: string };
    return new ApiError(response.status, problem.title ?? response.statusText, problem.detail ?? '');
  } catch {
    return new ApiError(response.status, response.statusText || 'The server refused', '');
  }
}

/** True for a call that was given up on purpose, which nobody needs to be told. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
