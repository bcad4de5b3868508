// Answers from `web/mock/*.json` (made by `npm run mock`) in place of a server: for work on the page alone.

export async function answer(url: string, init: RequestInit): Promise<Response> {
  const path = new URL(url, location.href).pathname.replace('/api/v1', '');
  const method = init.method ?? 'GET';
  const name = method === 'GET' ? path : `${path}.${method.toLowerCase()}`;
  const response = await fetch(`/mock${name}.json`, { signal: init.signal ?? null });
  const isJson = response.headers.get('content-type')?.includes('json');
  if (response.ok && isJson) return response;
  const problem = { title: 'Not in the mock', detail: `web/mock${name}.json is missing` };
  return new Response(JSON.stringify(problem), { status: 404, headers: { 'Content-Type': 'application/problem+json' } });
}
